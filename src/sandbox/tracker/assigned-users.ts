import type { EventRecord } from '../dataset.ts'
import { readUids, readWord } from './parameters.ts'
import type { Reader } from './reader.ts'
import { conflict } from './refusal.ts'
import type { TrackerIndex } from './tracker-index.ts'

const modes = ['CURRENT', 'PROVIDED', 'NONE', 'ANY', 'ALL'] as const

/** Reads `assignedUsers` and `assignedUserMode` into a test of events; undefined when every event passes. */
export function readAssignedUsers(
  query: URLSearchParams,
  index: TrackerIndex,
  reader: Reader,
): ((event: EventRecord) => boolean) | undefined {
  const users = readUids(query, 'assignedUsers')
  const mode = readWord(query, 'assignedUserMode', modes) ?? (users.size > 0 ? 'PROVIDED' : 'ALL')
  if (mode === 'PROVIDED' && users.size === 0) {
    if (!index.dataset.version.tracker.refusesNobodyProvided) return () => false
    throw conflict('Assigned User uid(s) must be specified if selectionMode is PROVIDED')
  }
  if (mode !== 'PROVIDED' && users.size > 0) {
    throw conflict('Assigned User uid(s) cannot be specified if selectionMode is not PROVIDED')
  }
  if (mode === 'ALL') return undefined
  if (mode === 'NONE') return ({ assignedUser }) => assignedUser === undefined
  if (mode === 'ANY') return ({ assignedUser }) => assignedUser !== undefined
  const wanted = mode === 'CURRENT' ? new Set([reader.user.id]) : users
  return ({ assignedUser }) => {
    const user = assignedUser === undefined ? undefined : index.dataset.users.get(assignedUser)
    return user !== undefined && wanted.has(user.id)
  }
}
