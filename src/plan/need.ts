import type { GraphQLField } from 'graphql'
import type { MetadataType } from '../model/metadata.ts'
import type { TrackerKind } from '../model/tracker.ts'

/** Which parts of a stored value's meaning a field resolves: they cost a metadata look-up each. */
export type ValuePart = 'option' | 'orgUnit' | 'user' | 'file'

/** An end of a relationship; `other` is the one across from the object that it was reached through. */
export type RelationshipEnd = 'from' | 'to' | 'other'

/** What a field needs of a list: its rows, the count of all, or whether rows follow. */
export type ListNeed = 'rows' | 'total' | 'more'

/**
 * What a GraphQL field needs of DHIS2, in modern words. It stands beside the field, in its `extensions.need`, and is the
 * only thing that the planner knows of the graph.
 */
export interface Need {
  /** Properties of the parent object that the resolver reads. */
  readonly reads?: readonly string[]
  /** The sub-selection describes objects embedded in the parent, under this path of properties. */
  readonly into?: readonly string[]
  /** The sub-selection speaks of the parent itself: edges, nodes, node. */
  readonly through?: true
  /** The field names a metadata object; the parent's property holds its UID, or a list of them. */
  readonly names?: { readonly property: string; readonly type: MetadataType }
  /** The sub-selection describes another tracker object, whose UID the parent's property holds. */
  readonly joins?: { readonly property: string; readonly kind: TrackerKind }
  /** Parts of a stored value's meaning. */
  readonly value?: readonly ValuePart[]
  /** A list below the object whose arguments choose and sort: what they read, and what DHIS2 can do of them. */
  readonly nested?: 'events' | 'enrollments'
  /** With the arguments `program` or `includeDeleted` the field speaks of another view of the parent. */
  readonly view?: true
  /** The sub-selection describes what stands at an end of the relationship: any kind of object. */
  readonly end?: RelationshipEnd
  /** The resolver asks DHIS2 for more, through the program by which the object was reached: its UID alone is not enough. */
  readonly reached?: true
  /** What of the list itself the field is about. */
  readonly list?: ListNeed
  /** Properties of the embedded objects that an argument's filter reads. */
  readonly byArgument?: Readonly<Record<string, readonly string[]>>
}

/** The need that a field declares; undefined where it declares none. */
export function needOf(field: GraphQLField<unknown, unknown>): Need | undefined {
  const need: unknown = field.extensions['need']
  return isNeed(need) ? need : undefined
}

function isNeed(value: unknown): value is Need {
  return typeof value === 'object' && value !== null
}

/** Puts a need where the planner finds it: `t.field({ …needs({ reads: ['status'] }) })`. */
export function needs(need: Need): { extensions: { need: Need } } {
  return { extensions: { need } }
}
