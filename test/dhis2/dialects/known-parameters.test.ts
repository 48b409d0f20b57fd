import { describe, expect, test } from 'vitest'
import { capabilitiesOf, parseVersion } from '../../../src/dhis2/dialects/capabilities.ts'
import type { Dialect } from '../../../src/dhis2/dialects/dialect.ts'
import { createInstancesDialect } from '../../../src/dhis2/dialects/instances.ts'
import { createLegacyDialect } from '../../../src/dhis2/dialects/legacy.ts'
import { createModernDialect } from '../../../src/dhis2/dialects/modern.ts'
import type { DialectName } from '../../../src/model/server-info.ts'
import type { TrackerKind } from '../../../src/model/tracker.ts'
import type {
  EnrollmentQuery,
  EventQuery,
  RelationshipQuery,
  TrackedEntityQuery,
  TrackerQuery,
} from '../../../src/model/tracker-query.ts'

const UID = 'abcdefghijk'
const range = { after: '2026-01-01', before: '2026-02-01' }
const list = {
  program: UID,
  orgUnits: [UID],
  orgUnitMode: 'DESCENDANTS',
  updatedAt: range,
  updatedWithin: 'P1D',
  followUp: true,
  includeDeleted: true,
  order: [{ by: 'createdAt', direction: 'asc' }],
} as const

/** Questions that ask for everything at once: the type demands that a new property is added here. */
const EVERYTHING: {
  trackedEntities: Required<TrackedEntityQuery>
  enrollments: Required<EnrollmentQuery>
  events: Required<EventQuery>
  relationships: Required<RelationshipQuery>
} = {
  trackedEntities: {
    ...list,
    kind: 'trackedEntities',
    orgUnits: [UID],
    order: [...list.order],
    trackedEntityType: UID,
    ids: [UID],
    enrollmentStatus: 'ACTIVE',
    enrolledAt: range,
    enrollmentOccurredAt: range,
    programStage: UID,
    eventStatus: 'ACTIVE',
    eventOccurredAt: range,
    potentialDuplicate: true,
    attributes: [{ of: UID, operator: 'eq', values: ['a'] }],
    assignedUsers: [UID],
    assignedUserMode: 'PROVIDED',
  },
  enrollments: {
    ...list,
    kind: 'enrollments',
    orgUnits: [UID],
    order: [...list.order],
    trackedEntity: UID,
    trackedEntityType: UID,
    ids: [UID],
    status: 'ACTIVE',
    enrolledAt: range,
    updatedAt: { after: '2026-01-01' },
  },
  events: {
    ...list,
    kind: 'events',
    orgUnits: [UID],
    order: [...list.order],
    programStage: UID,
    trackedEntity: UID,
    enrollments: [UID],
    ids: [UID],
    status: 'ACTIVE',
    enrollmentStatus: 'ACTIVE',
    occurredAt: range,
    scheduledAt: range,
    enrolledAt: range,
    enrollmentOccurredAt: range,
    dataValues: [{ of: UID, operator: 'eq', values: ['a'] }],
    attributes: [{ of: UID, operator: 'eq', values: ['a'] }],
    assignedUsers: [UID],
    assignedUserMode: 'PROVIDED',
    attributeCategoryCombo: UID,
    attributeCategoryOptions: [UID],
  },
  relationships: {
    kind: 'relationships',
    of: { kind: 'trackedEntities', id: UID },
    includeDeleted: true,
    order: [...list.order],
  },
}

const words = (text: string): string[] => text.trim().split(/\s+/)
const PAGING = words('page pageSize totalPages fields order')
const TE =
  words(`program programStage followUp updatedAfter updatedBefore updatedWithin enrollmentEnrolledAfter enrollmentEnrolledBefore
  enrollmentOccurredAfter enrollmentOccurredBefore trackedEntityType assignedUserMode eventStatus eventOccurredAfter eventOccurredBefore
  includeDeleted filter potentialDuplicate`)
const EN = words(
  'program followUp updatedAfter updatedWithin enrolledAfter enrolledBefore trackedEntity includeDeleted trackedEntityType',
)
const EV =
  words(`program programStage followUp trackedEntity occurredAfter occurredBefore scheduledAfter scheduledBefore updatedAfter updatedBefore
  updatedWithin status assignedUserMode includeDeleted orgUnit enrollments filter filterAttributes enrollmentEnrolledAfter enrollmentEnrolledBefore
  enrollmentOccurredAfter enrollmentOccurredBefore`)

