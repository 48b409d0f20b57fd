import { type BundleObject, objectsOf } from '../../imports/bundle-objects.ts'
import type {
  EnrollmentInput,
  EventInput,
  RelationshipInput,
  TrackedEntityInput,
  TrackerBundle,
  TrackerType,
} from '../../model/import-bundle.ts'

/** Where an object stands in the input; `line` in NDJSON only. */
export interface Place {
  file: string
  line?: number | undefined
  path: readonly string[]
}

/** One piece of the input, with all UIDs: a line of NDJSON, or a whole JSON bundle. */
export interface ImportRecord {
  bundle: TrackerBundle
  /** The UIDs that the input had left out. */
  generated: ReadonlySet<string>
  placeOf(path: readonly string[]): Place
}

/** An object with what travels nested in it, relationships apart, which are sent last. */
export type UnitRoot =
  | { trackerType: 'TRACKED_ENTITY'; object: TrackedEntityInput }
  | { trackerType: 'ENROLLMENT'; object: EnrollmentInput }
  | { trackerType: 'EVENT'; object: EventInput }
  | { trackerType: 'RELATIONSHIP'; object: RelationshipInput }

/** What stays together: an object with what travels nested in it. */
export interface ImportUnit {
  root: UnitRoot
  /** How many objects it is, and how many of them are events. */
  objects: number
  events: number
  /** What it was before anything was taken out of it, and where in the input each path below its root is. */
  origin: { root: UnitRoot; placeOf: ImportRecord['placeOf'] }
  generated: ReadonlySet<string>
}

/** How much one request may hold; `nested: false`: one kind of objects only. */
export interface BatchLimits {
  objects: number
  events: number
  nested: boolean
}

/** The units of a record that are of this kind: a tree that is larger than a batch goes in parts, each among its own kind. */
export function* unitsOf(record: ImportRecord, phase: TrackerType, limits: BatchLimits): Generator<ImportUnit> {
  for (const { root, path } of rootsOf(record.bundle, phase, limits))
    yield unitOf(root, {
      origin: { root, placeOf: (below) => record.placeOf([...path, ...below]) },
      generated: record.generated,
    })
}

/** A unit of this root, which came from the same place as another. */
export function unitOf(root: UnitRoot, { origin, generated }: Pick<ImportUnit, 'origin' | 'generated'>): ImportUnit {
  const inside = objectsOfRoot(root)
  const events = inside.filter(({ trackerType }) => trackerType === 'EVENT').length
  return { root, objects: inside.length, events, origin, generated }
}

/** Where an object of a unit stands in the input. */
export function placeIn({ origin }: ImportUnit, trackerType: TrackerType, uid: string | undefined): Place {
  const found = objectsOfRoot(origin.root).find((entry) => entry.trackerType === trackerType && entry.uid === uid)
  return origin.placeOf(found?.path.slice(2) ?? [])
}

/** All objects of a unit's root, itself first. */
export function objectsOfRoot(root: UnitRoot): BundleObject[] {
  return objectsOf(bundleOf([root]))
}

/** The bundle that holds these roots. */
export function bundleOf(roots: readonly UnitRoot[]): TrackerBundle {
  const bundle = {
    trackedEntities: roots.flatMap((root) => (root.trackerType === 'TRACKED_ENTITY' ? [root.object] : [])),
    enrollments: roots.flatMap((root) => (root.trackerType === 'ENROLLMENT' ? [root.object] : [])),
    events: roots.flatMap((root) => (root.trackerType === 'EVENT' ? [root.object] : [])),
    relationships: roots.flatMap((root) => (root.trackerType === 'RELATIONSHIP' ? [root.object] : [])),
  } satisfies TrackerBundle
  return {
    ...(bundle.trackedEntities.length > 0 && { trackedEntities: bundle.trackedEntities }),
    ...(bundle.enrollments.length > 0 && { enrollments: bundle.enrollments }),
    ...(bundle.events.length > 0 && { events: bundle.events }),
    ...(bundle.relationships.length > 0 && { relationships: bundle.relationships }),
  }
}

type RootOf<Type extends TrackerType> = Extract<UnitRoot, { trackerType: Type }>

/** A root, with its place in a bundle. */
interface Placed<Root extends UnitRoot = UnitRoot> {
  root: Root
  path: readonly string[]
}

