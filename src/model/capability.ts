import type { Capabilities } from './server-info.ts'

/** Something that not every version of DHIS2 can do, and that a front end may branch on. */
export interface Capability {
  /** Its name in the graph and in `doctor`. */
  name: string
  description: string
  isThere: (capabilities: Capabilities) => boolean
}

/** All of them; a test holds them against what the versions really answer (docs/versions.md). */
export const CAPABILITIES: readonly Capability[] = [
  {
    name: 'TRACKER_API',
    description: 'It is asked by /api/tracker; else by the endpoints that DHIS2 had before, until 2.41.',
    isThere: ({ dialect }) => dialect !== 'LEGACY',
  },
  {
    name: 'LISTS_ACROSS_PROGRAMS',
    description: 'Lists enrollments and events without a program.',
    isThere: ({ listsNeedProgram }) => !listsNeedProgram,
  },
  {
    name: 'ENROLLMENTS_BY_TYPE',
    description: 'Narrows enrollments by the type of their tracked entity.',
    isThere: ({ enrollmentsByType }) => enrollmentsByType,
  },
  {
    name: 'EVENTS_BY_ENROLLMENTS',
    description: 'Lists the events of several enrollments.',
    isThere: ({ eventsByEnrollments }) => eventsByEnrollments,
  },
  {
    name: 'EVENTS_BY_ATTRIBUTES',
    description: 'Narrows events by attributes of their tracked entity, and by the times of their enrollment.',
    isThere: ({ eventsByAttributes }) => eventsByAttributes,
  },
  {
    name: 'EVENTS_BY_OWNER',
    description:
      'The organisation unit of a list of events is that which owns the tracked entity; else that of the event itself.',
    isThere: ({ eventsByOwner }) => eventsByOwner,
  },
  {
    name: 'EXACT_OCCURRED_AT',
    description:
      'A list of events by occurredAt holds those that occurred; else also those that did not yet, by the day they are planned for.',
    isThere: ({ exactOccurredAt }) => exactOccurredAt,
  },
  {
    name: 'NULL_CONDITIONS',
    description: 'Finds missing values (isNull).',
    isThere: ({ nullFilters }) => nullFilters,
  },
  {
    name: 'ESCAPED_CONDITIONS',
    description: 'Takes a value that holds a comma or a colon in conditions.',
    isThere: ({ filterEscapes }) => filterEscapes,
  },
  {
    name: 'POTENTIAL_DUPLICATE_CONDITION',
    description: 'Narrows tracked entities by whether they may be duplicates.',
    isThere: ({ potentialDuplicateFilter }) => potentialDuplicateFilter,
  },
  {
    name: 'DELETED_RELATIONSHIPS',
    description: 'Lists deleted relationships.',
    isThere: ({ deletedRelationships }) => deletedRelationships,
  },
  {
    name: 'ORDER_TRACKED_ENTITIES_BY_ID',
    description: 'Sorts tracked entities by ID.',
    isThere: ({ orderByUid }) => orderByUid.trackedEntities,
  },
  {
    name: 'ORDER_ENROLLMENTS',
    description: 'Sorts enrollments as the caller wants.',
    isThere: ({ sortsEnrollments }) => sortsEnrollments,
  },
  {
    name: 'ORDER_ENROLLMENTS_BY_TIMES',
    description: 'Sorts enrollments by CREATED_AT and UPDATED_AT.',
    isThere: ({ sortsEnrollments, orderEnrollmentsByTimes }) => sortsEnrollments && orderEnrollmentsByTimes,
  },
  {
    name: 'ORDER_EVENTS_BY_PROGRAM',
    description: 'Sorts events by PROGRAM.',
    isThere: ({ orderEventsByProgram }) => orderEventsByProgram,
  },
  {
    name: 'ORDER_EVENTS_BY_ATTRIBUTES',
    description: 'Sorts events by attributes of their tracked entity, and by ENROLLED_AT.',
    isThere: ({ orderEventsByEnrollment }) => orderEventsByEnrollment,
  },
  {
    name: 'CHANGE_LOGS',
    description: 'Keeps change logs of tracked entities and events.',
    isThere: ({ changeLogs }) => changeLogs,
  },
  {
    name: 'CHANGE_LOGS_OF_EVENT_FIELDS',
    description: 'The change log of an event holds changes of its times and place.',
    isThere: ({ logsEventFields }) => logsEventFields,
  },
  {
    name: 'CHANGE_LOGS_OF_ALL_PROGRAMS',
    description: 'Every program and type has change logs; else only one that asks for them (enableChangeLog).',
    isThere: ({ logsAllPrograms }) => logsAllPrograms,
  },
  {
    name: 'HIDES_PROTECTED',
    description:
      'A tracked entity that another organisation unit owns in a protected program is NOT_FOUND; else FORBIDDEN, which tells that it is there.',
    isThere: ({ hidesProtected }) => hidesProtected,
  },
]

/** The names of what a server can do, and of what it cannot. */
export function namedCapabilities(capabilities: Capabilities): { can: string[]; cannot: string[] } {
  const names = (isThere: boolean): string[] =>
    CAPABILITIES.filter((capability) => capability.isThere(capabilities) === isThere).map(({ name }) => name)
  return { can: names(true), cannot: names(false) }
}
