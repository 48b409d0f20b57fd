import { fragmentType, type SelectedProperty } from './selection-text.ts'

/** An object of a GraphQL answer. */
export type GraphObject = Record<string, unknown>

/** The answer's object as DHIS2's export would show it: its names, and no property without a value. */
export function wireObject(properties: SelectedProperty[], object: GraphObject, prefix = ''): GraphObject {
  const shown = properties.flatMap(({ name, place, inner }): [string, unknown][] => {
    const fragment = fragmentType(place)
    if (fragment !== undefined) {
      if (object['__typename'] !== fragment) return []
      return [[name, wireObject(inner?.properties ?? [], object, `${fragment}_`)]]
    }
    if (place === '.') {
      const part = wireObject(inner?.properties ?? [], object, `${prefix}${name}_`)
      return isThere(part, inner?.properties ?? []) ? [[name, part]] : []
    }
    const value = valueAt(object[prefix + name], place.split('.').slice(1))
    if (value === null || value === undefined) return []
    if (inner !== undefined) return [[name, wireValue(inner.properties, value)]]
    // The export joins a list of UIDs by commas.
    return [[name, Array.isArray(value) && place.includes('.') ? value.join(',') : value]]
  })
  return Object.fromEntries(shown)
}

/** A part of an object is there where it has what its first property tells, or any part of its own. */
function isThere(part: GraphObject, [first]: SelectedProperty[]): boolean {
  return first?.place === '.' ? Object.keys(part).length > 0 : first !== undefined && first.name in part
}

function wireValue(properties: SelectedProperty[], value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => wireValue(properties, item))
  return isGraphObject(value) ? wireObject(properties, value) : value
}

function valueAt(value: unknown, path: string[]): unknown {
  const [step, ...rest] = path
  if (step === undefined) return value
  if (Array.isArray(value)) return value.map((item) => valueAt(item, path))
  return isGraphObject(value) ? valueAt(value[step], rest) : undefined
}

/** Whether a value of an answer is an object. */
export function isGraphObject(value: unknown): value is GraphObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
