import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type SourceFile, violations } from './support/architecture-rules.ts'

const root = new URL('../', import.meta.url)

function sourceFiles(): SourceFile[] {
  return readdirSync(new URL('src/', root), { recursive: true, encoding: 'utf8' })
    .map((path) => `src/${path.replaceAll('\\', '/')}`)
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => ({ file, text: readFileSync(new URL(file, root), 'utf8') }))
}

/** What the rules say of one file with this text. */
function judge(file: string, text: string): string[] {
  return violations([{ file, text }])
}

test('the source keeps to the rooms and rules of the architecture', () => {
  const files = sourceFiles()
  expect(files.length).toBeGreaterThan(50)
  expect(violations(files)).toEqual([])
})

test.each([
  [
    'src/graph/a.ts',
    "import { b } from '../dhis2/client.ts'",
    'src/graph/a.ts:1 graph may not import dhis2 (src/dhis2/client.ts)',
  ],
  [
    'src/graph/a.ts',
    "\nimport type { b } from '../dhis2/wire/b.ts'",
    'src/graph/a.ts:2 graph may not import wire (src/dhis2/wire/b.ts)',
  ],
  [
    'src/http/a.ts',
    "const b = await import('../settings.ts')",
    'src/http/a.ts:1 http may not import settings (src/settings.ts)',
  ],
  [
    'src/http/a.ts',
    "import {\n  b,\n} from '../sandbox/b.ts'",
    'src/http/a.ts:3 http may not import sandbox (src/sandbox/b.ts)',
  ],
  ['src/load/a.ts', "import '../sandbox/b.ts'", 'src/load/a.ts:1 load may not import sandbox (src/sandbox/b.ts)'],
  [
    'src/sandbox/a.ts',
    "import { b } from '../dhis2/errors.ts'",
    'src/sandbox/a.ts:1 sandbox may not import dhis2 (src/dhis2/errors.ts)',
  ],
  [
    'src/sandbox/a.ts',
    "import { b } from '../../test/b.ts'",
    'src/sandbox/a.ts:1 imports test/b.ts, which is outside src',
  ],
  [
    'src/model/a.ts',
    "import { b } from '../telemetry/b.ts'",
    'src/model/a.ts:1 model may not import telemetry (src/telemetry/b.ts)',
  ],
  [
    'src/dhis2/wire/a.ts',
    "import { b } from '../client.ts'",
    'src/dhis2/wire/a.ts:1 wire may not import dhis2 (src/dhis2/client.ts)',
  ],
  [
    'src/dhis2/transport/a.ts',
    "import { b } from '../wire/b.ts'",
    'src/dhis2/transport/a.ts:1 transport may not import wire (src/dhis2/wire/b.ts)',
  ],
  ['src/plan/a.ts', "import { b } from 'dataloader'", 'src/plan/a.ts:1 plan may not import the package dataloader'],
  ['src/plan/a.ts', "import { b } from 'node:fs'", 'src/plan/a.ts:1 plan is pure and may not import node:fs'],
  [
    'src/imports/a.ts',
    "import { b } from '@scope/b/deep'",
    'src/imports/a.ts:1 imports may not import the package @scope/b',
  ],
  ['src/graph/a.ts', "import { b } from 'undici'", 'src/graph/a.ts:1 graph may not import the package undici'],
  ['src/plan/a.ts', 'const b = async () => 1', 'src/plan/a.ts:1 plan is pure: async'],
  ['src/plan/a.ts', 'const b = Date.now()', 'src/plan/a.ts:1 plan is pure: Date.now'],
  ['src/graph/a.ts', "const b = new URL('/c', d)", 'src/graph/a.ts:1 graph knows no URL: new URL'],
  ['src/load/a.ts', "const b = process.env['B']", 'src/load/a.ts:1 load may not read the environment: process.env'],
  ['src/load/a.ts', "console.log('b')", 'src/load/a.ts:1 no console; telemetry logs: console.'],
  ['src/load/a.ts', 'const b: any = 1', 'src/load/a.ts:1 no any: : any'],
  ['src/load/a.ts', 'const b: any[] = []', 'src/load/a.ts:1 no any: : any'],
  ['src/load/a.ts', 'const b = new Map<string, any>()', 'src/load/a.ts:1 no any: , any'],
  ['src/load/a.ts', 'const b = c as string', 'src/load/a.ts:1 no cast outside dhis2/wire'],
  ['src/load/a.ts', 'const b = (c as { d: 1 }).d', 'src/load/a.ts:1 no cast outside dhis2/wire'],
  ['src/load/a.ts', `const b = \`\${c as string}\``, 'src/load/a.ts:1 no cast outside dhis2/wire'],
  ['src/load/a.ts', "const b = [c as 'd']", 'src/load/a.ts:1 no cast outside dhis2/wire'],
  ['src/load/a.ts', "const b = { ouMode: 'ALL' }", 'src/load/a.ts:1 load may not use old DHIS2 words: ouMode'],
  [
    'src/load/a.ts',
    "const b = c['trackedEntityInstance']",
    'src/load/a.ts:1 load may not use old DHIS2 words: trackedEntityInstance',
  ],
  [
    'src/dhis2/transport/a.ts',
    "const b = '/api/tracker/enrollments'",
    'src/dhis2/transport/a.ts:1 transport knows no DHIS2 noun: tracker',
  ],
  ['src/load/a.ts', 'const c = 1\nexport const b = c', 'src/load/a.ts:2 every export has a doc comment: b'],
  ['src/load/a.ts', 'export async function b() {}', 'src/load/a.ts:1 every export has a doc comment: b'],
  ['src/load/a.ts', 'export interface B {}', 'src/load/a.ts:1 every export has a doc comment: B'],
  [
    'src/load/a.ts',
    "export { b } from './b.ts'\nexport * from './c.ts'\n",
    'src/load/a.ts:1 no barrels: import from the file that holds it',
  ],
  ['src/load/index.ts', 'const b = 1', 'src/load/index.ts:1 no barrels: import from the file that holds it'],
  ['src/load/a.ts', 'b()\n'.repeat(401), 'src/load/a.ts:401 no file over 400 lines'],
  ['src/utils/a.ts', 'const b = 1', 'src/utils/a.ts:1 belongs to no room of the architecture'],
  ['src/a.ts', 'const b = 1', 'src/a.ts:1 belongs to no room of the architecture'],
])('%s with %j is refused', (file, text, fault) => {
  expect(judge(file, text)).toContain(fault)
})

test.each([
  ['src/graph/a.ts', "import { b as c } from '../plan/b.ts'\nimport * as d from '../model/d.ts'"],
  ['src/plan/a.ts', "import { parse } from 'graphql'\nimport type { B } from '../model/b.ts'"],
  ['src/commands/a.ts', "import { b } from '../sandbox/server.ts'"],
  ['src/main.ts', "const b = await import('./http/server.ts')\nconst c = process.env"],
  ['src/dhis2/dialects/a.ts', "import { b } from '../errors.ts'\nconst c = 'trackedEntityInstance'"],
  ['src/dhis2/wire/a.ts', 'const b = c as string'],
  ['src/load/a.ts', "const b = ['c'] as const\n// as any, see import('../sandbox/b.ts')\nconst d = 'x as any'"],
  ['src/plan/a.ts', "const b = Buffer.from('c')"],
  ['src/load/a.ts', 'const b = AbortSignal.any([c, d])'],
  ['src/load/a.ts', '/** What b is for. */\nexport function b(): void {}\nexport function b(c: number): void\n'],
  ['src/load/a.ts', "const b = /['\"`]/.test(c)\nconst d = 'process.env'"],
])('%s with %j is fine', (file, text) => {
  expect(judge(file, text)).toEqual([])
})
