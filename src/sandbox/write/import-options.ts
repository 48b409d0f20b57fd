/** The parameters of `POST tracker`. */
import { readBoolean } from '../tracker/parameters.ts'
import { badValue } from '../tracker/refusal.ts'
import type { ImportFacts } from '../versions/import-facts.ts'
import type { IdScheme, NamedPlural } from './metadata-names.ts'

/** What to do with an object of a bundle. */
export type Strategy = 'CREATE' | 'UPDATE' | 'DELETE'

/** How much a report tells. */
export type ReportMode = 'FULL' | 'ERRORS' | 'WARNINGS'

/** How to import a bundle. */
export interface ImportOptions {
  async: boolean
  /** Nothing is stored. */
  validatesOnly: boolean
  /** Undefined where each object is created or updated as it is there or not. */
  strategy: Strategy | undefined
  /** Objects without errors are stored though others have some. */
  storesTheGood: boolean
  validationMode: 'FULL' | 'FAIL_FAST' | 'SKIP'
  reportMode: ReportMode
  skipsRules: boolean
  schemeOf: (plural: NamedPlural) => IdScheme
}

const schemeParameters: Readonly<Partial<Record<NamedPlural, string>>> = {
  organisationUnits: 'orgUnitIdScheme',
  programs: 'programIdScheme',
  programStages: 'programStageIdScheme',
  dataElements: 'dataElementIdScheme',
  categoryOptionCombos: 'categoryOptionComboIdScheme',
  categoryOptions: 'categoryOptionIdScheme',
}

/** Reads the parameters; an unknown word is refused. */
export function readImportOptions(query: URLSearchParams, facts: ImportFacts): ImportOptions {
  const word = (name: string, words: readonly string[]): string => readOneOf(query, facts, name, words)
  const strategy = word('importStrategy', facts.importStrategies)
  word('flushMode', ['AUTO', 'OBJECT'])
  const idScheme = readScheme(query, 'idScheme') ?? 'UID'
  const schemes = new Map(
    Object.entries(schemeParameters).map(([plural, name]) => [plural, readScheme(query, name) ?? idScheme]),
  )
  return {
    async: readBoolean(query, 'async') ?? true,
    validatesOnly: word('importMode', ['COMMIT', 'VALIDATE']) === 'VALIDATE',
    strategy: readStrategy(strategy),
    storesTheGood: word('atomicMode', ['ALL', 'OBJECT']) === 'OBJECT',
    validationMode: readValidationMode(word('validationMode', ['FULL', 'FAIL_FAST', 'SKIP'])),
    reportMode: readReportMode(query, facts),
    skipsRules: readBoolean(query, 'skipRuleEngine') ?? false,
    schemeOf: (plural) => schemes.get(plural) ?? idScheme,
  }
}

/** The parameter `reportMode` of an import or of the report of a job. */
export function readReportMode(query: URLSearchParams, facts: ImportFacts): ReportMode {
  const text = readOneOf(query, facts, 'reportMode', ['FULL', 'ERRORS', 'WARNINGS'])
  return text === 'FULL' || text === 'WARNINGS' ? text : 'ERRORS'
}

function readOneOf(query: URLSearchParams, facts: ImportFacts, name: string, words: readonly string[]): string {
  const text = query.get(name) ?? ''
  if (text !== '' && !words.includes(text)) throw badValue(facts.unknownWord(name, text, words))
  return text
}

/** PATCH, up to 2.40, does what UPDATE does. */
function readStrategy(text: string): Strategy | undefined {
  if (text === 'PATCH') return 'UPDATE'
  return text === 'CREATE' || text === 'UPDATE' || text === 'DELETE' ? text : undefined
}

function readValidationMode(text: string): ImportOptions['validationMode'] {
  return text === 'FAIL_FAST' || text === 'SKIP' ? text : 'FULL'
}

function readScheme(query: URLSearchParams, name: string): IdScheme | undefined {
  const text = query.get(name) ?? ''
  const attribute = /^ATTRIBUTE:([a-zA-Z][a-zA-Z0-9]{10})$/.exec(text)?.[1]
  if (attribute !== undefined) return { attribute }
  const upper = text.toUpperCase()
  if (upper === '') return undefined
  if (upper === 'UID' || upper === 'CODE' || upper === 'NAME') return upper
  throw badValue(
    `Value '${text}' is not valid for parameter ${name}. Valid values are: [UID, CODE, NAME, ATTRIBUTE:uid]`,
  )
}
