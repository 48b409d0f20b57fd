/** The objects under a path of properties, flattened: `rowsAt(entities, ['enrollments', 'events'])` is every event. */
export function rowsAt(rows: readonly object[], path: readonly string[]): object[] {
  let level: object[] = [...rows]
  for (const property of path) {
    level = level.flatMap((row) => {
      const below: unknown = Reflect.get(row, property)
      return Array.isArray(below) ? below.filter(isObject) : isObject(below) ? [below] : []
    })
  }
  return level
}

/** The text that a row holds under a property, if it holds one. */
export function textAt(row: object, property: string): string | undefined {
  const value: unknown = Reflect.get(row, property)
  return typeof value === 'string' ? value : undefined
}

/** The texts that a row holds under a property: one, a list of them, or none. */
export function textsAt(row: object, property: string): string[] {
  const value: unknown = Reflect.get(row, property)
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
