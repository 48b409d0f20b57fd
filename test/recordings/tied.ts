import { type ComparedResponse, type CompareOptions, differences } from './compare.ts'

/** Answers to one request: as recorded, as the sandbox gave it, and all rows that the sandbox has for it. */
export interface TiedAnswers {
  recorded: ComparedResponse
  page: ComparedResponse
  whole: ComparedResponse
}

/**
 * How a page differs whose rows are alike in what they are sorted by: which of them come first is the database's own choice. The page around
 * the rows is the same and as long, each recorded row is one of the sandbox's, and `sortedBy` gives the same values in the same order.
 */
export function tiedDifferences(
  { recorded, page, whole }: TiedAnswers,
  options: CompareOptions,
  sortedBy: ((id: string) => unknown) | undefined,
): string[] {
  const [wanted, given] = [rowsOf(recorded), rowsOf(page)]
  const found = differences(withRows(recorded, []), withRows(page, []), options)
  if (wanted.length !== given.length) found.push(`${given.length} rows instead of ${wanted.length}`)
  const known = new Map(rowsOf(whole).map((row) => [idOf(row), row]))
  for (const row of wanted) {
    const same = known.get(idOf(row))
    if (same === undefined) found.push(`${idOf(row)} is no row of the sandbox's`)
    else found.push(...differences({ ...recorded, body: { row } }, { ...page, body: { row: same } }, options))
  }
  if (sortedBy !== undefined) {
    const [asRecorded, asGiven] = [wanted, given].map((rows) => JSON.stringify(rows.map((row) => sortedBy(idOf(row)))))
    if (asRecorded !== asGiven) found.push(`sorted ${asGiven} instead of ${asRecorded}`)
  }
  return found
}

/** The path of all rows of a list, in the words of every version. */
export function wholePath(path: string): string {
  const [place = '', query = ''] = path.split('?', 2)
  const kept = query.split('&').filter((part) => !/^(page|pageSize|totalPages|paging|skipPaging)=/.test(part))
  return `${place}?${[...kept, 'paging=false', 'skipPaging=true'].join('&')}`
}

function rowsOf({ body }: ComparedResponse): unknown[] {
  return Object.values(Object(body)).find((value): value is unknown[] => Array.isArray(value)) ?? []
}

function withRows(response: ComparedResponse, rows: unknown[]): ComparedResponse {
  const entries = Object.entries(Object(response.body)).map(([name, value]) => [
    name,
    Array.isArray(value) ? rows : value,
  ])
  return { ...response, body: Object.fromEntries(entries) }
}

function idOf(row: unknown): string {
  const { event, enrollment, trackedEntity } = Object(row)
  return String(event ?? enrollment ?? trackedEntity)
}
