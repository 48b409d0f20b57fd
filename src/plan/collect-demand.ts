import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLDeferDirective,
  type GraphQLField,
  GraphQLIncludeDirective,
  GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isUnionType,
  type SelectionSetNode,
} from 'graphql'
import type { TrackerKind } from '../model/tracker.ts'
import { createDemand, type Demand, entryOf, lateOf } from './demand.ts'
import { type Need, needOf } from './need.ts'
import { nestedEnrollmentReads } from './nested-enrollments.ts'
import { nestedEventReads, nestedEventsKey } from './nested-events.ts'
import { viewKey, viewOf } from './view.ts'

/**
 * What the selection under the field being resolved asks of the object (or list of objects) that it returns; with `defers` apart what
 * fragments with `@defer` ask.
 */
export function demandOf(info: GraphQLResolveInfo, { defers = false } = {}): Demand {
  const demand = createDemand()
  const type = getNamedType(info.returnType)
  if (!isCompositeType(type)) return demand
  const walk: Walk = { schema: info.schema, fragments: info.fragments, variables: info.variableValues, defers }
  for (const node of info.fieldNodes) if (node.selectionSet) collect(walk, type, node.selectionSet, demand)
  return demand
}

interface Walk {
  schema: GraphQLSchema
  fragments: Readonly<Record<string, FragmentDefinitionNode | undefined>>
  variables: GraphQLResolveInfo['variableValues']
  defers: boolean
}

function collect(walk: Walk, type: GraphQLCompositeType, selections: SelectionSetNode, demand: Demand): void {
  for (const selection of selections.selections) {
    if (!included(walk, selection)) continue
    if (selection.kind === 'Field') {
      for (const concrete of fieldOwners(walk.schema, type, selection.name.value))
        collectField(walk, concrete, selection, demand)
    } else {
      const fragment = selection.kind === 'InlineFragment' ? selection : walk.fragments[selection.name.value]
      const below = fragment && conditionType(walk, fragment.typeCondition?.name.value, type)
      if (below) collect(walk, below, fragment.selectionSet, isDeferred(walk, selection) ? lateOf(demand) : demand)
    }
  }
}

function collectField(walk: Walk, owner: GraphQLObjectType, node: FieldNode, demand: Demand): void {
  const field = owner.getFields()[node.name.value]
  const need = field && needOf(field)
  if (!need) return
  for (const property of need.reads ?? []) demand.reads.add(property)
  for (const part of need.value ?? []) demand.valueParts.add(part)
  if (need.list) demand.list.add(need.list)
  if (need.reached) demand.reached = true
  const type = getNamedType(field.type)
  if (!node.selectionSet || !isCompositeType(type)) return
  const args = argumentsOf(walk, field, node)
  collectBelow(walk, { need, type, args, selections: node.selectionSet }, demand)
}

/** Arguments that do not fit their types are the executor's to refuse, at their own field. */
function argumentsOf(walk: Walk, field: GraphQLField<unknown, unknown>, node: FieldNode): Record<string, unknown> {
  try {
    return getArgumentValues(field, node, walk.variables)
  } catch {
    return {}
  }
}

interface Below {
  need: Need
  type: GraphQLCompositeType
  args: Record<string, unknown>
  selections: SelectionSetNode
}

function collectBelow(walk: Walk, below: Below, demand: Demand): void {
  const { need, type, selections } = below
  if (need.through) collect(walk, type, selections, demand)
  if (need.into) collectInto(walk, below, need.into, need.view ? viewDemand(below, demand) : demand)
  if (need.names) {
    demand.reads.add(need.names.property)
    if (selectsMoreThanId(walk, selections)) demand.named.set(need.names.property, need.names.type)
  }
  if (need.joins) {
    const { property, kind } = need.joins
    demand.reads.add(property)
    const joined = entryOf(demand.joined, property, () => ({ kind, demand: createDemand() }))
    collect(walk, type, selections, joined.demand)
  }
  if (need.end)
    collectEnd(
      walk,
      below,
      entryOf(demand.ends, need.end, () => new Map()),
    )
}

