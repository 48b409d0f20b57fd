const CHILD = 'U7oMv90laog'
const COUNTRY = 'xFHN90MB0JE'

/** A question whose answer must be the same on every version; `as`: the user who asks. */
export interface Question {
  name: string
  query: string
  as?: string
}

const children = (args: string, selection = 'id'): string =>
  `{ trackedEntities(program: "${CHILD}", orderBy: [{ attribute: "GxzwGQPmIkq" }, { field: CREATED_AT }], first: 400, ${args}) {
    nodes { ${selection} } totalCount } }`

const events = (args: string, selection = 'id'): string =>
  `{ events(program: "${CHILD}", orderBy: [{ field: OCCURRED_AT }, { field: ID }], first: 1000, ${args}) { nodes { ${selection} } totalCount } }`

const enrollments = (args: string): string =>
  `{ enrollments(program: "${CHILD}", first: 500, ${args}) { nodes { id status enrolledAt followUp } totalCount } }`

const condition = (text: string): string => `where: { attributes: [${text}] }`

/** Every argument of the lists, asked alone, and the walks between objects. */
export const QUESTIONS: Question[] = [
  { name: 'org unit selected', query: children('orgUnits: ["PecMdCv5cHd"], orgUnitMode: SELECTED') },
  { name: 'org unit with its children', query: children('orgUnits: ["YNYOfNotzo6"], orgUnitMode: CHILDREN') },
  { name: 'org unit with all below', query: children('orgUnits: ["e2DGni7zEkW"], orgUnitMode: DESCENDANTS') },
  { name: 'accessible', query: children('orgUnitMode: ACCESSIBLE'), as: 'clerk_north' },
  { name: 'capture', query: children('orgUnitMode: CAPTURE'), as: 'clerk_north' },
  { name: 'entities by ids', query: children('ids: ["OHUI8WXlIvy", "pJnSemnCUQb"]') },
  { name: 'eq', query: children(condition('{ attribute: "WRkWhyijZxP", eq: "FEMALE" }')) },
  { name: 'ne', query: children(condition('{ attribute: "WRkWhyijZxP", ne: "MALE" }')) },
  { name: 'like', query: children(condition('{ attribute: "GxzwGQPmIkq", like: "am" }')) },
  { name: 'notLike', query: children(condition('{ attribute: "GxzwGQPmIkq", notLike: "a" }')) },
  { name: 'startsWith', query: children(condition('{ attribute: "GxzwGQPmIkq", startsWith: "Ka" }')) },
  { name: 'endsWith', query: children(condition('{ attribute: "GxzwGQPmIkq", endsWith: "ra" }')) },
  { name: 'in', query: children(condition('{ attribute: "WRkWhyijZxP", in: ["FEMALE", "MALE"] }')) },
  { name: 'a range', query: children(condition('{ attribute: "ANNYS5BP9uu", ge: "2025-06-01", le: "2025-07-01" }')) },
  { name: 'quotes', query: children(condition(`{ attribute: "GxzwGQPmIkq", eq: "N'Diaye" }`)) },
  { name: 'beyond ASCII', query: children(condition('{ attribute: "GxzwGQPmIkq", eq: "Åström" }')) },
  { name: 'a comma', query: children(condition('{ attribute: "UrRasfAwg7i", like: "Road, " }')) },
  { name: 'isNull', query: children(condition('{ attribute: "UrRasfAwg7i", isNull: true }')) },
  { name: 'enrollment status', query: children('where: { enrollmentStatus: COMPLETED }') },
  { name: 'follow-up', query: children('where: { followUp: true }') },
  {
    name: 'enrolled in a range',
    query: children('where: { enrolledAt: { after: "2025-10-01", before: "2026-02-01" } }'),
  },
  {
    name: 'incident in a range',
    query: children('where: { enrollmentOccurredAt: { after: "2025-10-01", before: "2026-02-01" } }'),
  },
  {
    name: 'with events of a state',
    query: children(
      'where: { programStage: "cYE9ZDntzMW", eventStatus: SCHEDULE, eventOccurredAt: { after: "2020-01-01", before: "2030-01-01" } }',
    ),
  },
  { name: 'entities with assigned events', query: children('where: { assignedUserMode: ANY }') },
  { name: 'potential duplicate', query: children('where: { potentialDuplicate: true }') },
  {
    name: 'events of a stage',
    query: events('programStage: "cYE9ZDntzMW"', 'id status occurredAt scheduledAt followUp'),
  },
  { name: 'events of a state', query: events('where: { status: SCHEDULE }') },
  { name: 'events occurred', query: events('where: { occurredAt: { after: "2026-01-01", before: "2026-03-01" } }') },
  { name: 'events scheduled', query: events('where: { scheduledAt: { after: "2026-01-01", before: "2026-03-01" } }') },
  {
    name: 'events by data value',
    query: events('where: { dataValues: [{ dataElement: "f6gE41nTCTn", ge: "3000", lt: "3500" }] }'),
  },
  { name: 'events by attribute', query: events('where: { attributes: [{ attribute: "GxzwGQPmIkq", eq: "Sesay" }] }') },
  { name: 'events by enrollment time', query: events('where: { enrolledAt: { after: "2026-01-01" } }') },
  { name: 'events by enrollment status', query: events('where: { enrollmentStatus: CANCELLED }') },
  { name: 'events of an org unit', query: events('orgUnit: "e2DGni7zEkW", orgUnitMode: DESCENDANTS') },
  { name: 'assigned events', query: events('where: { assignedUserMode: ANY }', 'id assignedUser { username }') },
  {
    name: 'events by ids',
    query: events('ids: ["uO70JYP72hy", "nsQajiRw3o9"]', 'id enrollment { id status } trackedEntity { id inactive }'),
  },
  { name: 'events of enrollments', query: events('enrollments: ["O3jHwepYtMp", "qjyp13YEsVa"]') },
  {
    name: 'events by category option',
    query: `{ events(program: "XeJ1WgcCVBW", orderBy: [{ field: ID }], first: 1000, where: { attributeCategoryCombo: "kTQuXr9aTTV", attributeCategoryOptions: ["oMQqvwDHvhx"] }) { nodes { id attributeOptionCombo { displayName } attributeCategoryOptions { displayName } } totalCount } }`,
  },
  {
    name: 'enrollments with what they hold',
    query: `{ enrollments(program: "${CHILD}", orgUnits: ["e2DGni7zEkW"], orgUnitMode: DESCENDANTS, first: 500) { nodes { id attributes { attribute { id } value } events { nodes { id status dataValues { dataElement { id } value } } } } } }`,
  },
  {
    name: 'one enrollment with what it holds',
    query:
      '{ enrollment(id: "O3jHwepYtMp") { id attributes { attribute { id } value } events { nodes { id notes { value } dataValues { dataElement { id } value } } } } }',
  },
  {
    name: 'entities with what their enrollments hold',
    query: children(
      'orgUnits: ["PecMdCv5cHd"]',
      'id enrollments { nodes { id attributes { attribute { id } value } events { nodes { id } } } }',
    ),
  },
  {
    name: 'an enrollment by way of an event',
    query:
      '{ event(id: "uO70JYP72hy") { enrollment { id attributes { attribute { id } value } events { nodes { id } } } } }',
  },
  {
    name: 'events sorted by attribute',
    query: `{ events(program: "${CHILD}", orderBy: [{ attribute: "GxzwGQPmIkq" }, { field: ID }], first: 30) { nodes { id } } }`,
  },
  {
    name: 'enrollments sorted',
    query: `{ enrollments(program: "${CHILD}", orderBy: [{ field: ENROLLED_AT }], first: 20) { nodes { enrolledAt } } }`,
  },
  { name: 'enrollments of a state', query: enrollments('where: { status: CANCELLED }') },
  { name: 'enrollments since', query: enrollments('where: { enrolledAt: { after: "2026-03-01" } }') },
  { name: 'enrollments by ids', query: enrollments('ids: ["O3jHwepYtMp", "qjyp13YEsVa"]') },
  { name: 'enrollments of an entity', query: enrollments('trackedEntity: "OHUI8WXlIvy"') },
  { name: 'enrollments of an org unit', query: enrollments('orgUnits: ["e2DGni7zEkW"], orgUnitMode: DESCENDANTS') },
  {
    name: 'relationships',
    query: `{ trackedEntity(id: "OHUI8WXlIvy") { relationships { nodes { id relationshipType { displayName } other { ... on TrackedEntity { id attributes { value } } } } } } }`,
  },
  {
    name: 'relationships of an enrollment',
    query: `{ relationships(of: { enrollment: "V5zEduYHsQm" }) { nodes { id from { ... on TrackedEntity { id } } other { ... on TrackedEntity { id inactive } } } } }`,
  },
  {
    name: 'owners',
    query: `{ trackedEntity(id: "OHUI8WXlIvy", program: "${CHILD}") { programOwners { program { id } orgUnit { displayName } } } }`,
  },
  { name: 'an unknown object', query: '{ event(id: "abcdefghijk") { id } }' },
  { name: 'an unknown program', query: '{ trackedEntities(program: "abcdefghijk") { nodes { id } } }' },
  { name: 'a program that is not shared', query: '{ program(id: "CuYRmnuHL3B") { id } }', as: 'clerk_north' },
  {
    name: 'a protected entity of another unit',
    query: '{ trackedEntity(id: "hYuU120F1C3", program: "iZG9zn4IHfP") { id } }',
    as: 'clerk_wide',
  },
  {
    name: 'an entity outside the search scope',
    query: '{ trackedEntity(id: "hYuU120F1C3") { id } }',
    as: 'clerk_north',
  },
  { name: 'outside the search scope', query: children('orgUnits: ["jRARId74YkU"]'), as: 'clerk_north' },
  { name: 'too few search attributes', query: children('orgUnitMode: ACCESSIBLE'), as: 'clerk_wide' },
  {
    name: 'metadata by search',
    query: '{ dataElements(where: { search: "weight" }) { nodes { id displayName } totalCount } }',
  },
  { name: 'metadata walked back', query: '{ dataElement(id: "g0Qbfdshgk5") { programStages { id program { id } } } }' },
  { name: 'the tree', query: `{ organisationUnit(id: "${COUNTRY}") { children { id displayName level } } }` },
  { name: 'enrollments of all programs', query: '{ enrollments(ids: ["O3jHwepYtMp"]) { nodes { id } } }' },
  {
    name: 'entities sorted by ID',
    query: `{ trackedEntities(program: "${CHILD}", orderBy: [{ field: ID }], first: 9) { nodes { id } } }`,
  },
  {
    name: 'events sorted by program',
    query: `{ events(program: "${CHILD}", orderBy: [{ field: PROGRAM }, { field: ID }], first: 9) { nodes { id } } }`,
  },
  {
    name: 'enrollments sorted by time',
    query: `{ enrollments(program: "${CHILD}", orderBy: [{ field: UPDATED_AT }], first: 400) { nodes { id } totalCount } }`,
  },
  {
    name: 'enrollments by type',
    query:
      '{ enrollments(where: { trackedEntityType: "UpgtDS3CDR9", enrolledAt: { after: "2026-06-01" } }, first: 500) { nodes { id } totalCount } }',
  },
  {
    name: 'deleted relationships',
    query: `{ relationships(of: { trackedEntity: "OHUI8WXlIvy" }, includeDeleted: true) { nodes { id } } }`,
  },
  {
    name: 'an entity without a program',
    query: '{ trackedEntity(id: "OHUI8WXlIvy") { id attributes { attribute { id } value } } }',
  },
  { name: 'a page without an order', query: `{ trackedEntities(program: "${CHILD}", first: 5) { nodes { id } } }` },
  { name: 'change log', query: '{ event(id: "uO70JYP72hy") { changeLog { nodes { type } } } }' },
]
