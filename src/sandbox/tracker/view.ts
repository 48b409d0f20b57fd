import { applyFields, emptyTree, type FieldTree, putField, selects } from '../fields.ts'

/** How one field is read from a record, given what is selected below it. */
export type FieldReader<Source> = (tree: FieldTree) => (source: Source) => unknown

/** The fields of a kind of object in DHIS2's order; a reader is only made for a field that is selected. */
export type ViewFields<Source> = Record<string, FieldReader<Source>>

/** The selection that takes everything. */
export const everything: FieldTree = { ...emptyTree(), all: true }

/** Turns a selection into a function from records to answers, which reads what is selected and nothing else. */
export function compileView<Source>(
  selected: FieldTree,
  fields: ViewFields<Source>,
): (source: Source) => Record<string, unknown> {
  const tree = namesNothing(selected, fields) ? everything : selected
  const readers = Object.keys(fields)
    .filter((name) => selects(tree, name))
    .flatMap((name) => {
      const selection = tree.fields.get(name)
      const read = fields[name]?.(selection?.tree ?? everything)
      const isPlain = selection === undefined || selection.transformers.length === 0
      return read === undefined ? [] : [{ name, read, selection: isPlain ? undefined : selection }]
    })
  return (source) => {
    const result: Record<string, unknown> = {}
    for (const { name, read, selection } of readers) {
      const value = read(source)
      if (value === undefined) continue
      if (selection === undefined) result[name] = value
      else putField(result, name, selection, value)
    }
    return result
  }
}

function namesNothing({ all, presets, fields, unknownTakeAll = false }: FieldTree, known: object): boolean {
  if (!unknownTakeAll || all || presets.size > 0 || fields.size === 0) return false
  return [...fields.keys()].every((name) => !(name in known))
}

/** A field that is a text, number or truth value. */
export const plain =
  <Source>(read: (source: Source) => unknown): FieldReader<Source> =>
  () =>
    read

/** A field that is a small object made whole, then cut to what is selected. */
export const whole =
  <Source>(read: (source: Source) => object | undefined): FieldReader<Source> =>
  (tree) => {
    if (isEverything(tree)) return read
    return (source) => {
      const value = read(source)
      return value === undefined ? undefined : applyFields(tree, { ...value })
    }
  }

/** A field that is a list of objects with fields of their own. */
export const listOf =
  <Source, Item>(items: (source: Source) => Item[], fields: ViewFields<Item>): FieldReader<Source> =>
  (tree) => {
    const show = compileView(tree, fields)
    return (source) => items(source).map(show)
  }

function isEverything(tree: FieldTree): boolean {
  return tree.all && tree.excluded.size === 0 && tree.fields.size === 0
}
