import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { indexMetadata, type MetadataBundle, type MetadataObject } from './dataset-metadata.ts'
import { importBundles } from './dataset-tracker.ts'
import { sandboxUsers } from './dataset-users.ts'
import type {
  ChangeRecord,
  EnrollmentRecord,
  EventRecord,
  OwnershipRecords,
  PotentialDuplicateRecord,
  RelationshipRecord,
  TrackedEntityRecord,
} from './records.ts'
import { fillProgramme } from './seed/fill-programme.ts'
import { seedDataset } from './seed/seed-dataset.ts'
import type { FileSizes } from './stored-file.ts'
import type { TrackerBundle } from './tracker-bundle.ts'
import { defaultSandboxVersion, type SandboxVersion } from './versions/version-facts.ts'
import { sandboxVersion } from './versions/versions.ts'

export type { MetadataObject } from './dataset-metadata.ts'
export type {
  AttributeValueRecord,
  Change,
  ChangeRecord,
  DataValueRecord,
  EnrollmentRecord,
  EventRecord,
  Geometry,
  NoteRecord,
  OwnershipRecords,
  PotentialDuplicateRecord,
  RelationshipRecord,
  RelationshipSide,
  TrackedEntityRecord,
} from './records.ts'

/** A user of the sandbox with the scopes and rights that decide what they see. */
export interface SandboxUser {
  id: string
  username: string
  firstName: string
  surname: string
  password: string
  isSuperuser: boolean
  authorities: Set<string>
  organisationUnits: string[]
  dataViewOrganisationUnits: string[]
  teiSearchOrganisationUnits: string[]
  userGroups: string[]
  /** The language of metadata that the user has set (`keyDbLocale`). */
  dbLocale: string
}

/** What every write moves on; one object, whichever view of the dataset holds it. */
export interface WriteState {
  /** How many writes there were: what was derived from the rows is to be derived again once it has grown. */
  revision: number
  /** The sandbox's clock in milliseconds: it stands an hour after the dataset's import, so that answers do not change with the day, and moves with each write. */
  clock: number
}

/** Everything the sandbox knows; the maps keep the order of import, which is the order of DHIS2's internal ids (`serial`). */
export interface Dataset {
  /** The DHIS2 version that holds it. */
  version: SandboxVersion
  /** By plural (`programs`), then by id. */
  metadata: Map<string, Map<string, MetadataObject>>
  /** By username. */
  users: Map<string, SandboxUser>
  trackedEntities: Map<string, TrackedEntityRecord>
  enrollments: Map<string, EnrollmentRecord>
  events: Map<string, EventRecord>
  relationships: Map<string, RelationshipRecord>
  ownership: OwnershipRecords
  /** In the order of being marked. */
  potentialDuplicates: PotentialDuplicateRecord[]
  /** The bytes of the metadata's `fileResources`, by id. */
  fileContents: Map<string, FileSizes>
  /** What changed after the import, oldest first. */
  changes: ChangeRecord[]
  written: WriteState
}

const datasetFolder = new URL('./dataset/', import.meta.url)

/**
 * Reads the dataset's JSON files, as DHIS2 2.42 or the version given holds them. They lie beside this module unless a folder (with a slash at its
 * end) is named; an Error that names the folder when they are missing.
 */
export function loadDataset({
  version = sandboxVersion(defaultSandboxVersion),
  folder = datasetFolder,
  seeded = false,
  trackedEntities = 0,
}: {
  version?: SandboxVersion
  folder?: URL
  /** Adds what `seedDataset` adds. */
  seeded?: boolean
  /** Fills the Child Programme up to so many tracked entities. */
  trackedEntities?: number
} = {}): Dataset {
  const bundle = readJson<MetadataBundle>(folder, 'metadata.json')
  const metadata = indexMetadata(bundle, version.metadata)
  const bundles = trackerFiles(folder).map((name) => readJson<TrackerBundle>(folder, `tracker/${name}`))
  const users = sandboxUsers(metadata)
  const records = importBundles(bundles, metadata, version.tracker)
  const dataset: Dataset = {
    version,
    metadata,
    users,
    ...records,
    ownership: { transferred: new Map(), opened: new Map() },
    potentialDuplicates: [],
    fileContents: new Map(),
    changes: [],
    written: { revision: 0, clock: 0 },
  }
  if (seeded) seedDataset(dataset)
  fillProgramme(dataset, trackedEntities)
  dataset.written.clock = hourAfterLastImport(dataset)
  return dataset
}

function hourAfterLastImport({ trackedEntities, events }: Dataset): number {
  let last = '1970-01-01T00:00:00.000'
  for (const { updatedAt } of trackedEntities.values()) if (updatedAt > last) last = updatedAt
  for (const { updatedAt } of events.values()) if (updatedAt > last) last = updatedAt
  return Date.parse(`${last}Z`) + 3_600_000
}

function trackerFiles(folder: URL): string[] {
  return withClearError(folder, () =>
    readdirSync(new URL('tracker/', folder))
      .filter((name) => name.endsWith('.json'))
      .sort(),
  )
}

function readJson<Shape>(folder: URL, name: string): Shape {
  // The one place where the shape of the dataset's files is taken on trust.
  return withClearError(folder, () => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Shape)
}

function withClearError<Result>(folder: URL, read: () => Result): Result {
  try {
    return read()
  } catch (cause) {
    const place = fileURLToPath(folder)
    throw new Error(
      `The sandbox cannot read its dataset in ${place}: the folder belongs beside the sandbox's own code.`,
      {
        cause,
      },
    )
  }
}
