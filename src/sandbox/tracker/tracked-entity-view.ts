import type { EnrollmentRecord, TrackedEntityRecord } from '../dataset.ts'
import { importer } from './user-view.ts'
import { attributeFields } from './value-views.ts'
import { listOf, plain, type ViewFields, whole } from './view.ts'
import { authorFields, clientTimeFields, relationshipsField, type ViewContext } from './view-context.ts'

/** The fields of a tracked entity. */
export function trackedEntityFields(context: ViewContext): ViewFields<TrackedEntityRecord> {
  const { index, program, isInRelationship = false, isInEntityList = false, showsAllAttributes = false } = context
  const { typeAttributes } = index.metadata
  const { storedBy, relatedAttributesInLists } = index.dataset.version.tracker
  const showsTypeOnly = isInEntityList && relatedAttributesInLists === 'ofType'
  const shows = (attribute: string): boolean =>
    showsAllAttributes ||
    (isInRelationship && !showsTypeOnly) ||
    typeAttributes.has(attribute) ||
    program?.attributes.has(attribute) === true
  return {
    trackedEntity: plain(({ trackedEntity }) => trackedEntity),
    trackedEntityType: plain(({ trackedEntityType }) => trackedEntityType),
    createdAt: plain(({ createdAt }) => createdAt),
    updatedAt: plain(({ updatedAt }) => updatedAt),
    ...clientTimeFields,
    orgUnit: plain(({ orgUnit }) => orgUnit),
    inactive: plain(({ inactive }) => inactive),
    deleted: plain(({ deleted }) => deleted === true),
    potentialDuplicate: plain(({ potentialDuplicate }) => potentialDuplicate),
    geometry: whole(({ geometry }) => geometry),
    ...(storedBy.has('trackedEntity') && {
      storedBy: plain(({ createdBy = importer }: TrackedEntityRecord) => createdBy),
    }),
    ...authorFields(index),
    ...relationshipsField(context, 'trackedEntity', ({ trackedEntity }: TrackedEntityRecord) => trackedEntity),
    attributes: listOf(
      ({ attributes }) => attributes.filter(({ attribute }) => shows(attribute)),
      attributeFields(context),
    ),
    enrollments: (tree) =>
      listOf(enrollmentsOf(context), context.fields.enrollment({ ...context, isNested: true }))(tree),
    programOwners: listOf(
      ({ trackedEntity }) =>
        index.ownersOf(trackedEntity).filter((owner) => program === undefined || owner.program === program.id),
      {
        orgUnit: plain(({ orgUnit }) => orgUnit),
        trackedEntity: plain(({ trackedEntity }) => trackedEntity),
        program: plain(({ program: id }) => id),
      },
    ),
  }
}

function enrollmentsOf(context: ViewContext): (entity: TrackedEntityRecord) => EnrollmentRecord[] {
  const { index, reader, program, isInRelationship = false } = context
  const isVisible = (enrollment: EnrollmentRecord): boolean => {
    if (isInRelationship) return true
    if (program !== undefined && enrollment.program !== program.id) return false
    const owner = index.ownerOf(enrollment.trackedEntity, enrollment.program) ?? enrollment.orgUnit
    return reader.isInSearchScope(owner) && reader.canReadEnrollment(enrollment, false)
  }
  return ({ enrollments }) =>
    enrollments
      .map((id) => index.dataset.enrollments.get(id))
      .filter((enrollment) => enrollment !== undefined)
      .filter(isVisible)
}
