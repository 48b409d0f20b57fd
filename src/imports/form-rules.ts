import type { ImportOptions } from '../model/import-options.ts'
import type { FormCode, FormIssue } from './form-issue.ts'
import type { FormMetadata } from './form-metadata.ts'

/** What a bundle's forms are checked by. */
export interface FormRules {
  options: ImportOptions
  metadata: FormMetadata
  /** Today's date where the server stands: `2026-11-21`. */
  today: string
  /** DHIS2's version: 42 for 2.42. */
  major: number
  /** Whether objects go to the endpoints before `/api/tracker`, which demand less. Unless told, before 2.38. */
  isLegacy?: boolean | undefined
}

/** What the endpoints before `/api/tracker` refuse as well, whoever asks (DHIS2 2.36 source: `dxf2.events`). */
const LEGACY_CODES: ReadonlySet<FormCode> = new Set([
  'E1006',
  'E1007',
  'E1010',
  'E1013',
  'E1020',
  'E1021',
  'E1023',
  'E1039',
  'E1048',
  'E1064',
  'E1069',
  'E1121',
  'E1125',
  'E1302',
] as const)

/**
 * Whether the server refuses an object for a code. The endpoints before `/api/tracker` let some users leave out what is mandatory,
 * ignore data elements of other stages, and do not look at the options of data values.
 */
export function isRefusedFor({ code, trackerType }: FormIssue, { isLegacy, major }: FormRules): boolean {
  if (!(isLegacy ?? major < 38)) return true
  return LEGACY_CODES.has(code) && !(code === 'E1125' && trackerType === 'EVENT')
}

/** Whether the bundle names metadata by UID alone; by other names the metadata at hand cannot be told. */
export function namesByUid(options: ImportOptions): boolean {
  const schemes = [
    options.idScheme,
    options.dataElementIdScheme,
    options.orgUnitIdScheme,
    options.programIdScheme,
    options.programStageIdScheme,
    options.categoryOptionComboIdScheme,
    options.categoryOptionIdScheme,
  ]
  return schemes.every((scheme) => scheme === undefined || scheme.toUpperCase() === 'UID')
}
