import type { AttributeInput, EnrollmentInput, TrackerBundle } from '../model/import-bundle.ts'
import { objectsOf } from './bundle-objects.ts'

/** The attributes of a program, and those that tracked entities outside of the bundle have, by UID. */
export interface KnownAttributes {
  ofProgram: ReadonlyMap<string, ReadonlySet<string>>
  ofTrackedEntity: ReadonlyMap<string, readonly AttributeInput[]>
}

/** The programs that a bundle enrolls in, and the tracked entities outside of it that are enrolled. */
export function enrolledIn(bundle: TrackerBundle): { program: string; trackedEntity: string | undefined }[] {
  return objectsOf(bundle).flatMap((entry) => {
    if (entry.trackerType !== 'ENROLLMENT' || !entry.object.program) return []
    const inBundle = attributesInBundle(bundle, entry.object, entry.parents.length > 0)
    return [
      {
        program: entry.object.program,
        trackedEntity: inBundle ? undefined : (entry.object.trackedEntity ?? undefined),
      },
    ]
  })
}

/**
 * The bundle with the tracked entity's attributes repeated inside each enrollment, as far as they are the program's: DHIS2 2.38
 * refuses an enrollment (E1018) whose mandatory attributes stand on the tracked entity alone.
 */
export function repeatAttributes(bundle: TrackerBundle, known: KnownAttributes): TrackerBundle {
  const repeat = (enrollment: EnrollmentInput, owned: readonly AttributeInput[]): EnrollmentInput => {
    const wanted = known.ofProgram.get(enrollment.program ?? '')
    const given = enrollment.attributes ?? []
    const missing = owned.filter(
      ({ attribute, value }) =>
        value !== null && wanted?.has(attribute) && !given.some((one) => one.attribute === attribute),
    )
    return missing.length > 0 ? { ...enrollment, attributes: [...given, ...missing] } : enrollment
  }
  return {
    ...bundle,
    ...(bundle.trackedEntities && {
      trackedEntities: bundle.trackedEntities.map((entity) =>
        entity.enrollments
          ? { ...entity, enrollments: entity.enrollments.map((one) => repeat(one, entity.attributes ?? [])) }
          : entity,
      ),
    }),
    ...(bundle.enrollments && {
      enrollments: bundle.enrollments.map((one) =>
        repeat(one, attributesInBundle(bundle, one, false) ?? known.ofTrackedEntity.get(one.trackedEntity ?? '') ?? []),
      ),
    }),
  }
}

/** The attributes that the bundle gives to an enrollment's tracked entity; undefined where that is not in the bundle. */
function attributesInBundle(
  bundle: TrackerBundle,
  { trackedEntity }: EnrollmentInput,
  nested: boolean,
): readonly AttributeInput[] | undefined {
  if (nested) return []
  return bundle.trackedEntities?.find((entity) => entity.trackedEntity === trackedEntity)?.attributes ?? undefined
}
