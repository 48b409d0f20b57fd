import type { TrackerBundle } from './import-bundle.ts'

/** What to do with each object of a bundle. */
export type ImportStrategy = 'CREATE' | 'UPDATE' | 'CREATE_AND_UPDATE' | 'DELETE'

/** How much a report tells. */
export type ReportMode = 'FULL' | 'ERRORS' | 'WARNINGS'

/** How an import is done (DHIS2 docs: "Tracker import", "Request parameters"); what is absent is as DHIS2 has it by default. */
export interface ImportOptions {
  importStrategy: ImportStrategy
  atomicMode?: 'ALL' | 'OBJECT' | undefined
  importMode?: 'COMMIT' | 'VALIDATE' | undefined
  validationMode?: 'FULL' | 'FAIL_FAST' | 'SKIP' | undefined
  flushMode?: 'AUTO' | 'OBJECT' | undefined
  reportMode?: ReportMode | undefined
  skipRuleEngine?: boolean | undefined
  skipSideEffects?: boolean | undefined
  /** From 2.40. */
  skipPatternValidation?: boolean | undefined
  /** What identifiers of metadata are: UID, CODE, NAME, or ATTRIBUTE:uid. */
  idScheme?: string | undefined
  dataElementIdScheme?: string | undefined
  orgUnitIdScheme?: string | undefined
  programIdScheme?: string | undefined
  programStageIdScheme?: string | undefined
  categoryOptionComboIdScheme?: string | undefined
  categoryOptionIdScheme?: string | undefined
}

/** A bundle to be stored; `job`: whether DHIS2 shall answer with a job at once, and store afterwards. */
export interface ImportRequest {
  bundle: TrackerBundle
  options: ImportOptions
  job: boolean
}
