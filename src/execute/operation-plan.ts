import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLFieldResolver,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNullableType,
  isAbstractType,
  isLeafType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  type ResponsePath,
  type SelectionSetNode,
  type VariableValues,
  visit,
} from 'graphql'
import type { Execution } from './field-info.ts'
import type { JsonOutput } from './json-output.ts'

/** What is under way still, if anything. */
export type Later = Promise<void> | undefined

/** Writes what a field resolved to; a promise where parts come later. Throws (or rejects) where it cannot, with what it wrote so far left behind. */
export type Completer = (
  execution: Execution,
  plan: FieldPlan,
  value: unknown,
  path: ResponsePath | undefined,
  output: JsonOutput,
) => Later

/** A field of a selection: all of it that is the same for every row. */
export interface FieldPlan {
  /** Its name in the answer. */
  readonly key: string
  /** The same in JSON, behind the field before it. */
  readonly label: Uint8Array
  readonly nodes: readonly FieldNode[]
  /** The first of the nodes: all of them have its arguments. */
  readonly node: FieldNode
  readonly parentType: GraphQLObjectType
  readonly field: GraphQLField<unknown, unknown>
  readonly resolver: GraphQLFieldResolver<unknown, unknown> | undefined
  /** Whether the resolver takes what it is told of its field, by name. */
  readonly readsInfo: boolean
  readonly nullable: boolean
  /** Whether its value has no parts: neither items nor fields. */
  readonly leaf: boolean
  /** Its place among the fields and selections of its operation. */
  readonly index: number
  readonly complete: Completer
  /** What is selected below it of an object of this type. */
  below(type: GraphQLObjectType): SelectionPlan
}

/** The fields that are selected of an object of one type, in the order of the answer. */
export interface SelectionPlan {
  readonly type: GraphQLObjectType
  readonly fields: readonly FieldPlan[]
  /** Whether none of them has parts. */
  readonly leaves: boolean
  /** Its place among the fields and selections of its operation. */
  readonly index: number
}

/** An operation, planned once for all its executions that skip and include the same fields. */
export interface OperationPlan {
  readonly schema: GraphQLSchema
  readonly operation: OperationDefinitionNode
  readonly fragments: Record<string, FragmentDefinitionNode>
  readonly root: SelectionPlan
}

/** Combinations of skipped and included fields that are kept of one document. */
const LARGEST_KEPT = 16

/** A query of a document whose fields can be planned. */
export interface PlannableQuery {
  readonly operation: OperationDefinitionNode
  plan(variables: VariableValues): OperationPlan
}

/** The query of a document by its name; undefined where it is none, or uses what this executor leaves to another: `@defer` and `@stream`. */
export function plannableQuery(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  completerOf: (type: GraphQLOutputType) => Completer,
): PlannableQuery | undefined {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  const named =
    operationName !== undefined ? operations.filter(({ name }) => name?.value === operationName) : operations
  const [operation] = named
  const type = schema.getQueryType()
  if (named.length !== 1 || operation?.operation !== 'query' || !type) return undefined
  const deciding = decidingVariables(document)
  if (!deciding) return undefined
  const fragments = fragmentsOf(document)
  const plans = new Map<string, OperationPlan>()
  return {
    operation,
    plan(variables) {
      const key = deciding.map((name) => String(variables.coerced[name])).join()
      const known = plans.get(key)
      if (known) return known
      const source = { schema, fragments, variables, completerOf, count: 0 }
      const plan = { schema, operation, fragments, root: planSelection(source, type, [operation.selectionSet]) }
      if (plans.size < LARGEST_KEPT) plans.set(key, plan)
      return plan
    },
  }
}

interface PlanSource {
  schema: GraphQLSchema
  fragments: Record<string, FragmentDefinitionNode>
  variables: VariableValues
  completerOf: (type: GraphQLOutputType) => Completer
  count: number
}

/** The variables that decide which fields are skipped or included; undefined where fields are delivered later than others. */
function decidingVariables(document: DocumentNode): string[] | undefined {
  const names = new Set<string>()
  let incremental = false
  visit(document, {
    Directive({ name, arguments: given = [] }) {
      if (name.value === 'defer' || name.value === 'stream') incremental = true
      if (name.value !== 'skip' && name.value !== 'include') return
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value)
    },
  })
  return incremental ? undefined : [...names]
}

function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null)
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition
  return fragments
}

function planSelection(
  source: PlanSource,
  type: GraphQLObjectType,
  selections: readonly SelectionSetNode[],
): SelectionPlan {
  const grouped = new Map<string, FieldNode[]>()
  const visited = new Set<string>()
  for (const selectionSet of selections) collect(source, type, selectionSet, grouped, visited)
  const fields: FieldPlan[] = []
  for (const [key, nodes] of grouped) {
    const field = planField(source, type, key, nodes, fields.length === 0)
    if (field) fields.push(field)
  }
  return { type, fields, leaves: fields.every(({ leaf }) => leaf), index: source.count++ }
}

function collect(
  source: PlanSource,
  type: GraphQLObjectType,
  { selections }: SelectionSetNode,
  grouped: Map<string, FieldNode[]>,
  visited: Set<string>,
): void {
  for (const node of selections) {
    if (!isIncluded(source, node)) continue
    if (node.kind === Kind.FIELD) {
      const key = (node.alias ?? node.name).value
      const group = grouped.get(key)
      if (group) group.push(node)
      else grouped.set(key, [node])
      continue
    }
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      if (visited.has(node.name.value)) continue
      visited.add(node.name.value)
    }
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : source.fragments[node.name.value]
    if (fragment && appliesTo(source, fragment.typeCondition?.name.value, type))
      collect(source, type, fragment.selectionSet, grouped, visited)
  }
}

function isIncluded({ variables }: PlanSource, node: SelectionSetNode['selections'][number]): boolean {
  if (!node.directives?.length) return true
  return (
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false
  )
}

function appliesTo({ schema }: PlanSource, name: string | undefined, type: GraphQLObjectType): boolean {
  if (name === undefined || name === type.name) return true
  const condition = schema.getType(name)
  return isAbstractType(condition) && schema.isSubType(condition, type)
}

function planField(
  source: PlanSource,
  parentType: GraphQLObjectType,
  key: string,
  nodes: readonly FieldNode[],
  first: boolean,
): FieldPlan | undefined {
  const [node] = nodes
  const field = node && source.schema.getField(parentType, node.name.value)
  if (!field) return undefined
  const selections = nodes.flatMap(({ selectionSet }) => selectionSet ?? [])
  const plans = new Map<GraphQLObjectType, SelectionPlan>()
  return {
    key,
    label: Buffer.from(`${first ? '' : ','}"${key}":`),
    nodes,
    node,
    parentType,
    field,
    resolver: field.resolve,
    readsInfo: (field.resolve?.length ?? 0) > 3,
    nullable: !isNonNullType(field.type),
    leaf: isLeafType(getNullableType(field.type)),
    index: source.count++,
    complete: source.completerOf(field.type),
    below(type) {
      const known = plans.get(type)
      if (known) return known
      const plan = planSelection(source, type, selections)
      plans.set(type, plan)
      return plan
    },
  }
}
