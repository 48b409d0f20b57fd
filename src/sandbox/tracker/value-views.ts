import type { AttributeValueRecord, Dataset, DataValueRecord, NoteRecord } from '../dataset.ts'
import { displayedUserView, importer, userView } from './user-view.ts'
import { plain, type ViewFields, whole } from './view.ts'
import type { ViewContext } from './view-context.ts'

/** The fields of an attribute value. */
export function attributeFields({ index, isInRelationship = false }: ViewContext): ViewFields<AttributeValueRecord> {
  const { attributes } = index.metadata
  const hasStoredBy = index.dataset.version.tracker.showsStoredBy && !isInRelationship
  return {
    attribute: plain(({ attribute }) => attribute),
    code: plain(({ attribute }) => attributes.get(attribute)?.code),
    displayName: plain(({ attribute }) => attributes.get(attribute)?.displayName),
    createdAt: plain(({ createdAt }) => createdAt),
    updatedAt: plain(({ updatedAt }) => updatedAt),
    valueType: plain(({ attribute }) => attributes.get(attribute)?.valueType),
    value: plain(({ value }) => value),
    ...(hasStoredBy && { storedBy: plain(() => importer) }),
  }
}

/** The fields of a data value; `nameOf` gives the data element in the id scheme asked for. Inside relationships DHIS2 leaves `storedBy` out. */
export function dataValueFields(
  dataset: Dataset,
  nameOf: (dataElement: string) => string,
  hasStoredBy: boolean,
): ViewFields<DataValueRecord> {
  const user = userView(dataset, importer)
  return {
    createdAt: plain(({ createdAt }) => createdAt),
    updatedAt: plain(({ updatedAt }) => updatedAt),
    ...(hasStoredBy && { storedBy: plain(() => importer) }),
    providedElsewhere: plain(({ providedElsewhere }) => providedElsewhere),
    dataElement: plain(({ dataElement }) => nameOf(dataElement)),
    value: plain(({ value }) => value),
    createdBy: whole(() => user),
    updatedBy: whole(() => user),
  }
}

/** The fields of a note. */
export function noteFields(dataset: Dataset): ViewFields<NoteRecord> {
  const user = displayedUserView(dataset, importer)
  return {
    note: plain(({ note }) => note),
    storedAt: plain(({ storedAt }) => storedAt),
    value: plain(({ value }) => value),
    ...(dataset.version.tracker.showsStoredBy && { storedBy: plain(() => importer) }),
    createdBy: whole(() => user),
  }
}
