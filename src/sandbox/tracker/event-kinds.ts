import { eventOrderFields } from './event-order.ts'

/** One of the endpoints of events: from 2.43 on there is one for events of enrollments and one for those of programs without registration. */
export interface EventKind {
  /** The name of the endpoint and the key of its list. */
  key: 'events' | 'trackerEvents' | 'singleEvents'
  /** What its programs must be; undefined for either. */
  isRegistration: boolean | undefined
  orderFields: readonly string[]
  /** Fields that its events never show. */
  hiddenFields: readonly string[]
  /** Parameters that it does not know, and so ignores. */
  ignoredParameters: readonly string[]
}

/** `tracker/events`, of every version. */
export const anyEvents: EventKind = {
  key: 'events',
  isRegistration: undefined,
  orderFields: eventOrderFields,
  hiddenFields: [],
  ignoredParameters: [],
}

/** `tracker/trackerEvents` (recording 468 of 2.43; TrackerEventRequestParams, TrackerEventMapper). */
export const trackerEvents: EventKind = {
  key: 'trackerEvents',
  isRegistration: true,
  orderFields: ['completedAt', 'createdAt', 'occurredAt', 'scheduledAt', 'updatedAt'],
  hiddenFields: ['attributeCategoryOptions'],
  ignoredParameters: ['attributeCategoryOptions'],
}

/** `tracker/singleEvents` (recording 469 of 2.43; SingleEventRequestParams, SingleEventMapper). */
export const singleEvents: EventKind = {
  key: 'singleEvents',
  isRegistration: false,
  orderFields: ['completedAt', 'createdAt', 'occurredAt', 'updatedAt'],
  hiddenFields: ['attributeCategoryOptions', 'programStage', 'enrollment', 'trackedEntity', 'scheduledAt', 'followUp'],
  ignoredParameters: [
    'attributeCategoryOptions',
    'programStage',
    'followUp',
    'trackedEntity',
    'enrollments',
    'enrollmentStatus',
    'programStatus',
    'scheduledAfter',
    'scheduledBefore',
    'enrollmentEnrolledAfter',
    'enrollmentEnrolledBefore',
    'enrollmentOccurredAfter',
    'enrollmentOccurredBefore',
    'filterAttributes',
  ],
}

/** The query without the parameters that an endpoint of events does not know. */
export function knownParameters(query: URLSearchParams, { ignoredParameters }: EventKind): URLSearchParams {
  if (ignoredParameters.length === 0) return query
  const known = new URLSearchParams(query)
  for (const name of ignoredParameters) known.delete(name)
  return known
}
