import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLError,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLResolveInfo,
  GraphQLResolveInfoHelpers,
  GraphQLSchema,
  OperationDefinitionNode,
  ResponsePath,
  VariableValues,
} from 'graphql'
import type { FieldPlan, OperationPlan } from './operation-plan.ts'

/** What one execution of a planned operation works on. */
export interface Execution {
  readonly plan: OperationPlan
  readonly root: unknown
  readonly context: unknown
  readonly variables: VariableValues
  /** The arguments of fields by their index: rows share them. */
  readonly args: (Record<string, unknown> | undefined)[]
  /** What resolvers are told that do not ask for it, by the index of their field. */
  readonly infos: (FieldInfo | undefined)[]
  /** What was written of objects that many rows name, by the index of the selection. */
  readonly answers: (Map<string, Uint8Array> | undefined)[]
  readonly errors: GraphQLError[]
}

/**
 * What a resolver is told of its field. A class, unlike anything else here: one is made for each field of each row, and most
 * are never looked at, so it holds three references and makes the rest of them when asked.
 */
export class FieldInfo implements GraphQLResolveInfo {
  readonly #execution: Execution
  readonly #plan: FieldPlan
  readonly #parent: ResponsePath | undefined

  constructor(execution: Execution, plan: FieldPlan, parent: ResponsePath | undefined) {
    this.#execution = execution
    this.#plan = plan
    this.#parent = parent
  }

  get fieldName(): string {
    return this.#plan.field.name
  }
  get fieldNodes(): readonly FieldNode[] {
    return this.#plan.nodes
  }
  get returnType(): GraphQLOutputType {
    return this.#plan.field.type
  }
  get parentType(): GraphQLObjectType {
    return this.#plan.parentType
  }
  get path(): ResponsePath {
    return pathBelow(this.#parent, this.#plan)
  }
  get schema(): GraphQLSchema {
    return this.#execution.plan.schema
  }
  get fragments(): Record<string, FragmentDefinitionNode> {
    return this.#execution.plan.fragments
  }
  get rootValue(): unknown {
    return this.#execution.root
  }
  get operation(): OperationDefinitionNode {
    return this.#execution.plan.operation
  }
  get variableValues(): VariableValues {
    return this.#execution.variables
  }
  getAbortSignal(): undefined {
    return undefined
  }
  getAsyncHelpers(): GraphQLResolveInfoHelpers {
    return { promiseAll: (values) => Promise.all(values), track: () => undefined }
  }
}

/** The place of a field in the answer. */
export function pathBelow(parent: ResponsePath | undefined, { key, parentType }: FieldPlan): ResponsePath {
  return { prev: parent, key, typename: parentType.name }
}
