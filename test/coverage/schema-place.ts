import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql'

/** The type of an argument or input field that a path such as `where.enrolledAt.after` names under a field of a type (of `Query`); undefined where there is none. */
export function argumentAt(
  schema: GraphQLSchema,
  fieldName: string,
  path: string,
  typeName = 'Query',
): GraphQLInputType | undefined {
  const [first = '', ...rest] = path.split('.')
  let type = fieldOf(schema, typeName, fieldName)?.args.find(({ name }) => name === first)?.type
  for (const name of rest) {
    const input = type && getNamedType(type)
    type = isInputObjectType(input) ? input.getFields()[name]?.type : undefined
  }
  return type
}

/** Whether a path of fields such as `enrollments.nodes` can be selected on a type; `... on Event` asks whether the type can be that one, and `.` stands for the object itself. */
export function isSelectable(schema: GraphQLSchema, typeName: string, path: string): boolean {
  if (path === '.') return true
  const fragment = /^\.\.\. on (\w+)$/.exec(path)?.[1]
  if (fragment !== undefined) {
    return unionMembers(schema, typeName).includes(fragment)
  }
  let current = typeName
  for (const name of path.split('.')) {
    const field = fieldOf(schema, current, name)
    if (field === undefined) return false
    current = getNamedType(field.type).name
  }
  return true
}

function fieldOf(schema: GraphQLSchema, typeName: string, name: string): GraphQLField<unknown, unknown> | undefined {
  const type = schema.getType(typeName)
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined
}

function unionMembers(schema: GraphQLSchema, typeName: string): string[] {
  const type = schema.getType(typeName)
  return type && 'getTypes' in type ? type.getTypes().map(({ name }) => name) : []
}
