import type { ImportOptions } from '../model/import-options.ts'
import type { FormMetadata } from './form-metadata.ts'

/** What a bundle's forms are checked by. */
export interface FormRules {
  options: ImportOptions
  metadata: FormMetadata
  /** Today's date where the server stands: `2026-11-21`. */
  today: string
  /** DHIS2's version: 42 for 2.42. */
  major: number
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
