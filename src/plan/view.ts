/** Another look at a tracked entity: as a program shows it, or with its deleted rows. */
export interface View {
  program?: string
  includeDeleted?: true
}

/** The arguments that ask for a view. */
export interface ViewArguments {
  program?: string | null | undefined
  includeDeleted?: boolean | null | undefined
}

/** The view that arguments ask for, or undefined where they ask for none. */
export function viewOf({ program, includeDeleted }: ViewArguments): View | undefined {
  if (!program && !includeDeleted) return undefined
  return { ...(program && { program }), ...(includeDeleted && { includeDeleted }) }
}

/** The name under which a row keeps what a view showed. */
export function viewKey({ program = '', includeDeleted }: View): string {
  return `trackedEntity?program=${program}${includeDeleted ? '&includeDeleted' : ''}`
}
