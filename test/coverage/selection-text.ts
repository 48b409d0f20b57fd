import { type FieldTree, selects } from '../../src/sandbox/fields.ts'
import type { WireName } from './place.ts'
import { shapes } from './properties.ts'

/** What is asked of one property: where it stands, and its own selection where it holds a shape. */
export interface SelectedProperty {
  name: string
  /** The path of fields, or the type of a fragment (`... on Event`), or `.` where the object itself holds it. */
  place: string
  inner: { holds: WireName; properties: SelectedProperty[] } | undefined
}

/** The properties of a shape that `fields` select (undefined: all) and the graph has. */
export function selectedProperties(
  shape: WireName,
  tree: FieldTree | undefined,
  inRelationship = shape === 'Relationship',
): SelectedProperty[] {
  return Object.entries(shapes[shape].properties).flatMap(([name, property]): SelectedProperty[] => {
    if (!('place' in property) || (inRelationship && property.outsideRelationships)) return []
    if (tree !== undefined && !selects(tree, name)) return []
    const { place, holds } = property
    if (holds === undefined) return [{ name, place, inner: undefined }]
    const properties = selectedProperties(
      holds,
      tree?.fields.get(name)?.tree,
      inRelationship || holds === 'Relationship',
    )
    return [{ name, place, inner: { holds, properties } }]
  })
}

/** A GraphQL selection of them. `prefix` keeps the fields of a union's members apart. */
export function selectionText(properties: SelectedProperty[], prefix = ''): string {
  const fields = properties.map(({ name, place, inner }) => {
    const fragment = fragmentType(place)
    if (fragment !== undefined) return `${place} { ${selectionText(inner?.properties ?? [], `${fragment}_`)} }`
    if (place === '.') return selectionText(inner?.properties ?? [], `${prefix}${name}_`)
    const [first = '', ...path] = place.split('.')
    const ending = inner === undefined ? '' : ` { ${selectionText(inner.properties)} }`
    const below = path.reduceRight((text, step) => ` { ${step}${text} }`, ending)
    return `${prefix}${name}: ${first}${below}`
  })
  return [...new Set(['__typename', ...fields])].join(' ')
}

/** The type of a fragment's place. */
export function fragmentType(place: string): string | undefined {
  return /^\.\.\. on (\w+)$/.exec(place)?.[1]
}
