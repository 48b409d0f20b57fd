import { PlanError } from './plan-error.ts'

/** A cursor is the position behind a row: opaque to callers, counted from the list's start. */
export function printCursor(position: number): string {
  return Buffer.from(`row:${position}`, 'utf8').toString('base64url')
}

/** The number of rows before the one that follows this cursor. Anything that this gateway did not print is refused. */
export function parseCursor(cursor: string): number {
  const match = /^row:(\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'))
  const position = match?.[1]
  if (position === undefined || printCursor(Number(position)) !== cursor)
    throw new PlanError(
      'after',
      `"${cursor}" is not a cursor of this list: pass the endCursor or an edge's cursor of an earlier page`,
    )
  return Number(position)
}