/** The parameters that each family of versions knows (matrix §2, §3, §9): DHIS2 ignores any other, and answers with everything. */
const KNOWN: Record<DialectName, Record<TrackerKind, string[]>> = {
  MODERN: {
    trackedEntities: [
      ...TE,
      ...words('orgUnits orgUnitMode trackedEntities assignedUsers programStatus enrollmentStatus'),
    ],
    enrollments: [...EN, ...words('orgUnits orgUnitMode enrollments programStatus status')],
    events: [
      ...EV,
      ...words(
        'orgUnitMode events programStatus enrollmentStatus attributeCategoryCombo attributeCategoryOptions assignedUsers',
      ),
    ],
    relationships: words('trackedEntity enrollment event includeDeleted'),
  },
  INSTANCES: {
    trackedEntities: [...TE, ...words('orgUnit ouMode trackedEntity assignedUser programStatus')],
    enrollments: [...EN, ...words('orgUnit ouMode enrollment programStatus')],
    events: [...EV, ...words('ouMode event programStatus attributeCc attributeCos assignedUser')],
    relationships: words('trackedEntity enrollment event includeDeleted'),
  },
  LEGACY: {
    trackedEntities:
      words(`program programStage followUp lastUpdatedStartDate lastUpdatedEndDate lastUpdatedDuration programEnrollmentStartDate
      programEnrollmentEndDate programIncidentStartDate programIncidentEndDate trackedEntityType assignedUserMode assignedUser eventStatus
      eventStartDate eventEndDate includeDeleted filter ou ouMode trackedEntityInstance programStatus potentialDuplicate`),
    enrollments: words(
      'program followUp lastUpdated lastUpdatedDuration programStartDate programEndDate trackedEntityInstance includeDeleted trackedEntityType ou ouMode enrollment programStatus',
    ),
    events:
      words(`program programStage followUp trackedEntityInstance startDate endDate dueDateStart dueDateEnd lastUpdatedStartDate
      lastUpdatedEndDate lastUpdatedDuration status assignedUserMode assignedUser includeDeleted orgUnit ouMode event programStatus attributeCc
      attributeCos filter`),
    relationships: words('tei enrollment event includeDeleted'),
  },
}

/** What the legacy endpoints can be asked: their dialect refuses the rest. */
function withoutIgnored(kind: TrackerKind): TrackerQuery {
  if (kind === 'events') {
    const { enrollments, attributes, enrolledAt, enrollmentOccurredAt, ...asked } = EVERYTHING.events
    return asked
  }
  const { includeDeleted, ...asked } = EVERYTHING.relationships
  return kind === 'relationships' ? asked : EVERYTHING[kind]
}

const CREATE: Record<DialectName, (capabilities: ReturnType<typeof capabilitiesOf>) => Dialect> = {
  MODERN: createModernDialect,
  INSTANCES: createInstancesDialect,
  LEGACY: createLegacyDialect,
}

describe.each(['2.35.14', '2.36.13', '2.38.7', '2.40.12', '2.41.9', '2.42.5', '2.43.1'])('DHIS2 %s', (text) => {
  const capabilities = capabilitiesOf(parseVersion(text))
  const dialect = CREATE[capabilities.dialect](capabilities)
  // 2.41 takes `programStatus` alone, though all else of it is modern (recorded).
  const isIgnoredBy41 = (name: string, kind: TrackerKind): boolean =>
    capabilities.version.major === 41 && (name === 'enrollmentStatus' || (name === 'status' && kind === 'enrollments'))

  test.each(['trackedEntities', 'enrollments', 'events', 'relationships'] as const)(
    'is asked for %s with parameters that it knows, each once but filters',
    (kind) => {
      const query = capabilities.dialect === 'LEGACY' ? withoutIgnored(kind) : EVERYTHING[kind]
      const asked = (): string => dialect.listToWire({ query: EVERYTHING[kind], fields: '*', page: 'all' })
      if (query !== EVERYTHING[kind]) expect(asked).toThrow(/cannot narrow/)
      const url = dialect.listToWire({
        query,
        fields: '*',
        page: { page: 1, pageSize: 5, total: true },
      })
      const names = [...new URL(url, 'http://dhis2/').searchParams.keys()]
      const known = [...KNOWN[capabilities.dialect][kind], ...PAGING].filter((name) => !isIgnoredBy41(name, kind))
      expect(names.filter((name) => !known.includes(name))).toEqual([])
      const repeated = names.filter((name, index) => names.indexOf(name) !== index && !name.startsWith('filter'))
      expect(repeated).toEqual([])
    },
  )

  test('all rows are asked for by the switch that it knows', () => {
    const url = dialect.listToWire({ query: { kind: 'events', program: UID }, fields: '*', page: 'all' })
    const { searchParams } = new URL(url, 'http://dhis2/')
    const [on, off] = capabilities.version.major >= 41 ? ['paging', 'skipPaging'] : ['skipPaging', 'paging']
    expect([searchParams.get(on), searchParams.has(off)]).toEqual([on === 'paging' ? 'false' : 'true', false])
  })
})
