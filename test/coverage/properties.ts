import type { Endpoint, Place, WireName } from './place.ts'

/** A shape of the export: the graph's type for it, and where each of its properties stands in that type. */
export interface WireShape {
  type: string
  properties: Record<string, Place>
}

const inRelationshipsAlone = { outsideRelationships: true } as const

/** Properties that the three kinds of objects share. */
const common: Record<string, Place> = {
  createdAt: { place: 'createdAt' },
  createdAtClient: { place: 'createdAtClient' },
  updatedAt: { place: 'updatedAt' },
  updatedAtClient: { place: 'updatedAtClient' },
  deleted: { place: 'deleted' },
  createdBy: { place: 'createdBy', holds: 'User' },
  updatedBy: { place: 'updatedBy', holds: 'User' },
  geometry: { place: 'geometry' },
  orgUnit: { place: 'orgUnit.id' },
  relationships: { place: 'relationships.nodes', holds: 'Relationship', ...inRelationshipsAlone },
}

const changedValues: Record<string, Place> = {
  previousValue: { place: 'previousValue' },
  currentValue: { place: 'currentValue' },
}

/** Every property that the exchanges recorded of 2.41 to 2.43 show. */
export const shapes: Record<WireName, WireShape> = {
  TrackedEntity: {
    type: 'TrackedEntity',
    properties: {
      ...common,
      trackedEntity: { place: 'id' },
      trackedEntityType: { place: 'trackedEntityType.id' },
      storedBy: { pending: 'storedBy' },
      inactive: { place: 'inactive' },
      potentialDuplicate: { place: 'potentialDuplicate' },
      attributes: { place: 'attributes', holds: 'Attribute' },
      enrollments: { place: 'enrollments.nodes', holds: 'Enrollment' },
      programOwners: { place: 'programOwners', holds: 'ProgramOwner' },
    },
  },
  Enrollment: {
    type: 'Enrollment',
    properties: {
      ...common,
      enrollment: { place: 'id' },
      trackedEntity: { place: 'trackedEntity.id' },
      program: { place: 'program.id' },
      status: { place: 'status' },
      enrolledAt: { place: 'enrolledAt' },
      occurredAt: { place: 'occurredAt' },
      completedAt: { place: 'completedAt' },
      completedBy: { place: 'completedBy', ...inRelationshipsAlone },
      followUp: { place: 'followUp' },
      storedBy: { place: 'storedBy' },
      attributeOptionCombo: { place: 'attributeOptionCombo.id', ...inRelationshipsAlone },
      attributes: { place: 'attributes', holds: 'Attribute' },
      events: { place: 'events.nodes', holds: 'Event' },
      notes: { place: 'notes', holds: 'Note' },
    },
  },
  Event: {
    type: 'Event',
    properties: {
      ...common,
      event: { place: 'id' },
      enrollment: { place: 'enrollment.id' },
      trackedEntity: { place: 'trackedEntity.id', ...inRelationshipsAlone },
      program: { place: 'program.id' },
      programStage: { place: 'programStage.id' },
      status: { place: 'status' },
      occurredAt: { place: 'occurredAt' },
      scheduledAt: { place: 'scheduledAt' },
      completedAt: { place: 'completedAt' },
      completedBy: { place: 'completedBy' },
      followUp: { place: 'followUp' },
      followup: { none: 'the older name of `followUp`, which 2.41 shows beside it' },
      storedBy: { place: 'storedBy' },
      assignedUser: { place: 'assignedUser', holds: 'DisplayedUser' },
      attributeOptionCombo: { place: 'attributeOptionCombo.id' },
      attributeCategoryOptions: { place: 'attributeCategoryOptions.id' },
      dataValues: { place: 'dataValues', holds: 'DataValue' },
      notes: { place: 'notes', holds: 'Note' },
    },
  },
  Relationship: {
    type: 'Relationship',
    properties: {
      relationship: { place: 'id' },
      relationshipName: { place: 'relationshipType.name' },
      relationshipType: { place: 'relationshipType.id' },
      createdAt: { place: 'createdAt' },
      createdAtClient: { place: 'createdAtClient' },
      updatedAt: { place: 'updatedAt' },
      bidirectional: { place: 'bidirectional' },
      from: { place: 'from', holds: 'RelationshipItem' },
      to: { place: 'to', holds: 'RelationshipItem' },
    },
  },
  RelationshipItem: {
    type: 'RelationshipItem',
    properties: {
      trackedEntity: { place: '... on TrackedEntity', holds: 'TrackedEntity' },
      enrollment: { place: '... on Enrollment', holds: 'Enrollment' },
      event: { place: '... on Event', holds: 'Event' },
    },
  },
  Attribute: {
    type: 'AttributeValue',
    properties: {
      attribute: { place: 'attribute.id' },
      code: { place: 'attribute.code' },
      displayName: { place: 'attribute.displayName' },
      valueType: { place: 'attribute.valueType' },
      value: { place: 'value' },
      createdAt: { place: 'createdAt' },
      updatedAt: { place: 'updatedAt' },
      storedBy: { place: 'storedBy', ...inRelationshipsAlone },
    },
  },
  DataValue: {
    type: 'DataValue',
    properties: {
      dataElement: { place: 'dataElement.id' },
      value: { place: 'value' },
      providedElsewhere: { place: 'providedElsewhere' },
      createdAt: { place: 'createdAt' },
      updatedAt: { place: 'updatedAt' },
      storedBy: { place: 'storedBy', ...inRelationshipsAlone },
      createdBy: { place: 'createdBy', holds: 'User' },
      updatedBy: { place: 'updatedBy', holds: 'User' },
    },
  },
  Note: {
    type: 'Note',
    properties: {
      note: { place: 'id' },
      value: { place: 'value' },
      storedAt: { place: 'storedAt' },
      storedBy: { place: 'storedBy' },
      createdBy: { place: 'createdBy', holds: 'DisplayedUser' },
    },
  },
  User: {
    type: 'User',
    properties: {
      uid: { place: 'id' },
      username: { place: 'username' },
      firstName: { place: 'firstName' },
      surname: { place: 'surname' },
    },
  },
  DisplayedUser: {
    type: 'User',
    properties: {
      uid: { place: 'id' },
      username: { place: 'username' },
      firstName: { place: 'firstName' },
      surname: { place: 'surname' },
      displayName: { place: 'displayName' },
    },
  },
  ProgramOwner: {
    type: 'ProgramOwner',
    properties: {
      orgUnit: { place: 'orgUnit.id' },
      program: { place: 'program.id' },
      trackedEntity: { none: 'the `TrackedEntity` whose owner it is' },
    },
  },
  PotentialDuplicate: {
    type: 'PotentialDuplicate',
    properties: {
      id: { place: 'id' },
      original: { place: 'original.id' },
      duplicate: { place: 'duplicate.id' },
      status: { place: 'status' },
      created: { place: 'createdAt' },
      lastUpdated: { place: 'updatedAt' },
    },
  },
  ChangeLog: {
    type: 'ChangeLog',
    properties: {
      type: { place: 'type' },
      createdAt: { place: 'createdAt' },
      createdBy: { place: 'createdBy', holds: 'User' },
      change: { place: '.', holds: 'Change' },
    },
  },
  Change: {
    type: 'ChangeLog',
    properties: {
      attributeValue: { place: '.', holds: 'AttributeChange' },
      dataValue: { place: '.', holds: 'DataValueChange' },
      eventField: { place: '.', holds: 'EventFieldChange' },
    },
  },
  AttributeChange: {
    type: 'ChangeLog',
    properties: { attribute: { place: 'attribute.id' }, ...changedValues },
  },
  DataValueChange: {
    type: 'ChangeLog',
    properties: { dataElement: { place: 'dataElement.id' }, ...changedValues },
  },
  EventFieldChange: {
    type: 'ChangeLog',
    properties: { field: { place: 'eventField' }, ...changedValues },
  },
}

/** What the lists hold, and what they show of it where no `fields` are given. */
export const endpoints: Record<Endpoint, { shape: WireName; defaultFields: string }> = {
  trackedEntities: { shape: 'TrackedEntity', defaultFields: '*,!relationships,!enrollments,!events,!programOwners' },
  enrollments: { shape: 'Enrollment', defaultFields: '*,!relationships,!events,!attributes' },
  events: { shape: 'Event', defaultFields: '*,!relationships' },
  relationships: {
    shape: 'Relationship',
    defaultFields:
      'relationship,relationshipType,createdAtClient,from[trackedEntity[trackedEntity],enrollment[enrollment],event[event]],to[trackedEntity[trackedEntity],enrollment[enrollment],event[event]]',
  },
}
