import type { Dataset } from '../dataset.ts'
import type { MetadataObject } from '../dataset-metadata.ts'
import { type FileUse, type SeededFile, seededFileMetadata, seededFiles, seededFileValues } from './files.ts'

const storedAt = '2026-11-21T04:03:42.218'

/** Adds the seeded files to a dataset, with the metadata and values that lead to them. */
export function seedFiles(dataset: Dataset): void {
  for (const { plural, object, usedIn } of seededFileMetadata) {
    objectsOf(dataset, plural).set(object.id, object)
    addLink(dataset, object, usedIn)
  }
  for (const file of seededFiles) {
    objectsOf(dataset, 'fileResources').set(file.id, fileResource(file))
    dataset.fileContents.set(file.id, file.sizes)
  }
  for (const { event, trackedEntity, of, value } of seededFileValues) {
    const entity = dataset.trackedEntities.get(trackedEntity ?? '')
    const times = { createdAt: storedAt, updatedAt: storedAt }
    entity?.attributes.push({ attribute: of, value, ...times })
    dataset.events.get(event ?? '')?.dataValues.push({ dataElement: of, value, providedElsewhere: false, ...times })
  }
}

function objectsOf({ metadata }: Dataset, plural: string): Map<string, MetadataObject> {
  const objects = metadata.get(plural) ?? new Map<string, MetadataObject>()
  metadata.set(plural, objects)
  return objects
}

function addLink(dataset: Dataset, { id }: MetadataObject, use: FileUse): void {
  const user = dataset.metadata.get(use.plural)?.get(use.id)
  if (user === undefined) return
  const list: unknown = user[use.list]
  const links: unknown[] = Array.isArray(list) ? list : []
  const place = { allowFutureDate: false, sortOrder: links.length + 1 }
  user[use.list] = [
    ...links,
    use.list === 'programStageDataElements'
      ? { id: use.link, dataElement: { id }, programStage: { id: use.id }, ...stageDefaults, ...place }
      : {
          id: use.link,
          trackedEntityAttribute: { id },
          mandatory: false,
          searchable: false,
          displayInList: false,
          ...place,
        },
  ]
}

const stageDefaults = { displayInReports: true, allowProvidedElsewhere: false, skipSynchronization: false }

/** What DHIS2 keeps of a file beside its bytes. */
function fileResource({ sizes, ...file }: SeededFile): MetadataObject {
  return {
    ...file,
    created: storedAt,
    lastUpdated: storedAt,
    assigned: true,
    domain: 'DATA_VALUE',
    hasMultipleStorageFiles: sizes.SMALL !== undefined,
    storageStatus: sizes.ORIGINAL === undefined ? 'PENDING' : 'STORED',
  }
}
