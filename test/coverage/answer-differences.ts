import { type ComparedResponse, type CompareOptions, differences } from '../recordings/compare.ts'
import { withoutWritten } from '../recordings/written.ts'
import type { EquivalentAnswer } from './ask-equivalent.ts'
import { type GraphObject, isGraphObject } from './wire-answer.ts'

/** An answer that is no refusal. */
export type Answered = Extract<EquivalentAnswer, { body: GraphObject }>

/** How the graph's values differ from the recorded ones. */
export function valueDifferences(recorded: unknown, given: unknown, options: CompareOptions): string[] {
  return differences(response(recorded), response(given), options)
}

/**
 * How the moments of the graph's answer differ from those that the sandbox gives over REST to the same request, row by row of a list that
 * is in no order. The recordings cannot tell: theirs are those of another server's import.
 */
export function momentDifferences(live: unknown, given: unknown, listName: string): string[] {
  const [wanted, actual] = [live, given].map((body) => withNamedMoments(onlyRows(body, listName)))
  return valueDifferences(wanted, actual, {})
}

function onlyRows(body: unknown, listName: string): unknown {
  return isGraphObject(body) && Array.isArray(body[listName]) ? { [listName]: body[listName] } : body
}

const moments = new Set(['createdAt', 'updatedAt', 'completedAt', 'storedAt', 'createdAtClient', 'updatedAtClient'])

/** With other names for the moments, which are compared by kind under their own. */
function withNamedMoments(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNamedMoments)
  if (!isGraphObject(value)) return value
  const renamed = Object.entries(value).map(([name, inner]) => [
    moments.has(name) ? `${name} exactly` : name,
    withNamedMoments(inner),
  ])
  return Object.fromEntries(renamed)
}

/** A recorded list and the graph's answer to the same question. */
export interface AnsweredList {
  listName: string
  recorded: unknown
  answer: Answered
  /** Asks for the whole list, where the rows of the recorded page must be found. */
  askAll: () => Promise<EquivalentAnswer>
  /** Whether the recording holds rows that the recorders had written. */
  holdsWritten: boolean
  options: CompareOptions
}

/** How the graph's list differs from the recorded one. Rows that tie in the recorded order may stand in each other's places. */
export async function listDifferences(list: AnsweredList): Promise<string[]> {
  const { listName, answer, options, holdsWritten } = list
  const tellsNeighbours = !isGraphObject(list.recorded) || list.recorded['page'] === undefined
  const [recorded, shown] = [pagerAsShown(list.recorded, tellsNeighbours), pagerAsTold(answer.body, tellsNeighbours)]
  const [wanted, given] = holdsWritten
    ? withoutWritten(response(recorded), response(shown))
    : [response(recorded), response(shown)]
  const found = differences(wanted, given, options)
  const isOrdered = answer.sortKeys.some((key) => key !== '[]')
  if (found.length === 0 || !isOrdered) return found
  const pagers = differences(withoutRows(wanted, listName), withoutRows(given, listName), options)
  return [...pagers, ...(await tieDifferences(rowsOf(wanted.body, listName), list))]
}

/** Each recorded row is in the whole list with the same values, and sorts like the row that stands in its place. */
async function tieDifferences(
  recorded: unknown[],
  { listName, answer, askAll, options }: AnsweredList,
): Promise<string[]> {
  const all = await askAll()
  if ('errors' in all) return [`refused: ${JSON.stringify(all.errors)}`]
  const rows = rowsOf(all.body, listName)
  return recorded.flatMap((row, place) => {
    const index = rows.findIndex((candidate) => idOf(candidate) === idOf(row))
    if (index < 0) return [`${idOf(row)} is missing`]
    const keys = [all.sortKeys[index], answer.sortKeys[place]]
    const misplaced = keys[0] === keys[1] ? [] : [`row ${place} sorts by ${keys[1]} instead of ${keys[0]}`]
    return [...misplaced, ...valueDifferences(row, rows[index], options)]
  })
}

/** A row's own UID: an event names its enrollment too, and both their tracked entity. */
function idOf(row: unknown): unknown {
  return isGraphObject(row)
    ? (row['relationship'] ?? row['event'] ?? row['enrollment'] ?? row['trackedEntity'])
    : undefined
}

function rowsOf(body: unknown, listName: string): unknown[] {
  const rows = isGraphObject(body) ? body[listName] : undefined
  return Array.isArray(rows) ? rows : []
}

function withoutRows(compared: ComparedResponse, listName: string): ComparedResponse {
  return { ...compared, body: { ...Object(compared.body), [listName]: [] } }
}

function response(body: unknown): ComparedResponse {
  return { status: 200, headers: {}, body }
}

/** Of a recorded pager what a connection tells: the total, and whether there are rows before and behind, which 2.41 does not say. */
function pagerAsShown(body: unknown, tellsNeighbours: boolean): unknown {
  if (!isGraphObject(body) || !isGraphObject(body['pager'])) return body
  const lists = Object.fromEntries(Object.entries(body).filter(([, value]) => Array.isArray(value)))
  const { total, nextPage, prevPage } = body['pager']
  const neighbours = { hasNextPage: nextPage !== undefined, hasPreviousPage: prevPage !== undefined }
  return { ...lists, pager: { ...(tellsNeighbours && neighbours), ...(total !== undefined && { total }) } }
}

function pagerAsTold(body: GraphObject, tellsNeighbours: boolean): GraphObject {
  const { pager } = body
  if (tellsNeighbours || !isGraphObject(pager)) return body
  const { total } = pager
  return { ...body, pager: total === undefined ? {} : { total } }
}
