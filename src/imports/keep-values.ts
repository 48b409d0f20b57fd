import type {
  AttributeInput,
  DataValueInput,
  EnrollmentInput,
  EventInput,
  TrackerBundle,
} from '../model/import-bundle.ts'

/** The values that objects have now, by UID. */
export interface StoredValues {
  attributes: ReadonlyMap<string, readonly AttributeInput[]>
  dataValues: ReadonlyMap<string, readonly DataValueInput[]>
}

/**
 * The bundle with the values that stay added to those that are sent, and without those that are to go: the endpoints before
 * `/api/tracker` replace all values of an object by the ones that they are sent.
 */
export function keepValues(bundle: TrackerBundle, stored: StoredValues): TrackerBundle {
  const event = (one: EventInput): EventInput => {
    const before = stored.dataValues.get(one.event ?? '')
    const given = one.dataValues ?? []
    if (!before && !one.dataValues) return one
    const kept = (before ?? []).filter(({ dataElement }) => !given.some((value) => value.dataElement === dataElement))
    return { ...one, dataValues: [...given.filter(hasValue), ...kept] }
  }
  const enrollment = (one: EnrollmentInput): EnrollmentInput =>
    one.events ? { ...one, events: one.events.map(event) } : one
  return {
    ...bundle,
    ...(bundle.trackedEntities && {
      trackedEntities: bundle.trackedEntities.map((one) => {
        const before = stored.attributes.get(one.trackedEntity ?? '') ?? []
        const given = one.attributes ?? []
        const kept = before.filter(({ attribute }) => !given.some((value) => value.attribute === attribute))
        return {
          ...one,
          // Here an attribute goes by an empty value, a data value by being left out.
          attributes: [...given.map((one) => (hasValue(one) ? one : { ...one, value: '' })), ...kept],
          ...(one.enrollments && { enrollments: one.enrollments.map(enrollment) }),
        }
      }),
    }),
    ...(bundle.enrollments && { enrollments: bundle.enrollments.map(enrollment) }),
    ...(bundle.events && { events: bundle.events.map(event) }),
  }
}

function hasValue({ value }: { value?: string | null | undefined }): boolean {
  return value !== null && value !== undefined
}
