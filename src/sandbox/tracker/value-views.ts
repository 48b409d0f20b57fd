import type { AttributeValueRecord, Dataset, DataValueRecord, NoteRecord } from '../dataset.ts'
import { displayedUserView, importer } from './user-view.ts'
import { plain, type ViewFields, whole } from './view.ts'
import { authorFields, type ViewContext } from './view-context.ts'

/** The fields of an attribute value. */
export function attributeFields({ index, isInRelationship = false }: ViewContext): ViewFields<AttributeValueRecord> {
  const { attributes } = index.metadata
  const { storedBy } = index.dataset.version.tracker
  const hasStoredBy = storedBy.has(isInRelationship ? 'relatedAttribute' : 'attribute')
  return {
    attribute: plain(({ attribute }) => attribute),
    code: plain(({ attribute }) => attributes.get(attribute)?.code),
    displayName: plain(({ attribute }) => attributes.get(attribute)?.displayName),
    createdAt: plain(({ createdAt }) => createdAt),
    updatedAt: plain(({ updatedAt }) => updatedAt),
    valueType: plain(({ attribute }) => attributes.get(attribute)?.valueType),
    value: plain(({ value }) => value),
    ...(hasStoredBy && { storedBy: plain(({ updatedBy = importer }: AttributeValueRecord) => updatedBy) }),
  }
}

/** The fields of a data value; `nameOf` gives the data element in the id scheme asked for. Inside relationships DHIS2 leaves `storedBy` out. */
export function dataValueFields(
  dataset: Dataset,
  nameOf: (dataElement: string) => string,
  hasStoredBy: boolean,
): ViewFields<DataValueRecord> {
  const { dataValuesHaveAuthors, keepsProvidedElsewhere } = dataset.version.tracker
  return {
    createdAt: plain(({ createdAt }) => createdAt),
    updatedAt: plain(({ updatedAt }) => updatedAt),
    ...(hasStoredBy && { storedBy: plain(({ updatedBy = importer }: DataValueRecord) => updatedBy) }),
    providedElsewhere: plain(({ providedElsewhere }) => keepsProvidedElsewhere && providedElsewhere),
    dataElement: plain(({ dataElement }) => nameOf(dataElement)),
    value: plain(({ value }) => value),
    ...(dataValuesHaveAuthors && authorFields({ dataset })),
  }
}

/** The fields of a note. */
export function noteFields({ index: { dataset }, isNested = false }: ViewContext): ViewFields<NoteRecord> {
  const { storedBy, notesWithAuthors } = dataset.version.tracker
  const hasAuthor = notesWithAuthors === 'all' || !isNested
  return {
    note: plain(({ note }) => note),
    storedAt: plain(({ storedAt }) => storedAt),
    value: plain(({ value }) => value),
    ...(storedBy.has('note') && { storedBy: plain(({ storedBy: author = importer }) => author) }),
    ...(hasAuthor && { createdBy: whole(({ storedBy: author = importer }) => displayedUserView(dataset, author)) }),
  }
}
