import type { GraphQLResolveInfo } from 'graphql'

/** The name by which a root field of an operation is answered: it tells apart the mutations of one request. */
export function fieldOf({ path }: GraphQLResolveInfo): string {
  return String(path.key)
}
