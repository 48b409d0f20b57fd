import type { SandboxAnswer, SandboxRequest } from '../exchange.ts'
import type { TrackerFacts } from '../versions/version-facts.ts'
import { readBoolean, readInteger } from './parameters.ts'
import { badRequest } from './refusal.ts'

/** The page asked for; `undefined` stands for `paging=false`. */
export interface PageRequest {
  page: number
  pageSize: number
  totalPages: boolean
}

/** Reads `page`, `pageSize`, `totalPages` and `paging`; `skipPaging` is read before, where the version knows it. */
export function readPaging(query: URLSearchParams, { refusesOddPages }: TrackerFacts): PageRequest | undefined {
  const page = readInteger(query, 'page')
  const pageSize = readInteger(query, 'pageSize')
  const totalPages = readBoolean(query, 'totalPages') ?? false
  if (!refusesOddPages) {
    if (readBoolean(query, 'paging') === false) return undefined
    return { page: Math.max(1, page ?? 1), pageSize: Math.max(0, pageSize ?? 50), totalPages }
  }
  if (readBoolean(query, 'paging') === false) {
    if (page !== undefined || pageSize !== undefined || totalPages) {
      throw badRequest(
        'Paging cannot be disabled with paging=false while also requesting a paginated response with page, pageSize and/or totalPages=true',
      )
    }
    return undefined
  }
  if (page !== undefined && page < 1) throw badRequest('page must be greater than or equal to 1 if specified')
  if (pageSize !== undefined && pageSize < 1) {
    throw badRequest('pageSize must be greater than or equal to 1 if specified')
  }
  return { page: page ?? 1, pageSize: pageSize ?? 50, totalPages }
}

/** How the rows of a page become items: `visible` drops rows after paging, as DHIS2 does for enrollments and relationships; `check` may refuse the page. */
export interface ListView<Row> {
  key: string
  pageShape: TrackerFacts['pageShape']
  emptyPageCount?: TrackerFacts['emptyPageCount']
  show: (row: Row) => unknown
  visible?: (row: Row) => boolean
  check?: ((rows: Row[]) => void) | undefined
}

/** The answer of a list endpoint: the rows of the page asked for, shown, beside its pager. */
export function listAnswer<Row>(
  request: SandboxRequest,
  paging: PageRequest | undefined,
  rows: Row[],
  { key, show, visible, check, pageShape, emptyPageCount = 0 }: ListView<Row>,
): SandboxAnswer {
  const start = paging === undefined ? 0 : (paging.page - 1) * paging.pageSize
  const window = paging === undefined ? rows : rows.slice(start, start + paging.pageSize)
  check?.(window)
  const items = (visible === undefined ? window : window.filter(visible)).map(show)
  const name = pageShape === 'instances' ? 'instances' : key
  if (paging === undefined) return { status: 200, body: { [name]: items } }
  if (pageShape === 'linked') {
    const pager = { ...pagerOf(paging, rows.length), ...pageLinks(request, paging, rows.length) }
    return { status: 200, body: { pager, [key]: items } }
  }
  const pager = pagerOf(paging, rows.length, emptyPageCount)
  const told = pageShape === 'instances' ? pager : { pager, ...pager }
  return { status: 200, body: { ...told, [name]: items } }
}

function pagerOf({ page, pageSize, totalPages }: PageRequest, total: number, emptyPageCount = 0): object {
  return {
    page,
    pageSize,
    ...(totalPages && { total, pageCount: Math.max(emptyPageCount, Math.ceil(total / pageSize)) }),
  }
}

function pageLinks(request: SandboxRequest, { page, pageSize }: PageRequest, total: number): object {
  return {
    ...(page > 1 && { prevPage: pageLink(request, page - 1) }),
    ...(total > page * pageSize && { nextPage: pageLink(request, page + 1) }),
  }
}

/** DHIS2 drops `page` from the query and puts the new one last. */
function pageLink({ url, headers }: SandboxRequest, page: number): string {
  const [path = '', query = ''] = url.split('?', 2)
  const kept = query.split('&').filter((part) => part !== '' && part !== 'page' && !part.startsWith('page='))
  return `http://${headers['host'] ?? 'localhost'}${path}?${[...kept, `page=${page}`].join('&')}`
}
