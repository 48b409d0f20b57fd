import type { TrackerKind } from '../../model/tracker.ts'
import type { FieldTree } from '../../model/tracker-query.ts'

/** What the old endpoints call a property, by the modern word (DHIS2 docs: "Changes in the API", tracker's table of names). */
const COMMON: Record<string, string> = {
  trackedEntity: 'trackedEntityInstance',
  createdAt: 'created',
  updatedAt: 'lastUpdated',
  updatedAtClient: 'lastUpdatedAtClient',
  createdBy: 'createdByUserInfo',
  updatedBy: 'lastUpdatedByUserInfo',
}

const OF_ENROLLMENTS: Record<string, string> = {
  ...COMMON,
  enrolledAt: 'enrollmentDate',
  occurredAt: 'incidentDate',
  completedAt: 'completedDate',
  followUp: 'followup',
}

const OF_EVENTS: Record<string, string> = {
  ...COMMON,
  occurredAt: 'eventDate',
  scheduledAt: 'dueDate',
  completedAt: 'completedDate',
  followUp: 'followup',
}

/** The words of each list of objects, by the property that holds it. */
const WORDS: Record<string, Record<string, string>> = {
  trackedEntities: COMMON,
  enrollments: OF_ENROLLMENTS,
  events: OF_EVENTS,
  relationships: COMMON,
  from: COMMON,
  to: COMMON,
  attributes: COMMON,
  dataValues: COMMON,
  notes: { storedAt: 'storedDate', createdBy: 'lastUpdatedBy' },
  programOwners: { ...COMMON, orgUnit: 'ownerOrgUnit' },
}

/** The old word for a property of a kind; order terms use it too. */
export function legacyWord(kind: TrackerKind, property: string): string {
  return WORDS[kind]?.[property] ?? property
}

/** A tree of fields in the old words; `kind` is that of the objects at its top. */
export function legacyFields(kind: TrackerKind, fields: FieldTree | '*'): FieldTree | '*' {
  return fields === '*' || wantsEnrollmentAttributes(fields) ? '*' : translateTree(fields, kind)
}

/** Inside a tracked entity these endpoints show the attributes of enrollments only to who asks for everything (recorded: 229, 230). */
function wantsEnrollmentAttributes({ enrollments }: FieldTree): boolean {
  return enrollments !== undefined && enrollments !== true && enrollments['attributes'] !== undefined
}

function translateTree(tree: FieldTree, of: string): FieldTree {
  const words = WORDS[of] ?? COMMON
  const translated: FieldTree = {}
  for (const [property, inner] of Object.entries(tree)) {
    // At the ends of a relationship stand objects, each under the name of its kind.
    const below = WORDS[property] ? property : 'trackedEntities'
    translated[words[property] ?? property] = inner === true ? true : translateTree(inner, below)
    // The user's name stands beside the UID here, not below it.
    if (of === 'events' && property === 'assignedUser') translated['assignedUserUsername'] = true
  }
  return translated
}

/** An object of a bundle in the old words: a new object, down to its last list. */
export function legacyRow(kind: TrackerKind, row: object): Record<string, unknown> {
  const words = WORDS[kind] ?? COMMON
  return Object.fromEntries(
    Object.entries(row).map(([property, value]) => [words[property] ?? property, legacyValue(property, value)]),
  )
}

function legacyValue(property: string, value: unknown): unknown {
  // A geometry is GeoJSON in both; a user is a UID here.
  if (property === 'geometry') return value
  if (property === 'assignedUser' && isPlainObject(value)) return Reflect.get(value, 'uid')
  if (property === 'attributeCategoryOptions' && Array.isArray(value)) return value.join(';')
  const kind = isKind(property) ? property : 'trackedEntities'
  if (Array.isArray(value)) return value.map((item: unknown) => (isPlainObject(item) ? legacyRow(kind, item) : item))
  return isPlainObject(value) ? legacyRow(kind, value) : value
}

function isKind(property: string): property is TrackerKind {
  return property === 'enrollments' || property === 'events' || property === 'relationships'
}

/** A row in the modern words: a new object, down to its last list. */
export function modernRow(kind: TrackerKind, row: object): object {
  return translateRow(row, kind)
}

const MODERN = new Map(
  Object.entries(WORDS).map(([of, words]) => [
    of,
    new Map(Object.entries(words).map(([modern, old]) => [old, modern])),
  ]),
)

function translateRow(row: object, of: string): object {
  const words = MODERN.get(of) ?? new Map<string, string>()
  const translated: Record<string, unknown> = {}
  for (const [property, value] of Object.entries(row)) {
    const name = words.get(property) ?? property
    translated[name] = translateValue(value, WORDS[name] ? name : 'trackedEntities')
  }
  if (of === 'events') translated['assignedUser'] = assignedUser(row)
  if (translated['assignedUser'] === undefined) delete translated['assignedUser']
  return translated
}

function translateValue(value: unknown, of: string): unknown {
  if (Array.isArray(value)) return value.map((item) => translateValue(item, of))
  return isPlainObject(value) ? translateRow(value, of) : value
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function assignedUser(row: object): object | undefined {
  const uid: unknown = Reflect.get(row, 'assignedUser')
  const username: unknown = Reflect.get(row, 'assignedUserUsername')
  return typeof uid === 'string' ? { uid, ...(typeof username === 'string' && { username }) } : undefined
}
