import type { EventRecord } from '../dataset.ts'
import { readWord } from './parameters.ts'
import { badRequest } from './refusal.ts'

const enrollmentStatuses = ['ACTIVE', 'COMPLETED', 'CANCELLED'] as const
const eventStatuses = ['ACTIVE', 'COMPLETED', 'VISITED', 'SCHEDULE', 'OVERDUE', 'SKIPPED'] as const

/** A status by which events are asked for; VISITED and OVERDUE are never stored. */
export type EventStatus = (typeof eventStatuses)[number]

/** Reads the enrollment status from its parameter or from the older `programStatus`; both together are refused. */
export function readEnrollmentStatus(query: URLSearchParams, name: 'status' | 'enrollmentStatus'): string | undefined {
  const old = readWord(query, 'programStatus', enrollmentStatuses)
  const status = readWord(query, name, enrollmentStatuses)
  if (old !== undefined && status !== undefined) {
    throw badRequest(
      `Only one parameter of 'programStatus' and '${name}' must be specified. Prefer '${name}' as 'programStatus' will be removed.`,
    )
  }
  return status ?? old
}

/** Reads an event status. */
export function readEventStatus(query: URLSearchParams, name: 'status' | 'eventStatus'): EventStatus | undefined {
  return readWord(query, name, eventStatuses)
}

/** Whether an event of the events endpoint has the status; `now` is the sandbox's time. */
export function hasStatus(event: EventRecord, status: EventStatus, now: string): boolean {
  if (status === 'VISITED') return event.status === 'ACTIVE' && event.occurredAt !== undefined
  if (status === 'OVERDUE') return event.status === 'SCHEDULE' && isPastDay(event.scheduledAt, now)
  return event.status === status
}

/**
 * Whether an event makes its tracked entity match `eventStatus` with `eventOccurredAfter` and `eventOccurredBefore`.
 * SCHEDULE and OVERDUE judge by the scheduled day and by not having occurred, not by the stored status (`HibernateTrackedEntityStore`, 2.42).
 */
export function hasStatusWithin(
  event: EventRecord,
  status: EventStatus,
  within: (time: string | undefined) => boolean,
  now: string,
): boolean {
  if (status === 'COMPLETED') return event.status === 'COMPLETED' && within(event.occurredAt)
  if (status === 'ACTIVE' || status === 'VISITED') return event.status === 'ACTIVE' && within(event.occurredAt)
  if (!within(event.scheduledAt)) return false
  if (status === 'SKIPPED') return event.status === 'SKIPPED'
  if (event.status === 'SKIPPED' || event.occurredAt !== undefined) return false
  if (event.scheduledAt === undefined) return false
  const isPast = isPastDay(event.scheduledAt, now)
  return status === 'OVERDUE' ? isPast : !isPast
}

const isPastDay = (time: string | undefined, now: string): boolean =>
  time !== undefined && time.slice(0, 10) < now.slice(0, 10)
