/** What a DHIS2 `fields` text selects at one level. */
export interface FieldTree {
  /** `*` or `:all`. */
  all: boolean
  /** Other presets by name without the colon: `owner`, `identifiable`, `nameable`, `simple`, `persisted`. */
  presets: Set<string>
  /** The named fields, by name. */
  fields: Map<string, FieldSelection>
  /** Fields named with `!`. */
  excluded: Set<string>
  /** Names alone that nothing has take everything, as in DHIS2 up to 2.41. */
  unknownTakeAll?: boolean
}

/** One named field: what is selected below it (undefined: nothing was said) and how its value is transformed. */
export interface FieldSelection {
  tree: FieldTree | undefined
  /** In order, such as `{ name: 'rename', argument: 'title' }` for `::rename(title)`. */
  transformers: FieldTransformer[]
}

/** A transformer written behind a field name: `size`, `isEmpty`, `isNotEmpty`, `rename`, `pluck`, `keyBy`. */
export interface FieldTransformer {
  name: string
  argument: string | undefined
}

/** Parses DHIS2's `fields` syntax: `a[b,c]`, `a.b`, `*`, `:owner`, `!x`, `x::rename(y)`. Any text parses; what makes no sense names a field that no object has. */
export function parseFields(text: string): FieldTree {
  const tree = parseLevel(text.replaceAll(/\s/g, ''), 0).tree
  completeExclusions(tree)
  return tree
}

/** A level that only excludes takes everything else. */
function completeExclusions(tree: FieldTree): void {
  if (tree.excluded.size > 0 && tree.fields.size === 0 && tree.presets.size === 0) tree.all = true
  for (const { tree: nested } of tree.fields.values()) if (nested !== undefined) completeExclusions(nested)
}

/** An empty selection, to be filled. */
export function emptyTree(): FieldTree {
  return { all: false, presets: new Set(), fields: new Map(), excluded: new Set() }
}

function parseLevel(text: string, start: number): { tree: FieldTree; end: number } {
  const tree = emptyTree()
  let position = start
  let item = ''
  while (position < text.length) {
    const character = text[position]
    if (character === ']') {
      addItem(tree, item, undefined)
      return { tree, end: position + 1 }
    }
    if (character === '[') {
      const nested = parseLevel(text, position + 1)
      addItem(tree, item, nested.tree)
      item = ''
      position = nested.end
      continue
    }
    if (character === ',') {
      addItem(tree, item, undefined)
      item = ''
    } else item += character
    position += 1
  }
  addItem(tree, item, undefined)
  return { tree, end: position }
}

function addItem(tree: FieldTree, item: string, nested: FieldTree | undefined): void {
  if (item === '') return
  if (item === '*' || item === ':all' || item === ':*') tree.all = true
  else if (item.startsWith(':')) tree.presets.add(item.slice(1))
  else if (item.startsWith('!')) exclude(tree, item.slice(1))
  else {
    const { path, transformers } = splitTransformers(item)
    addPath(tree, path.split('.'), transformers, nested)
  }
}

function exclude(tree: FieldTree, path: string): void {
  const dot = path.indexOf('.')
  if (dot < 0) tree.excluded.add(path)
  else {
    const nested = emptyTree()
    exclude(nested, path.slice(dot + 1))
    addPath(tree, [path.slice(0, dot)], [], nested)
  }
}

function splitTransformers(item: string): { path: string; transformers: FieldTransformer[] } {
  const [path = '', ...rest] = item.split(/::|[~|]/)
  const transformers = rest.map((part) => {
    const match = /^(\w+)(?:\(([^)]*)\))?$/.exec(part)
    return { name: match?.[1] ?? part, argument: match?.[2] }
  })
  return { path, transformers }
}

function addPath(
  tree: FieldTree,
  path: string[],
  transformers: FieldTransformer[],
  nested: FieldTree | undefined,
): void {
  const [name = '', ...rest] = path
  const present = tree.fields.get(name)
  const selection: FieldSelection = present ?? { tree: undefined, transformers: [] }
  tree.fields.set(name, selection)
  if (rest.length > 0) {
    selection.tree ??= emptyTree()
    addPath(selection.tree, rest, transformers, nested)
    return
  }
  selection.transformers.push(...transformers)
  if (nested !== undefined) selection.tree = selection.tree === undefined ? nested : mergeTrees(selection.tree, nested)
}

/** The union of two selections of the same level. */
export function mergeTrees(one: FieldTree, other: FieldTree): FieldTree {
  const fields = new Map(one.fields)
  for (const [name, selection] of other.fields) {
    const present = fields.get(name)
    if (present === undefined) fields.set(name, selection)
    else {
      const tree =
        present.tree && selection.tree ? mergeTrees(present.tree, selection.tree) : (present.tree ?? selection.tree)
      fields.set(name, { tree, transformers: [...present.transformers, ...selection.transformers] })
    }
  }
  return {
    all: one.all || other.all,
    presets: new Set([...one.presets, ...other.presets]),
    fields,
    excluded: new Set([...one.excluded, ...other.excluded]),
  }
}

/** Whether the selection takes a field of this name. Presets other than `*` count as everything: tracker objects know no others. */
export function selects(tree: FieldTree, name: string): boolean {
  return !tree.excluded.has(name) && (tree.all || tree.presets.size > 0 || tree.fields.has(name))
}

/** The part of a plain object that the selection takes, in the object's own order; a field named without brackets is taken whole, as the tracker export does. */
export function applyFields(tree: FieldTree, object: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  const everything = tree.all || tree.presets.size > 0
  for (const name in object) {
    const selection = tree.fields.get(name)
    if ((selection === undefined && !everything) || tree.excluded.has(name)) continue
    const value = object[name]
    if (value === undefined) continue
    if (selection === undefined) result[name] = value
    else putField(result, name, selection, selection.tree === undefined ? value : applyToValue(selection.tree, value))
  }
  return result
}

/** Puts a value under its name, as the selection's transformers have it. */
export function putField(
  result: Record<string, unknown>,
  name: string,
  selection: FieldSelection,
  value: unknown,
): void {
  let key = name
  let transformed = value
  for (const transformer of selection.transformers) {
    if (transformer.name === 'rename') key = transformer.argument ?? key
    else transformed = transform(transformer, transformed)
  }
  result[key] = transformed
}

function applyToValue(tree: FieldTree, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => applyToValue(tree, item))
  return isPlainObject(value) ? applyFields(tree, value) : value
}

function transform({ name, argument = 'id' }: FieldTransformer, value: unknown): unknown {
  const items = Array.isArray(value) ? value : []
  if (name === 'size') return Array.isArray(value) || typeof value === 'string' ? value.length : value
  if (name === 'isEmpty') return items.length === 0
  if (name === 'isNotEmpty') return items.length > 0
  if (name === 'pluck') return items.map((item) => (isPlainObject(item) ? item[argument] : item))
  if (name === 'keyBy') return Object.groupBy(items, (item) => String(isPlainObject(item) ? item[argument] : item))
  return value
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
