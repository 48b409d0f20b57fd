import type { MetadataType } from '../model/metadata.ts'
import { type TrackerKind, UID_PROPERTY } from '../model/tracker.ts'
import type { FieldTree } from '../model/tracker-query.ts'
import type { Demand } from './demand.ts'
import { keysOf } from './embedded-keys.ts'
import type { RelationshipEnd, ValuePart } from './need.ts'
import { type EventsBatch, planEventLists } from './plan-event-lists.ts'
import { asViewed, type ViewStyle } from './plan-views.ts'
import type { View } from './view.ts'

/** What to fetch for objects of one kind, and what to fetch after them: data, so that it prints and snapshots. */
export interface ObjectPlan {
  kind: TrackerKind
  fields: FieldTree | '*'
  /** Events of the enrollments found under a path, fetched for all of them together instead of nested. */
  eventBatches: EventsBatch[]
  joins: JoinPlan[]
  ends: EndPlan[]
  names: NamePlan[]
  values: ValuePlan[]
  /** What deferred fragments of the selection fetch when they are executed, each by itself. */
  late?: LatePart[]
}

/** What a deferred fragment wants of the rows under `path`, which keep it as their `property`; `again`: by asking for the plan's own rows once more. */
export interface LatePart {
  path: string[]
  property: string
  again: boolean
  plan: ObjectPlan
}

/** Other tracker objects that the rows under `path` point at through `property`: one request for all. */
export interface JoinPlan {
  path: string[]
  property: string
  /** Another view of the row itself. */
  view?: View
  plan: ObjectPlan
}

/** The objects of one kind at an end of the relationships that the rows under `path` hold. */
export interface EndPlan {
  path: string[]
  end: RelationshipEnd
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

/**
 * How a plan is made. `batchEvents`: all events in a request of their own; `splitEvents`: lists of events that arguments
 * narrow, too; `pushdown: false` asks for every property.
 */
export interface PlanStyle extends ViewStyle {
  batchEvents: boolean
  splitEvents: boolean
  pushdown: boolean
}

/** The plan for objects of a kind, from what a selection asks of them. */
export function planObject(kind: TrackerKind, demand: Demand, style: PlanStyle): ObjectPlan {
  const plan: ObjectPlan = { kind, fields: '*', eventBatches: [], joins: [], ends: [], names: [], values: [] }
  const { own, others } = asViewed(demand, style)
  const tree = fieldTree(own, [], plan, style)
  tree[UID_PROPERTY[kind]] = true
  // Where lists of enrollments hold neither, they are read by way of the tracked entity.
  if (kind === 'enrollments' && (tree['events'] || tree['attributes']))
    Object.assign(tree, { trackedEntity: true, program: true })
  for (const { key, view, demand: viewed } of others) {
    const seen = { ...joinedStyle(style), ...view, programVaries: view.program === undefined }
    plan.joins.push({ path: [], property: key, view, plan: planObject(kind, viewed, seen) })
  }
  if (style.pushdown) plan.fields = tree
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
    // A file is read by way of the record that it is a value of.
    if (inner.valueParts.has('file') && property === 'attributes')
      Object.assign(tree, { trackedEntity: true, program: true })
  }
  if (demand.events.size > 0) planEvents({ tree, path, plan, style }, demand)
  if (demand.ends.size > 0) planEnds({ tree, path, plan, style }, demand)
  return tree
}

interface Place {
  tree: FieldTree
  path: string[]
  plan: ObjectPlan
  style: PlanStyle
}

function planJoin(place: Place, property: string, joined: { kind: TrackerKind; demand: Demand }): void {
  if (isIdOnly(joined.demand, UID_PROPERTY[joined.kind])) return
  // DHIS2 shows a program's attributes, and 2.43 lists at all, only when told the program.
  place.tree['program'] = true
  const plan = planObject(joined.kind, joined.demand, joinedStyle(place.style))
  place.plan.joins.push({ path: place.path, property, plan })
}

/** Joined objects come through their row's own program, which the plan cannot know. */
function joinedStyle({ program: _program, ...style }: PlanStyle): PlanStyle {
  return { ...style, batchEvents: false, programVaries: true }
}

/** Whether an object's UID alone, which the one that points at it knows, answers a demand. */
export function isIdOnly(demand: Demand, uidProperty: string): boolean {
  const others = [...demand.reads].filter((property) => property !== uidProperty)
  const below = [demand.embedded, demand.joined, demand.events, demand.views, demand.ends]
  return !demand.reached && others.length === 0 && below.every(({ size }) => size === 0)
}

/** Lists of events are embedded in their enrollments, or fetched in batches of their own. */
function planEvents({ tree, path, plan, style }: Place, demand: Demand): void {
  const { embedded, batches } = planEventLists(demand.events, style)
  if (embedded) {
    const fields = fieldTree(embedded, [...path, 'events'], plan, style)
    for (const key of keysOf('events')) fields[key] = true
    if (style.batchEvents) plan.eventBatches.push({ path, fields: { ...fields, enrollment: true } })
    else tree['events'] = fields
  }
  for (const batch of batches) {
    const fields = fieldTree(batch.demand, [...path, batch.key], plan, style)
    for (const key of keysOf('events')) fields[key] = true
    plan.eventBatches.push({
      path,
      list: { key: batch.key, args: batch.args },
      fields: { ...fields, enrollment: true },
    })
  }
  if (batches.length > 0 || style.batchEvents) {
    tree['enrollment'] = true
    tree['program'] = true
  }
}

const END_FIELDS: FieldTree = {
  trackedEntity: { trackedEntity: true },
  enrollment: { enrollment: true },
  event: { event: true },
}

function planEnds({ tree, path, plan, style }: Place, demand: Demand): void {
  tree['relationshipType'] = true
  for (const [end, kinds] of demand.ends) {
    for (const property of ['from', 'to']) tree[property] = END_FIELDS
    for (const [kind, inner] of kinds)
      if (!isIdOnly(inner, UID_PROPERTY[kind]))
        plan.ends.push({ path, end, plan: planObject(kind, inner, joinedStyle(style)) })
  }
}
