import { parseCursor } from './cursor.ts'
import type { PageWindow } from './page-window.ts'
import { PlanError } from './plan-error.ts'

/** Rows at most in one page of the graph; more is refused, never silently cut. */
export const LARGEST_PAGE = 1000

/** The arguments that every connection takes. */
export interface PageArguments {
  first?: number | null | undefined
  after?: string | null | undefined
}

/** The window that `first` and `after` describe. */
export function pageWindow({ first, after }: PageArguments, otherwise = 50): PageWindow {
  const count = first ?? otherwise
  if (count < 0 || count > LARGEST_PAGE)
    throw new PlanError(
      'first',
      `must be from 0 to ${LARGEST_PAGE}, but was ${count}: page with after and pageInfo.endCursor`,
    )
  return { offset: after ? parseCursor(after) : 0, first: count }
}
