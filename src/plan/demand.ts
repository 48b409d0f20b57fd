import type { MetadataType } from '../model/metadata.ts'
import type { TrackerKind } from '../model/tracker.ts'
import type { ListNeed, RelationshipEnd, ValuePart } from './need.ts'
import type { NestedEventArguments } from './nested-events.ts'
import type { View } from './view.ts'

/** What a selection asks of one kind of object: the union over aliases, fragments and field nodes. */
export interface Demand {
  reads: Set<string>
  embedded: Map<string, Demand>
  joined: Map<string, { kind: TrackerKind; demand: Demand }>
  /** Metadata whose names are selected (more than the id), by the property that holds the UID. */
  named: Map<string, MetadataType>
  valueParts: Set<ValuePart>
  list: Set<ListNeed>
  /** Something is asked for later, through the program by which the object was reached. */
  reached: boolean
  /** Lists of events below an enrollment, by the key of their arguments: unequal ones stay apart. */
  events: Map<string, { args: NestedEventArguments; demand: Demand }>
  /** What is asked of a tracked entity as another program shows it, by the key of that view. */
  views: Map<string, { view: View; demand: Demand }>
  /** What is asked of the objects at a relationship's ends, by the kind that may stand there. */
  ends: Map<RelationshipEnd, Map<TrackerKind, Demand>>
  /** What fragments with `@defer` ask of the same objects; absent where it makes no difference or none do. */
  late?: Demand
}

/** A demand for nothing. */
export function createDemand(): Demand {
  return {
    reads: new Set(),
    embedded: new Map(),
    joined: new Map(),
    named: new Map(),
    valueParts: new Set(),
    list: new Set(),
    reached: false,
    events: new Map(),
    views: new Map(),
    ends: new Map(),
  }
}

/** The entry of a map, made where it is missing. */
export function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const existing = map.get(key)
  if (existing !== undefined) return existing
  const created = create()
  map.set(key, created)
  return created
}

/** Adds to `target` all that `source` asks: later what it asks later, or `atOnce` all of it. */
export function mergeDemand(target: Demand, source: Demand, atOnce = false): void {
  if (source.late) mergeDemand(atOnce ? target : lateOf(target), source.late, atOnce)
  for (const property of source.reads) target.reads.add(property)
  for (const part of source.valueParts) target.valueParts.add(part)
  for (const need of source.list) target.list.add(need)
  target.reached ||= source.reached
  for (const [property, type] of source.named) target.named.set(property, type)
  for (const [property, demand] of source.embedded)
    mergeDemand(entryOf(target.embedded, property, createDemand), demand, atOnce)
  for (const [property, { kind, demand }] of source.joined)
    mergeDemand(entryOf(target.joined, property, () => ({ kind, demand: createDemand() })).demand, demand, atOnce)
  for (const [key, { args, demand }] of source.events)
    mergeDemand(entryOf(target.events, key, () => ({ args, demand: createDemand() })).demand, demand, atOnce)
  for (const [key, { view, demand }] of source.views)
    mergeDemand(entryOf(target.views, key, () => ({ view, demand: createDemand() })).demand, demand, atOnce)
  for (const [end, kinds] of source.ends)
    for (const [kind, demand] of kinds)
      mergeDemand(
        entryOf(
          entryOf(target.ends, end, () => new Map()),
          kind,
          createDemand,
        ),
        demand,
        atOnce,
      )
}

/** What is asked later of the same objects, made where nothing was. */
export function lateOf(demand: Demand): Demand {
  demand.late ??= createDemand()
  return demand.late
}

/** The same demand, with nothing left for later. */
export function atOnce(demand: Demand): Demand {
  const all = createDemand()
  mergeDemand(all, demand, true)
  return all
}

/** Whether anything is asked later than the rest. */
export function hasLate(demand: Demand): boolean {
  if (demand.late) return true
  const below = [
    ...demand.embedded.values(),
    ...[...demand.views.values(), ...demand.events.values(), ...demand.joined.values()].map(({ demand }) => demand),
    ...[...demand.ends.values()].flatMap((kinds) => [...kinds.values()]),
  ]
  return below.some(hasLate)
}
