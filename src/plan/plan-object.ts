import type { MetadataType } from '../model/metadata.ts'
import type { Capabilities } from '../model/server-info.ts'
import { type TrackerKind, UID_PROPERTY } from '../model/tracker.ts'
import type { FieldTree } from '../model/tracker-query.ts'
import type { Demand } from './demand.ts'
import type { ValuePart } from './need.ts'

/** What to fetch for objects of one kind, and what to fetch after them: data, so that it prints and snapshots. */
export interface ObjectPlan {
  kind: TrackerKind
  fields: FieldTree | '*'
  /** The events of the enrollments found under `path`, fetched for all of them in one request instead of nested. */
  eventsBatch?: { path: string[]; fields: FieldTree }
  joins: JoinPlan[]
  names: NamePlan[]
  values: ValuePlan[]
}

/** Other tracker objects that the rows under `path` point at through `property`: one request for all. */
export interface JoinPlan {
  path: string[]
  property: string
  plan: ObjectPlan
}

/** Metadata to warm for the rows under `path`, whose `property` holds the UID or UIDs. */
export interface NamePlan {
  path: string[]
  property: string
  type: MetadataType
}

/** Stored values under `path` whose options, organisation units or users are to be warmed. */
export interface ValuePlan {
  path: string[]
  parts: ValuePart[]
}

/** How a plan is made. `batchEvents`: events in a request of their own; `pushdown: false` asks for every property. */
export interface PlanStyle {
  batchEvents: boolean
  pushdown: boolean
}

/** Events are batched on servers that are slow at nesting them, from as many parents on as make up for one more request. */
export function batchesEvents(capabilities: Capabilities, parents: number): boolean {
  return parents >= capabilities.batchEventsFrom && parents <= LARGEST_EVENTS_BATCH
}

/** About as many enrollment UIDs as one URL of 8,190 bytes holds (matrix §0.7), leaving room for fields. */
export const LARGEST_EVENTS_BATCH = 500

/** The plan for objects of a kind, from what a selection asks of them. */
export function planObject(kind: TrackerKind, demand: Demand, style: PlanStyle): ObjectPlan {
  const plan: ObjectPlan = { kind, fields: '*', joins: [], names: [], values: [] }
  const tree = fieldTree(demand, [], plan, style)
  tree[UID_PROPERTY[kind]] = true
  if (style.pushdown) plan.fields = tree
  if (style.batchEvents) cutEvents(plan, tree)
  return plan
}

/** The properties that a demand reads, nested; what is to be fetched after them is added to the plan on the way. */
function fieldTree(demand: Demand, path: string[], plan: ObjectPlan, style: PlanStyle): FieldTree {
  const tree: FieldTree = {}
  for (const property of demand.reads) tree[property] = true
  for (const [property, type] of demand.named) plan.names.push({ path, property, type })
  if (demand.valueParts.size > 0) plan.values.push({ path, parts: [...demand.valueParts].sort() })
  for (const [property, joined] of demand.joined) planJoin({ tree, path, plan, style }, property, joined)
  for (const [property, inner] of demand.embedded) {
    const below = fieldTree(inner, [...path, property], plan, style)
    for (const key of keysOf(property)) below[key] = true
    tree[property] = below
  }
  return tree
}

interface JoinPlace {
  tree: FieldTree
  path: string[]
  plan: ObjectPlan
  style: PlanStyle
}

function planJoin(place: JoinPlace, property: string, joined: { kind: TrackerKind; demand: Demand }): void {
  if (isIdOnly(joined.demand, UID_PROPERTY[joined.kind])) return
  // DHIS2 shows a program's attributes, and 2.43 lists at all, only when told the program.
  place.tree['program'] = true
  const plan = planObject(joined.kind, joined.demand, { ...place.style, batchEvents: false })
  place.plan.joins.push({ path: place.path, property, plan })
}

/** Whether the parent's own UID property already answers a demand on the joined object. */
function isIdOnly(demand: Demand, uidProperty: string): boolean {
  const others = [...demand.reads].filter((property) => property !== uidProperty)
  return others.length === 0 && demand.embedded.size === 0 && demand.joined.size === 0
}

/** Properties that joining, ordering or telling rows apart needs though nobody selected them. */
function keysOf(property: string): string[] {
  switch (property) {
    case 'enrollments':
      return ['enrollment', 'program', 'enrolledAt']
    case 'events':
      return ['event', 'occurredAt', 'scheduledAt']
    case 'attributes':
      return ['attribute']
    case 'dataValues':
      return ['dataElement']
    case 'notes':
      return ['note']
    default:
      return []
  }
}

/** Takes the nested events out of the enrollments' fields into a batch of their own. */
function cutEvents(plan: ObjectPlan, tree: FieldTree): void {
  const path = plan.kind === 'enrollments' ? [] : ['enrollments']
  const enrollments = plan.kind === 'enrollments' ? tree : tree['enrollments']
  if (plan.kind === 'events' || enrollments === undefined || enrollments === true) return
  const events = enrollments['events']
  if (events === undefined || events === true) return
  delete enrollments['events']
  enrollments['enrollment'] = true
  enrollments['program'] = true
  plan.eventsBatch = { path, fields: { ...events, enrollment: true } }
}
