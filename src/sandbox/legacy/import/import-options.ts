import { readBoolean, readWord } from '../../tracker/parameters.ts'

/** What an import does with objects that are there and with those that are not. */
export type ImportStrategy = 'CREATE' | 'UPDATE' | 'CREATE_AND_UPDATE' | 'DELETE' | 'SYNC'

/** The parameters of a legacy import that matter to it. */
export interface ImportOptions {
  strategy: ImportStrategy
  /** Nothing is stored. */
  dryRun: boolean
  async: boolean
  /** Only objects with conflicts are reported. */
  reportsConflictsOnly: boolean
  /** As the answer prints them. */
  printed: object
}

const strategies = {
  CREATE: 'CREATE',
  UPDATE: 'UPDATE',
  CREATE_AND_UPDATE: 'CREATE_AND_UPDATE',
  DELETE: 'DELETE',
  SYNC: 'SYNC',
  NEW_AND_UPDATES: 'CREATE_AND_UPDATE',
  NEW: 'CREATE',
  UPDATES: 'UPDATE',
  DELETES: 'DELETE',
} as const satisfies Record<string, ImportStrategy>

const strategyNames = [
  'CREATE',
  'UPDATE',
  'CREATE_AND_UPDATE',
  'DELETE',
  'SYNC',
  'NEW_AND_UPDATES',
  'NEW',
  'UPDATES',
  'DELETES',
] as const

const reportModes = ['FULL', 'ERRORS', 'ERRORS_NOT_OWNER', 'DEBUG'] as const

/** Options that only data sets know, which later versions print too. */
const dataSetOptions = { strictDataSetApproval: false, strictDataSetLocking: false, strictDataSetInputPeriods: false }

/** Reads the parameters of a legacy import; `skipLastUpdated` is set for tracked entities alone. */
export function readImportOptions(
  query: URLSearchParams,
  { printsDataSetOptions, skipLastUpdated }: { printsDataSetOptions: boolean; skipLastUpdated: boolean },
): ImportOptions {
  const name = readWord(query, 'strategy', strategyNames) ?? 'CREATE_AND_UPDATE'
  const reportMode = readWord(query, 'reportMode', reportModes) ?? 'FULL'
  const flag = (option: string): boolean => readBoolean(query, option) === true
  const options = { dryRun: flag('dryRun'), async: flag('async') }
  const off = (...options: string[]): Record<string, boolean> =>
    Object.fromEntries(options.map((option) => [option, flag(option)]))
  return {
    strategy: strategies[name],
    ...options,
    reportsConflictsOnly: reportMode === 'ERRORS',
    printed: {
      idSchemes: {},
      ...options,
      importStrategy: name,
      mergeMode: 'REPLACE',
      reportMode,
      ...off('skipExistingCheck', 'sharing', 'skipNotifications', 'skipAudit', 'datasetAllowsPeriods'),
      ...off('strictPeriods', 'strictDataElements', 'strictCategoryOptionCombos', 'strictAttributeOptionCombos'),
      ...off('strictOrganisationUnits'),
      ...(printsDataSetOptions && dataSetOptions),
      ...off('requireCategoryOptionCombo', 'requireAttributeOptionCombo', 'skipPatternValidation'),
      ...off('ignoreEmptyCollection', 'force'),
      firstRowIsHeader: true,
      skipLastUpdated,
      mergeDataValues: false,
      skipCache: false,
    },
  }
}
