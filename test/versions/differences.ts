/** An honest difference: on these versions the question is answered otherwise than on the newest that was recorded first, 2.42. */
export interface Difference {
  question: string
  versions: string[]
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
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Conditions on missing values (`isNull`)',
  },
  {
    question: 'a comma',
    versions: ['2.35', '2.38'],
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Conditions whose value holds a comma or a colon',
  },
  {
    question: 'events by attribute',
    versions: ['2.35', '2.38'],
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Events by attributes of their tracked entity',
  },
  {
    question: 'events by enrollment time',
    versions: ['2.35', '2.38'],
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Events by the times of their enrollment',
  },
  {
    question: 'events of enrollments',
    versions: ['2.35'],
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Events of several enrollments',
  },
  {
    question: 'potential duplicate',
    versions: ['2.35'],
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Tracked entities by whether they may be duplicates',
  },
  {
    question: 'events occurred',
    versions: ['2.35', '2.38'],
    text: '`where: { occurredAt }` of the root list of events also finds events that have not occurred, by the day they are planned for',
  },
  {
    question: 'events of an org unit',
    versions: ['2.35', '2.38'],
    text: '`orgUnit` of the root list of events is that of the event itself; in newer versions that of the owner of its tracked entity',
  },
  {
    question: 'a protected entity of another unit',
    versions: ['2.35', '2.38', '2.40', '2.41'],
    code: 'FORBIDDEN',
    text: 'A tracked entity that another organisation unit owns in a protected program; newer versions say `NOT_FOUND`',
  },
  {
    question: 'events sorted by attribute',
    versions: ['2.35', '2.38'],
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Events sorted by attributes, or by `ENROLLED_AT`',
  },
  {
    question: 'enrollments sorted',
    versions: ['2.35'],
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Enrollments in an order of the caller’s (`orderBy`)',
  },
  {
    question: 'enrollments of all programs',
    versions: ['2.43'],
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Root lists of enrollments and events without `program`',
  },
  {
    question: 'entities sorted by ID',
    versions: ['2.43'],
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Tracked entities sorted by `ID`; events sorted by `PROGRAM`',
  },
  {
    question: 'change log',
    versions: ['2.35', '2.38', '2.40'],
    code: 'UNSUPPORTED_BY_SERVER',
    text: 'Change logs',
  },
  {
    question: 'change log',
    versions: ['2.41'],
    text: 'The change log of an event has no changes of its times and place',
  },
  {
    question: 'change log',
    versions: ['2.43'],
    text: 'The change logs have no entries of what an object was created with',
  },
]

/** The page for users. */
export function differencesPage(): string {
  const rows = DIFFERENCES.map(
    ({ versions, text, code }) => `| ${versions.join(', ')} | ${text} | ${code ? `\`${code}\`` : 'another answer'} |`,
  )
  return `# What differs by DHIS2 version

The gateway gives the same answers on every version that it serves, but for these. A test asks the same questions of each version and
fails where an answer differs that is not in this table, or where one in the table does not differ any more.

| DHIS2 | What | What comes |
| --- | --- | --- |
${rows.join('\n')}
`
}
