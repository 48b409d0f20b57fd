/** A legacy parameter's name today; `list` where it holds UIDs separated by `;`, `order` where it names fields. */
interface Translation {
  to: string
  list?: boolean
  order?: boolean
}

type Translations = Readonly<Record<string, Translation>>

const same = (...names: string[]): Translations => Object.fromEntries(names.map((name) => [name, { to: name }]))

const common: Translations = {
  ...same('page', 'pageSize', 'program', 'programStatus', 'includeDeleted', 'followUp', 'trackedEntityType'),
  ouMode: { to: 'orgUnitMode' },
  order: { to: 'order', order: true },
  lastUpdatedDuration: { to: 'updatedWithin' },
}

const assigned: Translations = {
  assignedUser: { to: 'assignedUsers', list: true },
  ...same('assignedUserMode'),
}

/** The parameters of `trackedEntityInstances` (`TrackedEntityInstanceCriteria`). */
export const trackedEntityParameters: Translations = {
  ...common,
  ...assigned,
  ...same('programStage', 'eventStatus', 'filter', 'potentialDuplicate'),
  attribute: { to: 'filter' },
  ou: { to: 'orgUnits', list: true },
  trackedEntityInstance: { to: 'trackedEntities', list: true },
  lastUpdatedStartDate: { to: 'updatedAfter' },
  lastUpdatedEndDate: { to: 'updatedBefore' },
  programEnrollmentStartDate: { to: 'enrollmentEnrolledAfter' },
  programEnrollmentEndDate: { to: 'enrollmentEnrolledBefore' },
  programIncidentStartDate: { to: 'enrollmentOccurredAfter' },
  programIncidentEndDate: { to: 'enrollmentOccurredBefore' },
  eventStartDate: { to: 'eventOccurredAfter' },
  eventEndDate: { to: 'eventOccurredBefore' },
}

/** The parameters of `enrollments` (`EnrollmentCriteria`). */
export const enrollmentParameters: Translations = {
  ...common,
  ou: { to: 'orgUnits', list: true },
  enrollment: { to: 'enrollments', list: true },
  trackedEntityInstance: { to: 'trackedEntity' },
  lastUpdated: { to: 'updatedAfter' },
  programStartDate: { to: 'enrolledAfter' },
  programEndDate: { to: 'enrolledBefore' },
}

/** The parameters of `events` (`EventCriteria`); 2.38 calls enrollments `programInstances`. */
export const eventParameters: Translations = {
  ...common,
  ...assigned,
  ...same('programStage', 'status', 'filter', 'orgUnit'),
  event: { to: 'events', list: true },
  programInstances: { to: 'enrollments', list: true },
  enrollments: { to: 'enrollments', list: true },
  trackedEntityInstance: { to: 'trackedEntity' },
  startDate: { to: 'occurredAfter' },
  endDate: { to: 'occurredBefore' },
  dueDateStart: { to: 'scheduledAfter' },
  dueDateEnd: { to: 'scheduledBefore' },
  lastUpdated: { to: 'updatedAfter' },
  lastUpdatedStartDate: { to: 'updatedAfter' },
  lastUpdatedEndDate: { to: 'updatedBefore' },
  attributeCc: { to: 'attributeCategoryCombo' },
  attributeCos: { to: 'attributeCategoryOptions', list: true },
}

/** The parameters of `relationships`. */
export const relationshipParameters: Translations = {
  ...same('enrollment', 'event'),
  tei: { to: 'trackedEntity' },
}

const fieldsOfToday: Readonly<Record<string, string>> = {
  created: 'createdAt',
  lastUpdated: 'updatedAt',
  enrollmentDate: 'enrolledAt',
  incidentDate: 'occurredAt',
  eventDate: 'occurredAt',
  dueDate: 'scheduledAt',
  completedDate: 'completedAt',
  trackedEntityInstance: 'trackedEntity',
}

/** A legacy query in the names of today; what the endpoint does not know is left out. */
export function translated(query: URLSearchParams, translations: Translations): URLSearchParams {
  const result = new URLSearchParams()
  for (const [name, value] of query) {
    const translation = translations[name]
    if (translation === undefined || value === '') continue
    const { to, list = false, order = false } = translation
    result.append(to, list ? value.replaceAll(';', ',') : order ? orderOfToday(value) : value)
  }
  if (query.get('skipPaging') === 'true' || query.get('paging') === 'false') result.set('paging', 'false')
  else result.set('totalPages', 'true')
  result.set('fields', '*')
  return result
}

function orderOfToday(value: string): string {
  return value
    .split(',')
    .map((term) => {
      const [field = '', ...direction] = term.split(':')
      return [fieldsOfToday[field] ?? field, ...direction].join(':')
    })
    .join(',')
}