function viewDemand({ args }: Below, demand: Demand): Demand {
  const view = viewOf(args)
  return view ? entryOf(demand.views, viewKey(view), () => ({ view, demand: createDemand() })).demand : demand
}

function collectInto(walk: Walk, below: Below, path: readonly string[], demand: Demand): void {
  const { need, type, args, selections } = below
  if (need.nested === 'events') {
    const parent = path.slice(0, -1).reduce(embeddedDemand, demand)
    const key = nestedEventsKey(args)
    const list = entryOf(parent.events, key, () => ({ args, demand: createDemand() }))
    for (const property of readsOf(() => nestedEventReads(args))) list.demand.reads.add(property)
    collect(walk, type, selections, list.demand)
    return
  }
  const target = path.reduce(embeddedDemand, demand)
  if (need.nested === 'enrollments')
    for (const property of readsOf(() => nestedEnrollmentReads(args))) target.reads.add(property)
  for (const [argument, properties] of Object.entries(need.byArgument ?? {}))
    if (args[argument] !== undefined) for (const property of properties) target.reads.add(property)
  collect(walk, type, selections, target)
}

/** Arguments that make no sense are the resolver's to refuse, at their own field. */
function readsOf(reads: () => string[]): string[] {
  try {
    return reads()
  } catch {
    return []
  }
}

const KINDS: Record<string, TrackerKind> = {
  TrackedEntity: 'trackedEntities',
  Enrollment: 'enrollments',
  Event: 'events',
}

/** A relationship's end may be of any kind: the selection asks of each what speaks of it. */
function collectEnd(walk: Walk, { type, selections }: Below, kinds: Map<TrackerKind, Demand>): void {
  for (const candidate of isAbstractType(type) ? walk.schema.getPossibleTypes(type) : []) {
    const kind = KINDS[candidate.name]
    if (kind) collect(walk, candidate, selections, entryOf(kinds, kind, createDemand))
  }
}

function embeddedDemand(demand: Demand, property: string): Demand {
  return entryOf(demand.embedded, property, createDemand)
}

function selectsMoreThanId(walk: Walk, selections: SelectionSetNode): boolean {
  return selections.selections.some((selection) => {
    if (!included(walk, selection)) return false
    if (selection.kind === 'Field') return !['id', '__typename'].includes(selection.name.value)
    if (selection.kind === 'InlineFragment') return selectsMoreThanId(walk, selection.selectionSet)
    const fragment = walk.fragments[selection.name.value]
    return fragment !== undefined && selectsMoreThanId(walk, fragment.selectionSet)
  })
}

function included(walk: Walk, node: SelectionSetNode['selections'][number]): boolean {
  if (!node.directives?.length) return true
  const skip = getDirectiveValues(GraphQLSkipDirective, node, walk.variables)
  if (skip?.['if'] === true) return false
  const include = getDirectiveValues(GraphQLIncludeDirective, node, walk.variables)
  return include?.['if'] !== false
}

function isDeferred(walk: Walk, node: SelectionSetNode['selections'][number]): boolean {
  if (!walk.defers || !node.directives?.length) return false
  return getDirectiveValues(GraphQLDeferDirective, node, walk.variables)?.['if'] === true
}

/** Needs stand on object types; a field of an interface or union asks every type that may answer. */
function fieldOwners(schema: GraphQLSchema, type: GraphQLCompositeType, field: string): GraphQLObjectType[] {
  if (type instanceof GraphQLInterfaceType || isUnionType(type))
    return schema.getPossibleTypes(type).filter((candidate) => field in candidate.getFields())
  return [type]
}

/** The type that a fragment speaks of; undefined where its condition can never hold for an object of `type`. */
function conditionType(
  walk: Walk,
  name: string | undefined,
  type: GraphQLCompositeType,
): GraphQLCompositeType | undefined {
  const condition = name === undefined ? type : walk.schema.getType(name)
  if (!isCompositeType(condition)) return undefined
  if (!isObjectType(type)) return condition
  const holds = condition === type || (isAbstractType(condition) && walk.schema.isSubType(condition, type))
  return holds ? type : undefined
}
