import { builder } from './builder.ts'

/** How far below the given organisation units to look. */
export const OrgUnitModeEnum = builder.enumType('OrgUnitMode', {
  description: 'Which organisation units a list looks at.',
  values: {
    SELECTED: { description: 'The given units alone.' },
    CHILDREN: { description: 'The given units and their direct children.' },
    DESCENDANTS: { description: 'The given units and everything below them.' },
    ACCESSIBLE: { description: 'All units that the caller may search in; goes without units.' },
    CAPTURE: { description: 'All units that the caller may enter data in; goes without units.' },
    ALL: { description: 'All units of the system, where the caller has the authority for it; goes without units.' },
  } as const,
})

/** The state of an enrollment. */
export const EnrollmentStatusEnum = builder.enumType('EnrollmentStatus', {
  description: 'The state of an enrollment.',
  values: {
    ACTIVE: { description: 'Under way.' },
    COMPLETED: { description: 'Finished as planned.' },
    CANCELLED: { description: 'Ended before its time.' },
  } as const,
})

/** The state of an event. */
export const EventStatusEnum = builder.enumType('EventStatus', {
  description: 'The state of an event.',
  values: {
    ACTIVE: { description: 'Has occurred and is open for entry.' },
    COMPLETED: { description: 'Has occurred and its entry is finished.' },
    VISITED: { description: 'Has occurred, without entry (older servers).' },
    SCHEDULE: { description: 'Is planned for a later day.' },
    OVERDUE: { description: 'Was planned for a day that has passed.' },
    SKIPPED: { description: 'Was planned and is given up.' },
  } as const,
})

/** The direction of a sort. */
export const OrderDirectionEnum = builder.enumType('OrderDirection', {
  description: 'The direction of a sort.',
  values: {
    ASC: { value: 'asc', description: 'Smallest, earliest or first in the alphabet first.' },
    DESC: { value: 'desc', description: 'Largest, latest or last in the alphabet first.' },
  } as const,
})

/** Whose assignments count. */
export const AssignedUserModeEnum = builder.enumType('AssignedUserMode', {
  description: 'Whose assignments of events count.',
  values: {
    CURRENT: { description: 'Assigned to the caller.' },
    PROVIDED: { description: 'Assigned to one of assignedUsers.' },
    NONE: { description: 'Assigned to nobody.' },
    ANY: { description: 'Assigned to somebody.' },
    ALL: { description: 'Assigned or not.' },
  } as const,
})