function rootsOf(bundle: TrackerBundle, phase: TrackerType, limits: BatchLimits): Iterable<Placed> {
  switch (phase) {
    case 'TRACKED_ENTITY':
      return trackedEntityRoots(bundle).map((placed) => (fits(placed.root, limits) ? placed : withoutNested(placed)))
    case 'ENROLLMENT':
      return enrollmentRoots(bundle, limits).map((placed) =>
        fits(placed.root, limits) ? placed : withoutNested(placed),
      )
    case 'EVENT':
      return eventRoots(bundle, limits)
    case 'RELATIONSHIP':
      return objectsOf(bundle).flatMap((entry) =>
        entry.trackerType === 'RELATIONSHIP'
          ? [{ root: { trackerType: 'RELATIONSHIP' as const, object: entry.object }, path: entry.path }]
          : [],
      )
  }
}

function trackedEntityRoots(bundle: TrackerBundle): Placed<RootOf<'TRACKED_ENTITY'>>[] {
  return (bundle.trackedEntities ?? []).map((object, index) => {
    const enrollments = object.enrollments?.map(ownEnrollment)
    const own = { ...without(object, 'relationships'), ...(enrollments && { enrollments }) }
    return { root: { trackerType: 'TRACKED_ENTITY', object: own }, path: ['trackedEntities', String(index)] }
  })
}

/** Enrollments that do not travel with their tracked entity. */
function enrollmentRoots(bundle: TrackerBundle, limits: BatchLimits): Placed<RootOf<'ENROLLMENT'>>[] {
  const left = trackedEntityRoots(bundle).filter(({ root }) => !fits(root, limits))
  const flat = (bundle.enrollments ?? []).map((object, index): Placed<RootOf<'ENROLLMENT'>> => {
    return { root: { trackerType: 'ENROLLMENT', object: ownEnrollment(object) }, path: ['enrollments', String(index)] }
  })
  return [...left.flatMap(nestedEnrollments), ...flat]
}

/** Events that do not travel with their enrollment. */
function eventRoots(bundle: TrackerBundle, limits: BatchLimits): Placed<RootOf<'EVENT'>>[] {
  const left = enrollmentRoots(bundle, limits).filter(({ root }) => !fits(root, limits))
  const flat = (bundle.events ?? []).map((object, index): Placed<RootOf<'EVENT'>> => {
    return { root: { trackerType: 'EVENT', object: without(object, 'relationships') }, path: ['events', String(index)] }
  })
  return [...left.flatMap(nestedEvents), ...flat]
}

/** The objects nested right in a root, each with the reference to it that its nesting was. */
export function childrenOf(root: UnitRoot): Placed[] {
  if (root.trackerType === 'TRACKED_ENTITY') return nestedEnrollments({ root, path: [] })
  return root.trackerType === 'ENROLLMENT' ? nestedEvents({ root, path: [] }) : []
}

/** A root without what is nested in it. */
export function withoutChildren(root: UnitRoot): UnitRoot {
  switch (root.trackerType) {
    case 'TRACKED_ENTITY':
      return { ...root, object: without(root.object, 'enrollments') }
    case 'ENROLLMENT':
      return { ...root, object: without(root.object, 'events') }
    default:
      return root
  }
}

function nestedEnrollments({
  root: { object },
  path,
}: Placed<RootOf<'TRACKED_ENTITY'>>): Placed<RootOf<'ENROLLMENT'>>[] {
  return (object.enrollments ?? []).map((enrollment, index) => ({
    root: {
      trackerType: 'ENROLLMENT',
      object: { ...enrollment, trackedEntity: enrollment.trackedEntity ?? object.trackedEntity },
    },
    path: [...path, 'enrollments', String(index)],
  }))
}

function nestedEvents({ root: { object }, path }: Placed<RootOf<'ENROLLMENT'>>): Placed<RootOf<'EVENT'>>[] {
  const { enrollment, program, trackedEntity } = object
  return (object.events ?? []).map((event, index) => ({
    root: {
      trackerType: 'EVENT',
      object: {
        ...event,
        enrollment: event.enrollment ?? enrollment,
        ...(program && { program: event.program ?? program }),
        ...(trackedEntity && { trackedEntity: event.trackedEntity ?? trackedEntity }),
      },
    },
    path: [...path, 'events', String(index)],
  }))
}

function withoutNested({ root, path }: Placed): Placed {
  return { root: withoutChildren(root), path }
}

function ownEnrollment(enrollment: EnrollmentInput): EnrollmentInput {
  const events = enrollment.events?.map((event) => without(event, 'relationships'))
  return { ...without(enrollment, 'relationships'), ...(events && { events }) }
}

function fits(root: UnitRoot, limits: BatchLimits): boolean {
  const inside = objectsOfRoot(root)
  if (inside.length === 1) return true
  const events = inside.filter(({ trackerType }) => trackerType === 'EVENT').length
  return limits.nested && inside.length <= limits.objects && events <= limits.events
}

function without<Input extends object, Key extends keyof Input>(input: Input, key: Key): Omit<Input, Key> {
  const { [key]: _, ...rest } = input
  return rest
}
