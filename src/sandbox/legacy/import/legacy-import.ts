import type { Dataset, SandboxUser } from '../../dataset.ts'
import type { Reader } from '../../tracker/reader.ts'
import type { TrackerIndex } from '../../tracker/tracker-index.ts'
import type { TrackerMetadata } from '../../tracker/tracker-metadata.ts'
import type { Write } from '../../write/tracker-store.ts'
import type { ImportOptions } from './import-options.ts'

/** One legacy import under way: what it sees, for whom, and how it writes. */
export interface LegacyImport {
  /** All rows, those deleted too; they are changed in place. */
  dataset: Dataset
  metadata: TrackerMetadata
  /** As it was when the import began: owners of what it stored itself stand in the dataset's `ownership`. */
  index: TrackerIndex
  reader: Reader
  user: SandboxUser
  options: ImportOptions
  write: Write
}

/** Ends an import as a whole, with DHIS2's message: thrown where its services throw. */
export class ImportFailure extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ImportFailure'
  }
}

/** Who owns a tracked entity in a program, also one that this import stored. */
export function ownerOf({ dataset, index }: LegacyImport, trackedEntity: string, program: string): string | undefined {
  return dataset.ownership.transferred.get(`${trackedEntity}/${program}`) ?? index.ownerOf(trackedEntity, program)
}
