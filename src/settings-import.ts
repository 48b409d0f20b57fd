import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { ImportOptions } from './model/import-options.ts'
import { listSettings } from './settings.ts'
import { SettingsError } from './settings-error.ts'
import { describeFlagFault, flagOf } from './settings-flags.ts'
import { fromText, wholeNumber } from './settings-texts.ts'

const idScheme = () =>
  fromText('UID, CODE, NAME or ATTRIBUTE: and the UID of an attribute', (text) =>
    /^(UID|CODE|NAME|ATTRIBUTE:[A-Za-z][A-Za-z0-9]{10})$/.test(text) ? text : undefined,
  )
const word = <const Word extends string>(words: readonly Word[]) =>
  fromText(words.join(' or '), (text) => words.find((one) => one === text.toUpperCase()))

const shape = z.object({
  'batch-size': wholeNumber(1, 100_000).optional(),
  concurrency: wholeNumber(1, 32).prefault('2'),
  strategy: word(['CREATE', 'UPDATE', 'CREATE_AND_UPDATE', 'DELETE']).prefault('CREATE'),
  'atomic-mode': word(['ALL', 'OBJECT']).prefault('ALL'),
  'id-scheme': idScheme().optional(),
  'data-element-id-scheme': idScheme().optional(),
  'org-unit-id-scheme': idScheme().optional(),
  'program-id-scheme': idScheme().optional(),
  'program-stage-id-scheme': idScheme().optional(),
  'category-option-combo-id-scheme': idScheme().optional(),
  'category-option-id-scheme': idScheme().optional(),
  resume: fromText('the name of a file', (text) => text || undefined).optional(),
  conflicts: fromText('the name of a file', (text) => text || undefined).optional(),
})
const SWITCHES = ['dry-run', 'skip-rule-engine', 'skip-side-effects']

/** The arguments of the `import` command. */
export interface ImportFlags {
  /** At least one; `-` is standard input. */
  files: string[]
  batchSize: number | undefined
  concurrency: number
  options: ImportOptions
  resume: string | undefined
  conflicts: string | undefined
  /** The flags of the settings, for `readSettings`. */
  settings: string[]
}

/** Reads the arguments of the `import` command; throws a SettingsError for what cannot be used. */
export function readImportFlags(argv: readonly string[]): ImportFlags {
  const settingFlags = listSettings().flatMap(({ doc }) => (doc.secret ? [] : [flagOf(doc.env)]))
  const { values, positionals } = parse(argv, [...Object.keys(shape.shape), ...settingFlags])
  const texts = Object.fromEntries(Object.keys(shape.shape).map((name) => [name, values[name]]))
  const parsed = shape.safeParse(texts)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const name = String(issue?.path[0])
    throw new SettingsError(`--${name} is ${JSON.stringify(texts[name])}, but must be ${issue?.message}.`)
  }
  if (positionals.length === 0)
    throw new SettingsError('Name the files to import: dhis2-tracker-graphql import FILE…, or - for standard input.')
  const twice = positionals.find((file, index) => positionals.indexOf(file) < index)
  if (twice !== undefined) throw new SettingsError(`${twice} is named twice.`)
  return {
    files: positionals,
    batchSize: parsed.data['batch-size'],
    concurrency: parsed.data.concurrency,
    options: importOptions(parsed.data, new Set(SWITCHES.filter((name) => values[name] === true))),
    resume: parsed.data.resume,
    conflicts: parsed.data.conflicts,
    settings: settingFlags.flatMap((name) => (typeof values[name] === 'string' ? [`--${name}=${values[name]}`] : [])),
  }
}

function parse(argv: readonly string[], names: readonly string[]) {
  const options = {
    ...Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
    ...Object.fromEntries(SWITCHES.map((name) => [name, { type: 'boolean' as const }])),
  }
  try {
    return parseArgs({ args: [...argv], options, strict: true, allowPositionals: true })
  } catch (error) {
    throw new SettingsError(describeFlagFault(error, [...names, ...SWITCHES]))
  }
}

function importOptions(flags: z.output<typeof shape>, switches: ReadonlySet<string>): ImportOptions {
  return {
    importStrategy: flags.strategy,
    atomicMode: flags['atomic-mode'],
    ...(switches.has('dry-run') && { importMode: 'VALIDATE' }),
    ...(switches.has('skip-rule-engine') && { skipRuleEngine: true }),
    ...(switches.has('skip-side-effects') && { skipSideEffects: true }),
    idScheme: flags['id-scheme'],
    dataElementIdScheme: flags['data-element-id-scheme'],
    orgUnitIdScheme: flags['org-unit-id-scheme'],
    programIdScheme: flags['program-id-scheme'],
    programStageIdScheme: flags['program-stage-id-scheme'],
    categoryOptionComboIdScheme: flags['category-option-combo-id-scheme'],
    categoryOptionIdScheme: flags['category-option-id-scheme'],
  }
}
