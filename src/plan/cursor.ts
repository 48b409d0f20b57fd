import { PlanError } from './plan-error.ts'

/** A place in a list, behind (or before) the row that stands there: opaque to callers. */
export interface Cursor {
  /** The row's number in its list, from 1, when the cursor was printed. */
  position: number
  /** The row's UID, by which the place is found again after rows came or went; absent in lists whose rows have none. */
  uid: string | undefined
}

/** Prints a cursor. */
export function printCursor(position: number, uid?: string): string {
  return Buffer.from(uid === undefined ? `row:${position}` : `row:${position}:${uid}`, 'utf8').toString('base64url')
}

/** Reads a cursor that came as the argument `name`. Anything that this gateway did not print is refused. */
export function parseCursor(cursor: string, name: 'after' | 'before' = 'after'): Cursor {
  const match = /^row:([1-9]\d{0,8})(?::(\w{1,40}))?$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'))
  const position = Number(match?.[1])
  const uid = match?.[2]
  if (!match || printCursor(position, uid) !== cursor)
    throw new PlanError(
      name,
      `"${cursor}" is not a cursor of this list: pass a cursor of pageInfo or of an edge of another page`,
    )
  return { position, uid }
}
