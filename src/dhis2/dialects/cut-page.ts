import type { UpstreamPage } from '../../model/tracker-query.ts'

/** The page that was asked for, out of a list that DHIS2 gives whole whatever page it is asked for. */
export function cutPage(rows: readonly unknown[], page: UpstreamPage): unknown[] {
  return page === 'all' ? [...rows] : rows.slice((page.page - 1) * page.pageSize, page.page * page.pageSize)
}
