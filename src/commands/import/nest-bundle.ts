import type { EnrollmentInput, EventInput, TrackerBundle } from '../../model/import-bundle.ts'

/** A bundle with its flat objects nested, and where in the bundle before each place was. */
export interface NestedBundle {
  bundle: TrackerBundle
  placeBefore: (path: readonly string[]) => readonly string[]
}

/**
 * Nests the flat enrollments and events of a bundle in the tracked entities and enrollments of the same bundle that they belong
 * to, so that they travel together and are checked together. What belongs to nothing in the bundle stays flat.
 */
export function nestBundle(bundle: TrackerBundle): NestedBundle {
  const moved = new Map<string, readonly string[]>()
  const events = groupByParent(bundle.events ?? [], ({ enrollment }) => enrollment)
  const enrollments = groupByParent(bundle.enrollments ?? [], ({ trackedEntity }) => trackedEntity)

  function withEvents(enrollment: EnrollmentInput, path: readonly string[]): EnrollmentInput {
    const found = events.take(enrollment.enrollment)
    if (found.length === 0) return enrollment
    const own = enrollment.events ?? []
    for (const [at, { index }] of found.entries())
      moved.set([...path, 'events', String(own.length + at)].join(' '), ['events', String(index)])
    return { ...enrollment, events: [...own, ...found.map(({ item }) => item)] }
  }

  const trackedEntities = bundle.trackedEntities?.map((entity, position) => {
    const path = ['trackedEntities', String(position), 'enrollments']
    const own = entity.enrollments ?? []
    const found = enrollments.take(entity.trackedEntity)
    for (const [at, { index }] of found.entries())
      moved.set([...path, String(own.length + at)].join(' '), ['enrollments', String(index)])
    const all = [...own, ...found.map(({ item }) => item)]
    if (all.length === 0) return entity
    return { ...entity, enrollments: all.map((one, index) => withEvents(one, [...path, String(index)])) }
  })
  const flatEnrollments = enrollments.rest().map(({ item, index }, position) => {
    const path = ['enrollments', String(position)]
    moved.set(path.join(' '), ['enrollments', String(index)])
    return withEvents(item, path)
  })
  const flatEvents = events.rest().map(({ item, index }, position) => {
    moved.set(['events', String(position)].join(' '), ['events', String(index)])
    return item
  })
  return {
    bundle: {
      ...bundle,
      ...(trackedEntities && { trackedEntities }),
      ...(bundle.enrollments && { enrollments: flatEnrollments }),
      ...(bundle.events && { events: flatEvents }),
    },
    placeBefore: (path) => placeBefore(path, moved),
  }
}

interface Indexed<Item> {
  item: Item
  index: number
}

/** Items by what they belong to; each is taken once. */
function groupByParent<Item extends EnrollmentInput | EventInput>(
  items: readonly Item[],
  parentOf: (item: Item) => string | null | undefined,
): { take(parent: string | null | undefined): Indexed<Item>[]; rest(): Indexed<Item>[] } {
  const indexed = items.map((item, index) => ({ item, index }))
  const groups = Map.groupBy(indexed, ({ item }) => parentOf(item) ?? undefined)
  const taken = new Set<Indexed<Item>>()
  return {
    take(parent) {
      const found = parent ? (groups.get(parent) ?? []).filter((one) => !taken.has(one)) : []
      for (const one of found) taken.add(one)
      return found
    },
    rest: () => indexed.filter((one) => !taken.has(one)),
  }
}

/** The longest start of a path that was moved tells where the whole was. */
function placeBefore(path: readonly string[], moved: ReadonlyMap<string, readonly string[]>): readonly string[] {
  for (let length = path.length; length > 1; length--) {
    const before = moved.get(path.slice(0, length).join(' '))
    if (before) return [...before, ...path.slice(length)]
  }
  return path
}
