/** The objects under a path of properties, flattened: `rowsAt(entities, ['enrollments', 'events'])` is every event. */
export function rowsAt(rows: readonly object[], path: readonly string[]): readonly object[] {
  let level = rows
  for (const property of path) {
    const next: object[] = []
    for (const row of level) {
      const below: unknown = Reflect.get(row, property)
      if (Array.isArray(below)) {
        for (const item of below) if (isObject(item)) next.push(item)
      } else if (isObject(below)) next.push(below)
    }
    level = next
  }
  return level
}

/** The text that a row holds under a property, if it holds one. */
export function textAt(row: object, property: string): string | undefined {
  const value: unknown = Reflect.get(row, property)
  return typeof value === 'string' ? value : undefined
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
