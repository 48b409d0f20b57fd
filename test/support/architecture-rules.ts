import { posix } from 'node:path'
import { importedModules, lineOf, readSourceText, type SourceText } from './source-text.ts'

/** A file of the project: its path from the root, with slashes, and its text. */
export interface SourceFile {
  readonly file: string
  readonly text: string
}

/** The rooms of `src` and what each may import beside itself, `model` and `telemetry`. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  main: ['settings', 'gateway', 'commands'],
  commands: ['settings', 'sandbox', 'imports', 'load', 'dhis2'],
  gateway: ['settings', 'http', 'identity', 'graph', 'plan', 'imports', 'load', 'dhis2', 'dialects', 'transport'],
  settings: [],
  http: ['identity', 'graph', 'load', 'execute'],
  execute: [],
  page: [],
  identity: ['dhis2'],
  graph: ['plan', 'imports', 'load'],
  plan: [],
  imports: [],
  load: ['plan', 'imports', 'dhis2'],
  dhis2: ['dialects', 'transport'],
  dialects: ['wire'],
  wire: [],
  transport: [],
  sandbox: [],
  model: [],
  telemetry: [],
}

/** Single imports beyond the rules above: from a file or a room to one file. */
const allowedImports: readonly (readonly [from: string, to: string, why: string])[] = [
  ['main', 'src/http/server.ts', 'the program opens the port; the gateway itself is a fetch function'],
  ['main', 'src/http/heap-growth.ts', 'the rule of the heap is that of a whole process'],
  ['dialects', 'src/dhis2/errors.ts', 'what a version cannot do is an upstream failure'],
  ['src/dhis2/client.ts', 'src/dhis2/wire/metadata.ts', 'metadata is the same in every version: no dialect'],
  ['src/dhis2/metadata-client.ts', 'src/dhis2/wire/metadata.ts', 'metadata is the same in every version: no dialect'],
  [
    'src/dhis2/metadata-client.ts',
    'src/dhis2/wire/metadata-details.ts',
    'metadata is the same in every version: no dialect',
  ],
  [
    'src/dhis2/metadata-client.ts',
    'src/dhis2/wire/metadata-query.ts',
    'metadata is the same in every version: no dialect',
  ],
  ['src/dhis2/client.ts', 'src/dhis2/wire/server.ts', 'the version is read before there is a dialect'],
  ['wire', 'src/dhis2/errors.ts', 'an answer of the wrong shape is an upstream failure'],
  ['transport', 'src/dhis2/errors.ts', 'a broken connection is an upstream failure'],
]

/** The npm packages that a room may name; a room that is not here may name any but undici. */
const packages: Readonly<Record<string, readonly string[]>> = {
  plan: ['graphql'],
  execute: ['graphql'],
  imports: [],
  model: [],
}

const undiciRooms = ['transport', 'dhis2', 'gateway']
const settingsRooms = ['main', 'commands', 'gateway', 'settings']
const oldWordRooms = ['dialects', 'wire', 'sandbox']
const pureRooms = ['plan', 'imports', 'model', 'dialects']

/** Files that may cast outside `dhis2/wire`, and why. */
const castingFiles: Readonly<Record<string, string>> = {
  'src/sandbox/dataset.ts': 'the dataset is our own JSON, cast once where it is read',
  'src/http/graphiql/page/gateway-request.ts': "the browser's edge: an answer of our own gateway",
  'src/http/graphiql/page/page-content.ts': "the browser's edge: our own gateway's examples",
  'src/http/graphiql/page/sign-in.ts': "the browser's edge: an answer of our own gateway",
}

/** What breaks the architecture in these files, one line each: file, line, rule. */
export function violations(files: readonly SourceFile[]): string[] {
  return files.flatMap((source) => {
    const room = roomOf(source.file)
    if (room === undefined) return [`${source.file}:1 belongs to no room of the architecture`]
    const text = readSourceText(source.text)
    return [
      ...importFaults(source.file, room, text),
      ...wordFaults(source.file, room, text),
      ...castFaults(source.file, room, text),
      ...shapeFaults(source, text),
    ]
  })
}

/** The room of a file of `src`, or undefined where it is in none. */
export function roomOf(file: string): string | undefined {
  const top = /^src\/(main|gateway|settings)(?:-[\w-]+)?\.ts$/.exec(file)?.[1]
  if (top !== undefined) return top
  if (file.startsWith('src/http/graphiql/page/')) return 'page'
  const nested = /^src\/dhis2\/(dialects|wire|transport)\//.exec(file)?.[1]
  if (nested !== undefined) return nested
  const folder = /^src\/([\w-]+)\//.exec(file)?.[1] ?? ''
  return folder in rooms && !['main', 'gateway', 'settings'].includes(folder) ? folder : undefined
}

