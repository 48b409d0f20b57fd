import type { FailedQuery, TrackerFacts } from '../versions/version-facts.ts'
import { isUid } from './parameters.ts'
import { badRequest, badValue, Refusal } from './refusal.ts'

/** One term of `order`. */
export interface OrderTerm {
  field: string
  descending: boolean
}

/** A value to order by; undefined is SQL's null: last when ascending, first when descending. */
export type OrderValue = string | number | boolean | undefined

/** Reads `order` (`field:desc,UID`, repeatable); `uidMeaning` says which UIDs may stand in it, none when undefined. */
export function readOrder(query: URLSearchParams, fields: readonly string[], uidMeaning?: string): OrderTerm[] {
  const terms = query
    .getAll('order')
    .flatMap((value) => value.split(','))
    .filter((text) => text.trim() !== '')
    .map(parseTerm)
  const suffix = `Supported ${uidMeaning === undefined ? 'fields are' : `are ${uidMeaning} UIDs and fields`} '${fields.join(', ')}'. All of which can at most be specified once.`
  const wrong = terms.filter(({ field }) => !fields.includes(field) && (uidMeaning === undefined || !isUid(field)))
  if (wrong.length > 0) {
    const names = [...new Set(wrong.map(({ field }) => field))].join(', ')
    throw badRequest(`order parameter is invalid. Cannot order by '${names}'. ${suffix}`)
  }
  const repeated = terms.filter(({ field }, at) => terms.findIndex((other) => other.field === field) !== at)
  if (repeated.length > 0) {
    const names = [...new Set(repeated.map(({ field }) => field))].join(', ')
    throw badRequest(`order parameter is invalid. '${names}' are repeated. ${suffix}`)
  }
  return terms
}

function parseTerm(text: string): OrderTerm {
  const [field = '', direction = 'asc', ...rest] = text.trim().split(':')
  const word = direction.toLowerCase()
  if (rest.length > 0 || (word !== 'asc' && word !== 'desc')) {
    throw badValue(
      `'${direction}' is not a valid sort direction. Valid values are: [ASC, DESC]. Order parameter is '${text}'.`,
    )
  }
  return { field, descending: word === 'desc' }
}

/** Refuses an order that the version takes and its database then fails on: a defect, kept because clients must live with it. */
export function refuseFailingOrder(terms: OrderTerm[], failing: Readonly<Record<string, FailedQuery>>): void {
  for (const { field } of terms) {
    const failed = failing[field]
    if (failed !== undefined) throw new Refusal(409, failed.message, failed.errorCode, failed.devMessage)
  }
}

/** The rows, which come newest first, in the order asked for; `ties` says how rows alike in all terms follow each other. */
export function sortRows<Row>(
  rows: Row[],
  terms: OrderTerm[],
  readerOf: (field: string) => (row: Row) => OrderValue,
  ties: TrackerFacts['ties'] = 'newestFirst',
): Row[] {
  if (terms.length === 0) return rows
  const readers = terms.map(({ field, descending }) => ({ read: readerOf(field), sign: descending ? -1 : 1 }))
  const oldestFirst = ties === 'asFirstTerm' && terms[0]?.descending === false
  const keyed = (oldestFirst ? rows.toReversed() : rows).map((row) => ({
    row,
    keys: readers.map(({ read }) => read(row)),
  }))
  keyed.sort((one, other) => {
    for (let at = 0; at < readers.length; at++) {
      const compared = compareValues(one.keys[at], other.keys[at])
      if (compared !== 0) return compared * (readers[at]?.sign ?? 1)
    }
    return 0
  })
  return keyed.map(({ row }) => row)
}

/** Texts compare by code unit, as the recorded server's database does (`A9` before `a1`). */
function compareValues(one: OrderValue, other: OrderValue): number {
  if (one === other) return 0
  if (one === undefined) return 1
  if (other === undefined) return -1
  return one < other ? -1 : 1
}
