import type { Dataset } from '../dataset.ts'
import { seededChanges } from './changes.ts'
import { seededPotentialDuplicates } from './potential-duplicates.ts'
import { seedDeletedRows } from './seed-deleted-rows.ts'
import { seedFiles } from './seed-files.ts'
import { seedTranslations } from './seed-translations.ts'

/**
 * Adds what the sandbox shows beyond the recorded servers' dataset: things that DHIS2 can hold and an import of the dataset does not bring.
 * The replays of the recordings run without it.
 */
export function seedDataset(dataset: Dataset): void {
  dataset.potentialDuplicates.push(...seededPotentialDuplicates)
  dataset.changes.push(...seededChanges)
  seedDeletedRows(dataset)
  seedFiles(dataset)
  seedTranslations(dataset)
}
