import type {
  EnrollmentInput,
  EventInput,
  RelationshipInput,
  TrackedEntityInput,
  TrackerBundle,
} from '../model/import-bundle.ts'

/** One object of a bundle, with its place there and the objects that it is nested in (the nearest last). */
export type BundleObject = (
  | { trackerType: 'TRACKED_ENTITY'; object: TrackedEntityInput }
  | { trackerType: 'ENROLLMENT'; object: EnrollmentInput }
  | { trackerType: 'EVENT'; object: EventInput }
  | { trackerType: 'RELATIONSHIP'; object: RelationshipInput }
) & {
  uid: string | undefined
  /** Property names and indexes: `['trackedEntities', '0', 'enrollments', '1']`. */
  path: string[]
  parents: BundleObject[]
}

/** Every object of a bundle, parents before what is nested in them. */
export function objectsOf(bundle: TrackerBundle): BundleObject[] {
  return [
    ...trackedEntities(bundle.trackedEntities),
    ...enrollments(bundle.enrollments, [], []),
    ...events(bundle.events, [], []),
    ...relationships(bundle.relationships, [], []),
  ]
}

type List<Item> = Item[] | null | undefined

function trackedEntities(list: List<TrackedEntityInput>): BundleObject[] {
  return (list ?? []).flatMap((object, index) => {
    const path = ['trackedEntities', String(index)]
    const uid = object.trackedEntity ?? undefined
    const own: BundleObject = { trackerType: 'TRACKED_ENTITY', object, uid, path, parents: [] }
    return [own, ...enrollments(object.enrollments, path, [own]), ...relationships(object.relationships, path, [own])]
  })
}

function enrollments(list: List<EnrollmentInput>, above: string[], parents: BundleObject[]): BundleObject[] {
  return (list ?? []).flatMap((object, index) => {
    const path = [...above, 'enrollments', String(index)]
    const own: BundleObject = { trackerType: 'ENROLLMENT', object, uid: object.enrollment ?? undefined, path, parents }
    const below = [...parents, own]
    return [own, ...events(object.events, path, below), ...relationships(object.relationships, path, below)]
  })
}

function events(list: List<EventInput>, above: string[], parents: BundleObject[]): BundleObject[] {
  return (list ?? []).flatMap((object, index) => {
    const path = [...above, 'events', String(index)]
    const own: BundleObject = { trackerType: 'EVENT', object, uid: object.event ?? undefined, path, parents }
    return [own, ...relationships(object.relationships, path, [...parents, own])]
  })
}

function relationships(list: List<RelationshipInput>, above: string[], parents: BundleObject[]): BundleObject[] {
  return (list ?? []).map((object, index) => ({
    trackerType: 'RELATIONSHIP',
    object,
    uid: object.relationship ?? undefined,
    path: [...above, 'relationships', String(index)],
    parents,
  }))
}
