import type { Dataset, PotentialDuplicateRecord } from '../dataset.ts'
import type { SandboxAnswer, SandboxRequest, SandboxRoute } from '../exchange.ts'
import { applyFields, parseFields } from '../fields.ts'
import { pairProperties, wholePair } from './duplicate-view.ts'
import { markDuplicate, missingPair, setDuplicateStatus } from './duplicate-writes.ts'
import { type OrderTerm, type OrderValue, readOrder, sortRows } from './order.ts'
import { listAnswer, readPaging } from './paging.ts'
import { readPathUid, readUids, readWord } from './parameters.ts'
import { Refusal, refusalAnswer } from './refusal.ts'
import type { TrackerIndex } from './tracker-index.ts'
import { importer } from './user-view.ts'

const statuses = ['ALL', 'OPEN', 'INVALID', 'MERGED'] as const

/** `potentialDuplicates`, the list and one by id, for every user: DHIS2 2.42 does not ask whether the caller may read the entities named. Pairs are marked by who may read both. */
export function createPotentialDuplicatesRoute(dataset: Dataset, living: () => TrackerIndex): SandboxRoute {
  return (request) => {
    const [name, uid, ...rest] = request.path.split('/')
    if (name !== 'potentialDuplicates' || rest.length > 0) return undefined
    try {
      if (request.method === 'POST' && uid === undefined) return markDuplicate(living(), request)
      if (request.method === 'PUT' && uid !== undefined) return setDuplicateStatus(living(), request, uid)
      if (request.method !== 'GET') return undefined
      return uid === undefined ? listed(dataset, request) : one(dataset, uid)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return refusalAnswer(dataset.version.codesErrors ? error : new Refusal(error.status, error.message))
    }
  }
}

function listed(dataset: Dataset, request: SandboxRequest): SandboxAnswer {
  const { query } = request
  const status = readWord(query, 'status', statuses) ?? 'OPEN'
  const entities = readUids(query, dataset.version.tracker.duplicates === 'paged' ? 'trackedEntities' : 'teis')
  const order = readPropertyOrder(query)
  const paging = readPaging(withoutTotals(query), dataset.version.tracker)
  const isWanted = (pair: PotentialDuplicateRecord): boolean =>
    (status === 'ALL' || pair.status === status) &&
    (entities.size === 0 || entities.has(pair.original) || entities.has(pair.duplicate))
  const fields = query.getAll('fields').join(',')
  const isWhole = fields === '' && dataset.version.tracker.duplicates === 'identifiableObjects'
  const tree = parseFields(isWhole ? '*' : fields || 'id,created,lastUpdated,original,duplicate,status')
  const show = (pair: PotentialDuplicateRecord): Record<string, unknown> =>
    applyFields(tree, isWhole ? wholePair(dataset, pair) : pairProperties(dataset, pair))
  const rows = sortRows(dataset.potentialDuplicates.filter(isWanted), order, orderValue(dataset))
  const facts = dataset.version.tracker
  if (facts.duplicates !== 'paged') {
    const pairs = rows.slice(0, paging?.pageSize).map(show)
    const pageSize = paging?.pageSize
    const pager = { page: 1, pageCount: 1, total: rows.length, pageSize }
    const body =
      facts.duplicates === 'flat' ? { pageSize, potentialDuplicates: pairs } : { pager, identifiableObjects: pairs }
    return { status: 200, body, headers: uncached }
  }
  const answer = listAnswer(request, paging, rows, {
    key: 'potentialDuplicates',
    pageShape: facts.pageShape,
    show,
  })
  return facts.forbidsCachingDuplicates ? { ...answer, headers: uncached } : answer
}

const uncached = { 'cache-control': 'no-cache, no-store, max-age=0, must-revalidate' }

/** Without `fields`: DHIS2 2.42 prints the whole object here. */
function one(dataset: Dataset, uid: string): SandboxAnswer {
  const id = readPathUid(uid)
  const pair = dataset.potentialDuplicates.find((candidate) => candidate.id === id)
  if (pair === undefined) throw missingPair(dataset, id)
  return { status: 200, body: pairProperties(dataset, pair) }
}

/** This list knows no totals. */
function withoutTotals(query: URLSearchParams): URLSearchParams {
  const known = new URLSearchParams(query)
  known.delete('totalPages')
  return known
}

/** Stored properties by which DHIS2 can order; any other name fails in its query builder. */
const stored = [
  'id',
  'uid',
  'created',
  'lastUpdated',
  'original',
  'duplicate',
  'status',
  'createdByUserName',
  'lastUpdatedByUserName',
]

function readPropertyOrder(query: URLSearchParams): OrderTerm[] {
  const names = query.getAll('order').flatMap((text) => text.split(','))
  const unknown = names
    .map((name) => name.trim().split(':')[0] ?? '')
    .find((name) => name !== '' && !stored.includes(name))
  if (unknown !== undefined) {
    throw new Refusal(500, `Unable to locate Attribute  with the the given name [${unknown}] on this ManagedType`)
  }
  return readOrder(query, stored)
}

function orderValue({
  potentialDuplicates,
}: Dataset): (field: string) => (pair: PotentialDuplicateRecord) => OrderValue {
  const names = ['created', 'lastUpdated', 'original', 'duplicate', 'status'] as const
  return (field) => {
    // In DHIS2's queries `id` is the number of the row.
    if (field === 'id') return (pair) => potentialDuplicates.indexOf(pair)
    if (field === 'uid') return ({ id }) => id
    const name = names.find((candidate) => candidate === field)
    if (name !== undefined) return (pair) => pair[name]
    const isAuthor = field === 'createdByUserName'
    return ({ createdBy, lastUpdatedBy }) => (isAuthor ? createdBy : lastUpdatedBy) ?? importer
  }
}
