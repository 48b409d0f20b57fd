import type { Dataset, PotentialDuplicateRecord } from '../dataset.ts'
import type { SandboxAnswer, SandboxRequest } from '../exchange.ts'
import { newUid } from '../new-uid.ts'
import { freshObject } from '../user-reference.ts'
import { beginWrite } from '../write/tracker-store.ts'
import { pairProperties } from './duplicate-view.ts'
import { requireTrackedEntity } from './one-record.ts'
import { isUid, readPathUid, readWord } from './parameters.ts'
import { createReader, type Reader } from './reader.ts'
import { badRequest, conflict, forbidden, notFound, Refusal } from './refusal.ts'
import type { TrackerIndex } from './tracker-index.ts'

const statuses = ['ALL', 'OPEN', 'INVALID', 'MERGED'] as const

/** POST potentialDuplicates: marks two tracked entities that the caller may read (recording 538). */
export function markDuplicate(index: TrackerIndex, { body, user }: SandboxRequest): SandboxAnswer {
  const { potentialDuplicates, version } = index.dataset
  const { original, duplicate, status = 'OPEN' } = Object(body)
  const sides = { original: requireSide(original, 'original'), duplicate: requireSide(duplicate, 'duplicate') }
  const isMarked = potentialDuplicates.some(
    (pair) =>
      (pair.original === sides.original && pair.duplicate === sides.duplicate) ||
      (pair.original === sides.duplicate && pair.duplicate === sides.original),
  )
  const marked = conflict(`'${original}' and '${duplicate} is already marked as a potential duplicate`)
  // From 2.42 on this is asked before the entities are read.
  if (isMarked && version.legacyTracker === undefined) throw marked
  const reader = createReader(index, user)
  for (const id of [sides.original, sides.duplicate]) checkReadable(index, reader, id)
  if (isMarked) throw marked
  if (status !== 'OPEN') {
    throw conflict(`Invalid status ${status}, creating potential duplicate is allowed using: OPEN`)
  }
  const created = beginWrite(index.dataset, user).nextMoment()
  const { username } = user
  const pair: PotentialDuplicateRecord = {
    id: newUid(),
    ...sides,
    status: 'OPEN',
    created,
    lastUpdated: created,
    createdBy: username,
    lastUpdatedBy: username,
  }
  potentialDuplicates.push(pair)
  const shown = pairProperties(index.dataset, pair)
  const fresh = version.metadata.hasFavorites ? freshObject(index.dataset, username) : {}
  return { status: 200, body: { ...shown, ...fresh } }
}

/** PUT potentialDuplicates/{id}?status=: any user may change a pair that is not merged (recording 541). */
export function setDuplicateStatus(index: TrackerIndex, { query, user }: SandboxRequest, uid: string): SandboxAnswer {
  const { version, potentialDuplicates } = index.dataset
  const id = version.tracker.refusesMalformedUids ? readPathUid(uid) : uid
  const status = readWord(query, 'status', statuses)
  if (status === undefined) throw badRequest(`Valid deduplication status are : ${statuses.join(',')}`)
  const at = potentialDuplicates.findIndex((candidate) => candidate.id === id)
  const pair = potentialDuplicates[at]
  if (pair === undefined) throw missingPair(index.dataset, id)
  if (status === 'MERGED') throw badRequest("Can't update a potential duplicate to MERGED")
  if (pair.status === 'MERGED') throw badRequest("Can't update a potential duplicate that is already MERGED")
  potentialDuplicates[at] = {
    ...pair,
    status: status === 'ALL' ? pair.status : status,
    lastUpdated: beginWrite(index.dataset, user).nextMoment(),
    lastUpdatedBy: user.username,
  }
  return { status: 200, body: '' }
}

/** The refusal of a pair that is not there, in the words of the version. */
export function missingPair({ version }: Dataset, id: string): Refusal {
  if (version.legacyTracker === undefined) return notFound('PotentialDuplicate', id)
  return new Refusal(404, `No potentialDuplicate records found with id '${id}'.`, 'E1005')
}

function requireSide(id: unknown, name: string): string {
  if (typeof id !== 'string') throw badRequest(`Missing required input property '${name}'`)
  if (!isUid(id)) throw badRequest(`'${id}' is not valid value for property '${name}'`)
  return id
}

function checkReadable(index: TrackerIndex, reader: Reader, id: string): void {
  if (index.dataset.version.legacyTracker === undefined) {
    requireTrackedEntity(index, reader, new URLSearchParams(), id)
    return
  }
  if (!index.dataset.trackedEntities.has(id)) {
    throw new Refusal(404, `No tracked entity instance found with id '${id}'.`, 'E1005')
  }
  if (!reader.canReadSide({ kind: 'trackedEntity', id })) throw forbidden(`You don't have read access to '${id}'.`)
}
