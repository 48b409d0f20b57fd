import type { EnrollmentSource, EventSource, TrackerBundle } from '../tracker-bundle.ts'

const program = 'U7oMv90laog'
const person = 'UpgtDS3CDR9'
const orgUnit = 'PecMdCv5cHd'

/**
 * Rows that were deleted, which DHIS2 keeps and shows with `includeDeleted=true` alone (recordings 279, 280, 544 and 545), all where
 * `clerk_north` may read: a child with its enrollment and events; an enrollment of a child who was enrolled twice by mistake; one visit of
 * an enrollment that lives on; a discharge without registration; and a relationship between two children who are there.
 */
export const seededDeletedRows: TrackerBundle = {
  trackedEntities: [
    {
      trackedEntity: 'SbxGoneTe01',
      trackedEntityType: person,
      orgUnit,
      attributes: [
        { attribute: 'cTcePYIrfPz', value: 'Binta' },
        { attribute: 'GxzwGQPmIkq', value: 'Åström' },
        { attribute: 'WRkWhyijZxP', value: 'FEMALE' },
      ],
      enrollments: [
        enrollment('SbxGoneEn01', [
          event('SbxGoneEv01', 'UlGOlZiZl1i', '2026-01-05T09:00:00.000'),
          event('SbxGoneEv02', 'cYE9ZDntzMW', '2026-02-05T09:00:00.000'),
        ]),
      ],
    },
    living('X3hwAqirg87', [
      enrollment('SbxGoneEn02', [event('SbxGoneEv03', 'UlGOlZiZl1i', '2026-03-01T08:30:00.000')]),
    ]),
    living('X0guBImuthe', [
      enrollment('zMHyJh4zkgK', [event('SbxGoneEv04', 'cYE9ZDntzMW', '2026-03-02T08:30:00.000')]),
    ]),
  ],
  events: [{ ...event('SbxGoneEv05', 'qMoCE7wzWI9', '2026-03-03T08:30:00.000'), program: 'XeJ1WgcCVBW' }],
  relationships: [
    {
      relationship: 'SbxGoneRe01',
      relationshipType: 'JvWEq5EzRRr',
      from: { trackedEntity: { trackedEntity: 'X0guBImuthe' } },
      to: { trackedEntity: { trackedEntity: 'X3hwAqirg87' } },
    },
  ],
}

function enrollment(id: string, events: EventSource[]): EnrollmentSource {
  const day = '2026-01-04T00:00:00.000'
  return {
    enrollment: id,
    program,
    orgUnit,
    status: 'ACTIVE',
    enrolledAt: day,
    occurredAt: day,
    attributes: [],
    events,
  }
}

function event(id: string, programStage: string, at: string): EventSource {
  return {
    event: id,
    program,
    programStage,
    orgUnit,
    status: 'ACTIVE',
    occurredAt: at,
    scheduledAt: at,
    dataValues: [],
  }
}

/** A child of the dataset: only what hangs below it is new. */
function living(trackedEntity: string, enrollments: EnrollmentSource[]) {
  return { trackedEntity, trackedEntityType: person, orgUnit, attributes: [], enrollments }
}
