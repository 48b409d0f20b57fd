/** An honest difference: on these versions the question is answered otherwise than on the others. */
export interface Difference {
  question: string
  versions: string[]
  /** What these versions lack, as the graph names it; each capability has its difference. */
  capability?: string
  /** A file of schema/operations that is answered otherwise for the same reason. */
  operation?: string
  /** The code of the error that comes instead; where it is left out the answer itself differs. */
  code?: string
  /** What a user is told. */
  text: string
}

/** All of them: a test fails where an answer differs and is not here, or is here and does not differ. */
export const DIFFERENCES: Difference[] = [
  {
    question: 'isNull',
    versions: ['2.35', '2.38', '2.40', '2.41'],
    capability: 'NULL_CONDITIONS',
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Conditions on missing values (`isNull`)',
  },
  {
    question: 'a comma',
    versions: ['2.35', '2.38'],
    capability: 'ESCAPED_CONDITIONS',
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Conditions whose value holds a comma or a colon',
  },
  {
    question: 'events by attribute',
    versions: ['2.35', '2.38'],
    capability: 'EVENTS_BY_ATTRIBUTES',
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Events by attributes of their tracked entity',
  },
  {
    question: 'events by enrollment time',
    versions: ['2.35', '2.38'],
    capability: 'EVENTS_BY_ATTRIBUTES',
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Events by the times of their enrollment',
  },
  {
    question: 'events of enrollments',
    versions: ['2.35'],
    capability: 'EVENTS_BY_ENROLLMENTS',
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Events of several enrollments',
  },
  {
    question: 'potential duplicate',
    versions: ['2.35'],
    capability: 'POTENTIAL_DUPLICATE_CONDITION',
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Tracked entities by whether they may be duplicates',
  },
  {
    question: 'events occurred',
    versions: ['2.35', '2.38'],
    capability: 'EXACT_OCCURRED_AT',
    text: '`where: { occurredAt }` of the root list of events also finds events that have not occurred, by the day they are planned for',
  },
  {
    question: 'events of an org unit',
    versions: ['2.35', '2.38'],
    capability: 'EVENTS_BY_OWNER',
    text: '`orgUnit` of the root list of events is that of the event itself; in newer versions that of the owner of its tracked entity',
  },
  {
    question: 'a protected entity of another unit',
    versions: ['2.35', '2.38', '2.40', '2.41'],
    capability: 'HIDES_PROTECTED',
    code: 'FORBIDDEN',
    text: 'A tracked entity that another organisation unit owns in a protected program; newer versions say `NOT_FOUND`',
  },
  {
    question: 'an entity outside the search scope',
    versions: ['2.35', '2.38'],
    code: 'FORBIDDEN',
    text: 'A tracked entity of an organisation unit outside the search scope; newer versions say `NOT_FOUND`',
  },
  {
    question: 'events sorted by attribute',
    versions: ['2.35', '2.38'],
    capability: 'ORDER_EVENTS_BY_ATTRIBUTES',
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Events sorted by attributes, or by `ENROLLED_AT`',
  },
  {
    question: 'enrollments sorted',
    versions: ['2.35'],
    capability: 'ORDER_ENROLLMENTS',
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Enrollments in an order of the caller’s (`orderBy`)',
  },
  {
    question: 'enrollments of all programs',
    versions: ['2.43'],
    capability: 'LISTS_ACROSS_PROGRAMS',
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Root lists of enrollments and events without `program`',
  },
  {
    question: 'entities sorted by ID',
    versions: ['2.43'],
    capability: 'ORDER_TRACKED_ENTITIES_BY_ID',
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Tracked entities sorted by `ID`',
  },
  {
    question: 'events sorted by program',
    versions: ['2.43'],
    capability: 'ORDER_EVENTS_BY_PROGRAM',
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Events sorted by `PROGRAM`',
  },
  {
    question: 'enrollments sorted by time',
    versions: ['2.35', '2.41', '2.42'],
    capability: 'ORDER_ENROLLMENTS_BY_TIMES',
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Enrollments sorted by `CREATED_AT` and `UPDATED_AT`',
  },
  {
    question: 'enrollments by type',
    versions: ['2.43'],
    capability: 'ENROLLMENTS_BY_TYPE',
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Enrollments by the type of their tracked entity',
  },
  {
    question: 'deleted relationships',
    versions: ['2.35', '2.38'],
    capability: 'DELETED_RELATIONSHIPS',
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Deleted relationships',
  },
  {
    question: 'an entity without a program',
    versions: ['2.40'],
    operation: 'Family.graphql',
    text: '`trackedEntity` without `program`, and the end of a relationship, show the attributes of programs too; other versions those of the type',
  },
  {
    question: 'a page without an order',
    versions: ['2.35', '2.38', '2.40'],
    text: 'Rows without `orderBy` come in an order of their own, mostly that of their UIDs; from 2.41 on newest first',
  },
  {
    question: 'change log',
    versions: ['2.35', '2.38', '2.40'],
    capability: 'CHANGE_LOGS',
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Change logs',
  },
  {
    question: 'change log',
    versions: ['2.41'],
    capability: 'CHANGE_LOGS_OF_EVENT_FIELDS',
    text: 'The change log of an event has no changes of its times and place',
  },
  {
    question: 'change log',
    versions: ['2.43'],
    capability: 'CHANGE_LOGS_OF_ALL_PROGRAMS',
    text: 'A change log is empty unless its program or type asks for one (`enableChangeLog`)',
  },
]

/** The page for users. */
export function differencesPage(): string {
  const rows = DIFFERENCES.map(
    ({ versions, text, code, capability }) =>
      `| ${versions.join(', ')} | ${text} | ${code ? `\`${code}\`` : 'another answer'} | ${capability ? `\`${capability}\`` : ''} |`,
  )
  return `# What differs by DHIS2 version

The gateway gives the same answers on every version that it serves, but for these. A test asks the same questions of each version and
fails where an answer differs that is not in this table, or where one in the table does not differ any more.

\`server { version capabilities }\` and \`doctor\` tell which of them the server behind the gateway can do, by the name in the last column;
\`TRACKER_API\` is there too where /api/tracker is used, which makes no difference to answers but those of 2.35.
An unknown newer version is served as 2.43, with a warning in the log and from \`doctor\`; one older than 2.35 is refused.

| DHIS2 | What | What comes | Lacks |
| --- | --- | --- | --- |
${rows.join('\n')}
`
}
