import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLIncludeDirective,
  GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNamedType,
  isCompositeType,
  isUnionType,
  type SelectionSetNode,
} from 'graphql'
import type { MetadataType } from '../model/metadata.ts'
import type { TrackerKind } from '../model/tracker.ts'
import { type ListNeed, type Need, needOf, type ValuePart } from './need.ts'

/** What a selection asks of one kind of object: the union over aliases, fragments and field nodes. */
export interface Demand {
  reads: Set<string>
  embedded: Map<string, Demand>
  joined: Map<string, { kind: TrackerKind; demand: Demand }>
  /** Metadata whose names are selected (more than the id), by the property that holds the UID. */
  named: Map<string, MetadataType>
  valueParts: Set<ValuePart>
  list: Set<ListNeed>
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
  }
}

/** What the selection under the field being resolved asks of the object (or list of objects) that it returns. */
export function demandOf(info: GraphQLResolveInfo): Demand {
  const demand = createDemand()
  const type = getNamedType(info.returnType)
  if (!isCompositeType(type)) return demand
  const walk: Walk = { schema: info.schema, fragments: info.fragments, variables: info.variableValues }
  for (const node of info.fieldNodes) if (node.selectionSet) collect(walk, type, node.selectionSet, demand)
  return demand
}

interface Walk {
  schema: GraphQLSchema
  fragments: Readonly<Record<string, FragmentDefinitionNode | undefined>>
  variables: GraphQLResolveInfo['variableValues']
}

function collect(walk: Walk, type: GraphQLCompositeType, selections: SelectionSetNode, demand: Demand): void {
  for (const selection of selections.selections) {
    if (!included(walk, selection)) continue
    if (selection.kind === 'Field') {
      for (const concrete of fieldOwners(walk.schema, type, selection.name.value))
        collectField(walk, concrete, selection, demand)
    } else if (selection.kind === 'InlineFragment') {
      collect(walk, conditionType(walk, selection.typeCondition?.name.value, type), selection.selectionSet, demand)
    } else {
      const fragment = walk.fragments[selection.name.value]
      if (fragment)
        collect(walk, conditionType(walk, fragment.typeCondition.name.value, type), fragment.selectionSet, demand)
    }
  }
}

function collectField(walk: Walk, owner: GraphQLObjectType, node: FieldNode, demand: Demand): void {
  const field = owner.getFields()[node.name.value]
  if (!field) return
  const need = needOf(field)
  if (!need) return
  for (const property of need.reads ?? []) demand.reads.add(property)
  for (const part of need.value ?? []) demand.valueParts.add(part)
  if (need.list) demand.list.add(need.list)
  const type = getNamedType(field.type)
  if (!node.selectionSet || !isCompositeType(type)) return
  collectBelow(walk, { need, type, node, selections: node.selectionSet }, demand)
}

interface Below {
  need: Need
  type: GraphQLCompositeType
  node: FieldNode
  selections: SelectionSetNode
}

function collectBelow(walk: Walk, { need, type, node, selections }: Below, demand: Demand): void {
  if (need.through) collect(walk, type, selections, demand)
  if (need.into) {
    const target = need.into.reduce(embeddedDemand, demand)
    for (const argument of node.arguments ?? [])
      for (const property of need.byArgument?.[argument.name.value] ?? []) target.reads.add(property)
    collect(walk, type, selections, target)
  }
  if (need.names) {
    demand.reads.add(need.names.property)
    if (selectsMoreThanId(walk, selections)) demand.named.set(need.names.property, need.names.type)
  }
  if (need.joins) {
    demand.reads.add(need.joins.property)
    const joined = demand.joined.get(need.joins.property) ?? { kind: need.joins.kind, demand: createDemand() }
    demand.joined.set(need.joins.property, joined)
    collect(walk, type, selections, joined.demand)
  }
}

function embeddedDemand(demand: Demand, property: string): Demand {
  const existing = demand.embedded.get(property)
  if (existing) return existing
  const created = createDemand()
  demand.embedded.set(property, created)
  return created
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

/** Needs stand on object types; a field of an interface or union asks every type that may answer. */
function fieldOwners(schema: GraphQLSchema, type: GraphQLCompositeType, field: string): GraphQLObjectType[] {
  if (type instanceof GraphQLInterfaceType || isUnionType(type))
    return schema.getPossibleTypes(type).filter((candidate) => field in candidate.getFields())
  return [type]
}

function conditionType(walk: Walk, name: string | undefined, otherwise: GraphQLCompositeType): GraphQLCompositeType {
  const type = name === undefined ? otherwise : walk.schema.getType(name)
  return isCompositeType(type) ? type : otherwise
}