function importFaults(file: string, room: string, text: SourceText): string[] {
  return importedModules(text).flatMap(({ specifier, line }) => {
    const fault = specifier.startsWith('.') ? ownImport(file, room, specifier) : foreignImport(room, specifier)
    return fault === undefined ? [] : [`${file}:${line} ${fault}`]
  })
}

function ownImport(file: string, room: string, specifier: string): string | undefined {
  const target = posix.join(posix.dirname(file), specifier.replace(/\?.*$/, ''))
  if (!target.startsWith('src/')) return room === 'page' ? undefined : `imports ${target}, which is outside src`
  const other = roomOf(target)
  if (other === room) return undefined
  if (room !== 'model' && (other === 'model' || other === 'telemetry')) return undefined
  if (other !== undefined && rooms[room]?.includes(other)) return undefined
  if (allowedImports.some(([from, to]) => (from === room || from === file) && to === target)) return undefined
  return `${room} may not import ${other ?? 'a file of no room'} (${target})`
}

function foreignImport(room: string, specifier: string): string | undefined {
  if (specifier.startsWith('node:'))
    return pureRooms.includes(room) ? `${room} is pure and may not import ${specifier}` : undefined
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
  const allowed = packages[room]
  if (allowed !== undefined && !allowed.includes(name)) return `${room} may not import the package ${name}`
  if (name === 'undici' && !undiciRooms.includes(room)) return `${room} may not import the package undici`
  return undefined
}

function wordFaults(file: string, room: string, { code, bare }: SourceText): string[] {
  const find = (text: string, words: RegExp, rule: string): string[] =>
    [...text.matchAll(words)].map((match) => `${file}:${lineOf(text, match.index)} ${rule}: ${match[0].trim()}`)
  return [
    ...find(bare, /\bconsole\s*\./g, 'no console; telemetry logs'),
    ...find(bare, /[:<|&,(=]\s*any\b(?!\s*[(:.])|\bas\s+any\b|\bany\[\]/g, 'no any'),
    ...(settingsRooms.includes(room)
      ? []
      : find(bare, /\bprocess\s*\.\s*env\b/g, `${room} may not read the environment`)),
    ...(oldWordRooms.includes(room)
      ? []
      : find(code, /trackedEntityInstance|\bouMode\b|\beventDate\b|\btei\b/g, `${room} may not use old DHIS2 words`)),
    ...(room === 'transport'
      ? find(code, /trackedEntit\w*|enrollment\w*|orgUnit\w*|tracker\w*/gi, 'transport knows no DHIS2 noun')
      : []),
    ...(room === 'plan' || room === 'imports'
      ? find(
          bare,
          /\basync\b|\bawait\b|\bPromise\b|\bDate\.now\b|\bnew Date\(\)|\bfetch\(|\bMath\.random\b/g,
          `${room} is pure`,
        )
      : []),
    ...(room === 'graph' ? find(bare, /\bnew URL\b|\bfetch\(/g, 'graph knows no URL') : []),
  ]
}

function castFaults(file: string, room: string, { bare }: SourceText): string[] {
  if (room === 'wire' || file in castingFiles) return []
  const namedImports = /^(?:import|export)\b[^=;'"]*?\bfrom\s*['"]|^export\s+(?:type\s+)?\{[^}]*\}/gm
  const rest = bare.replace(namedImports, (found) => found.replace(/[^\n]/g, ' '))
  return [...rest.matchAll(/(?<=[\w)\]}'"`>])\s+as\s+(?!const\b)[\w{[('"`]/g)].map(
    (match) => `${file}:${lineOf(rest, match.index)} no cast outside dhis2/wire`,
  )
}

function shapeFaults({ file, text }: SourceFile, { bare }: SourceText): string[] {
  const lines = text.trimEnd().split('\n').length
  return [
    ...(lines > 400 ? [`${file}:${lines} no file over 400 lines`] : []),
    ...(isBarrel(file, bare) ? [`${file}:1 no barrels: import from the file that holds it`] : []),
    ...undocumented(file, text, bare),
  ]
}

function isBarrel(file: string, bare: string): boolean {
  if (/\/index\.tsx?$/.test(file)) return true
  const reExports = /^export\b[^=;'"]*?\bfrom\s*['"][^'"\n]*['"];?/gm
  return bare.search(reExports) >= 0 && bare.replace(reExports, '').trim() === ''
}

function undocumented(file: string, text: string, bare: string): string[] {
  const lines = text.split('\n')
  const exported =
    /^export\s+(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:function\*?|const|let|class|interface|type(?!\s*\{))\s*(\w*)/gm
  const seen = new Set<string>()
  return [...bare.matchAll(exported)].flatMap((match) => {
    const name = match[1] ?? ''
    const line = lineOf(bare, match.index)
    const overload = name !== '' && seen.has(name)
    seen.add(name)
    return overload || (lines[line - 2] ?? '').trimEnd().endsWith('*/')
      ? []
      : [`${file}:${line} every export has a doc comment: ${name || 'default'}`]
  })
}
