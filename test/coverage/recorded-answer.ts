import type { WireName } from './place.ts'
import { shapes } from './properties.ts'
import { type GraphObject, isGraphObject } from './wire-answer.ts'

/** What a recorded answer is compared by, and what of the dataset decides it. */
export interface Comparable {
  /** Whether an attribute belongs to a type of tracked entities. */
  isOfType(trackedEntityType: unknown, attribute: unknown): boolean
}

/** A recorded object without what the table gives no place, or none yet, or none in relationships: there is nothing to compare it with. */
export function comparableObject(
  shape: WireName,
  object: unknown,
  dataset: Comparable,
  inRelationship = shape === 'Relationship',
): unknown {
  if (!isGraphObject(object)) return object
  const entries = Object.entries(object).flatMap(([name, value]): [string, unknown][] => {
    const property = shapes[shape].properties[name]
    if (property === undefined || !('place' in property) || (inRelationship && property.outsideRelationships)) return []
    const { holds } = property
    if (holds === undefined) return [[name, value]]
    const inner = (item: unknown): unknown =>
      comparableObject(holds, item, dataset, inRelationship || holds === 'Relationship')
    const isEnd = inRelationship && shape === 'TrackedEntity'
    const items = isEnd && name === 'attributes' ? attributesOfType(object, value, dataset) : value
    return [[name, Array.isArray(items) ? items.map(inner) : inner(items)]]
  })
  return Object.fromEntries(entries)
}

/** An end of a relationship shows all its attributes over REST; in the graph those of its type, and others by `attributes(program:)`. */
function attributesOfType(entity: GraphObject, attributes: unknown, dataset: Comparable): unknown {
  if (!Array.isArray(attributes)) return attributes
  return attributes.filter(
    (item) => isGraphObject(item) && dataset.isOfType(entity['trackedEntityType'], item['attribute']),
  )
}
