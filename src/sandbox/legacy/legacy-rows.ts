import type { RelationshipRecord, RelationshipSide } from '../dataset.ts'
import type { TrackerIndex } from '../tracker/tracker-index.ts'
import type { TrackerMetadata } from '../tracker/tracker-metadata.ts'

/** One object of an answer. */
export type Row = Record<string, unknown>

const commonNames: Readonly<Record<string, string>> = {
  trackedEntity: 'trackedEntityInstance',
  createdAt: 'created',
  updatedAt: 'lastUpdated',
  createdAtClient: 'createdAtClient',
  createdBy: 'createdByUserInfo',
  updatedBy: 'lastUpdatedByUserInfo',
  completedAt: 'completedDate',
  followUp: 'followup',
}

const enrollmentNames = { ...commonNames, enrolledAt: 'enrollmentDate', occurredAt: 'incidentDate' }
const eventNames = { ...commonNames, occurredAt: 'eventDate', scheduledAt: 'dueDate' }

/** Turns rows of the tracker export into those of the legacy endpoints. */
export interface LegacyRows {
  trackedEntity: (row: Row) => Row
  enrollment: (row: Row) => Row
  event: (row: Row) => Row
  relationship: (row: Row) => Row
}

/** How the rows of a dataset read in the legacy words: other names, and what the tracker export leaves to other records. */
export function legacyRows(index: TrackerIndex): LegacyRows {
  const { dataset, metadata } = index
  const inactive = dataset.version.legacyTracker?.relatedTellInactive === true ? { inactive: false } : {}
  const tellsAuthors = dataset.version.legacyTracker?.tellsAuthors === true
  const authored = (row: Row): Row => (tellsAuthors ? row : withoutAuthors(row))
  const trackedEntity = (row: Row): Row => ({
    ...authored(renamed(row, commonNames)),
    ...shape(row),
    attributes: rowsOf(row['attributes']).map(value),
    relationships: rowsOf(row['relationships']).map(nestedRelationship),
    enrollments: rowsOf(row['enrollments']).map(enrollment),
    programOwners: rowsOf(row['programOwners']).map(({ orgUnit, ...owner }) => ({
      ...renamed(owner, commonNames),
      ownerOrgUnit: orgUnit,
    })),
  })
  const enrollment = (row: Row): Row => ({
    ...authored(renamed(row, enrollmentNames)),
    trackedEntityType: dataset.trackedEntities.get(String(row['trackedEntity']))?.trackedEntityType,
    attributes: rowsOf(row['attributes']).map(value),
    relationships: rowsOf(row['relationships']).map(nestedRelationship),
    events: rowsOf(row['events']).map(event),
    notes: rowsOf(row['notes']).map(note),
  })
  const event = ({ assignedUser, followup: _, ...row }: Row): Row => ({
    ...renamed(row, eventNames),
    ...assigned(assignedUser),
    trackedEntityInstance: dataset.events.get(String(row['event']))?.trackedEntity,
    enrollmentStatus: dataset.enrollments.get(String(row['enrollment']))?.status,
    ...(metadata.programs.get(String(row['program']))?.isRegistration === false && {
      programType: 'WITHOUT_REGISTRATION',
    }),
    dataValues: rowsOf(row['dataValues']).map(value),
    relationships: rowsOf(row['relationships']).map(nestedRelationship),
    notes: rowsOf(row['notes']).map(note),
  })
  const nestedRelationship = ({ from, to, ...row }: Row): Row => ({
    ...renamed(row, commonNames),
    from: bareSide(from, inactive),
    to: bareSide(to, inactive),
  })
  const related = (row: Row): Row => {
    const relationships = index.relationshipsOf({ kind: 'trackedEntity', id: String(row['trackedEntity']) })
    return trackedEntity({ ...row, relationships: relationships.map((one) => bareRow(one, metadata)) })
  }
  const side = (sides: unknown): Row => {
    const { trackedEntity: entity, enrollment: one, event: single } = asRow(sides)
    if (entity !== undefined) return { trackedEntityInstance: related(asRow(entity)) }
    return one === undefined ? { event: event(asRow(single)) } : { enrollment: enrollment(asRow(one)) }
  }
  const relationship = ({ from, to, ...row }: Row): Row => ({
    ...renamed(row, commonNames),
    from: side(from),
    to: side(to),
  })
  return { trackedEntity, enrollment, event, relationship }
}

function withoutAuthors({ createdByUserInfo, lastUpdatedByUserInfo, potentialDuplicate, ...row }: Row): Row {
  return row
}

function renamed(row: Row, names: Readonly<Record<string, string>>): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [names[name] ?? name, value]))
}

const value = (row: Row): Row => renamed(row, commonNames)

const note = (row: Row): Row => renamed(row, { storedAt: 'storedDate', createdBy: 'lastUpdatedBy' })

function assigned(user: unknown): Row {
  const { uid, username, firstName, surname } = asRow(user)
  if (uid === undefined) return {}
  return {
    assignedUser: uid,
    assignedUserUsername: username,
    assignedUserFirstName: firstName,
    assignedUserSurname: surname,
    assignedUserDisplayName: `${firstName} ${surname}`,
  }
}

/** What a relationship of a record relates is little more than its id. */
function bareSide(sides: unknown, inactive: Row): Row {
  const { trackedEntity: entity, enrollment: one, event: single } = asRow(sides)
  if (one !== undefined) return { enrollment: { enrollment: asRow(one)['enrollment'] } }
  if (single !== undefined) return { event: { event: asRow(single)['event'] } }
  const id = asRow(entity)['trackedEntity']
  return {
    trackedEntityInstance: { trackedEntityInstance: id, potentialDuplicate: false, ...inactive, programOwners: [] },
  }
}

/** A relationship as the tracker export shows one in a record, with nothing but ids on its sides. */
function bareRow(record: RelationshipRecord, { relationshipTypes }: TrackerMetadata): Row {
  const { relationship, relationshipType, createdAt, updatedAt } = record
  const type = relationshipTypes.get(relationshipType)
  const side = ({ kind, id }: RelationshipSide): Row => ({ [kind]: { [kind]: id } })
  return {
    relationship,
    relationshipType,
    relationshipName: type?.['name'],
    bidirectional: type?.['bidirectional'] === true,
    createdAt,
    updatedAt,
    from: side(record.from),
    to: side(record.to),
  }
}

function shape(row: Row): Row {
  const { type, coordinates } = asRow(row['geometry'])
  if (type === undefined) return { featureType: 'NONE' }
  return { featureType: String(type).toUpperCase(), coordinates: JSON.stringify(coordinates) }
}

/** The rows of a list; none when it is none. */
export function rowsOf(list: unknown): Row[] {
  return Array.isArray(list) ? list.map(asRow) : []
}

function asRow(item: unknown): Row {
  return typeof item === 'object' && item !== null ? { ...item } : {}
}
