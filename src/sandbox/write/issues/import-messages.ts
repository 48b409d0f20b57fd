import type { MessageEdition } from '../../versions/import-facts.ts'

/** DHIS2's texts of the issues of a tracker import by code (`ValidationCode`, `TrackerErrorCode` in 2.38), from the version on that brought each; `{0}` and on stand for arguments, in the way of Java's MessageFormat. */
export const importMessages = {
  E1000: {
    '2.38': 'User: `{0}`, has no write access to OrganisationUnit: `{1}`.',
    '2.42': 'User: `{0}` has no write access to OrganisationUnit: `{1}`.',
    '2.43': 'User: `{0}` has no capture scope access to OrganisationUnit: `{1}`.',
  },
  E1001: {
    '2.38': 'User: `{0}`, has no data write access to TrackedEntityType: `{1}`.',
    '2.42': 'User: `{0}` has no data write access to TrackedEntityType: `{1}`.',
  },
  E1002: { '2.38': 'TrackedEntityInstance: `{0}`, already exists.', '2.41': 'TrackedEntity: `{0}`, already exists.' },
  E1003: {
    '2.38': 'OrganisationUnit: `{0}` of TrackedEntity is outside search scope of User: `{1}`.',
    '2.40': 'User: `{0}`, has no write access to TrackedEntity: `{1}`.',
    '2.42': 'User: `{0}` has no write access to TrackedEntity: `{1}`.',
  },
  E1005: { '2.38': 'Could not find TrackedEntityType: `{0}`.' },
  E1006: { '2.38': 'Attribute: `{0}`, does not exist.', '2.42': 'Attribute: `{0}` does not exist.' },
  E1007: { '2.38': 'Error validating attribute value type: `{0}`; Error: `{1}`.' },
  E1009: {
    '2.38': 'File resource: `{0}`, has already been assigned to a different object.',
    '2.42': 'File resource: `{0}` has already been assigned to another object.',
  },
  E1010: { '2.38': 'Could not find Program: `{0}`, linked to Event.' },
  E1011: { '2.38': 'Could not find OrganisationUnit: `{0}`, linked to Event.' },
  E1012: { '2.38': 'Geometry does not conform to FeatureType: `{0}`.' },
  E1013: { '2.38': 'Could not find ProgramStage: `{0}`, linked to Event.' },
  E1014: {
    '2.38':
      'Provided Program: `{0}`, is a Program without registration. An Enrollment cannot be created into Program without registration.',
    '2.42':
      'Provided Program: `{0}` is a Program without registration. An Enrollment cannot be created into Program without registration.',
  },
  E1015: {
    '2.38': 'TrackedEntityInstance: `{0}`, already has an active Enrollment in Program `{1}`.',
    '2.41': 'TrackedEntity: `{0}`, already has an active Enrollment in Program `{1}`.',
    '2.42': 'TrackedEntity: `{0}` already has an active Enrollment in Program `{1}`.',
  },
  E1016: {
    '2.38':
      'TrackedEntityInstance: `{0}`, already has an enrollment in Program: `{1}`, and this program only allows enrolling one time.',
    '2.41':
      'TrackedEntity: `{0}`, already has an enrollment in Program: `{1}`, and this program only allows enrolling one time.',
    '2.42':
      'TrackedEntity: `{0}` already has an Enrollment in Program: `{1}`, and this Program only allows enrolling once.',
  },
  E1018: {
    '2.38': 'Attribute: `{0}`, is mandatory in program `{1}` but not declared in enrollment `{2}`.',
    '2.42': 'Attribute: `{0}` is mandatory in Program `{1}` but not declared in Enrollment `{2}`.',
  },
  E1019: {
    '2.38': 'Only Program attributes is allowed for enrollment; Non valid attribute: `{0}`.',
    '2.42': 'Only ProgramAttributes are allowed for Enrollment, invalid Attribute: `{0}`.',
  },
  E1020: {
    '2.38': 'Enrollment date: `{0}`, cannot be a future date.',
    '2.42': 'Enrollment date: `{0}` cannot be a future date.',
  },
  E1021: {
    '2.38': 'Incident date: `{0}`, cannot be a future date.',
    '2.42': 'Incident date: `{0}` cannot be a future date.',
  },
  E1022: {
    '2.38': 'TrackedEntityInstance: `{0}`, must have same TrackedEntityType as Program `{1}`.',
    '2.41': 'TrackedEntity: `{0}`, must have same TrackedEntityType as Program `{1}`.',
    '2.42': 'TrackedEntity: `{0}` must have same TrackedEntityType as Program `{1}`.',
  },
  E1023: {
    '2.38': 'DisplayIncidentDate is true but property occurredAt is null or has an invalid format: `{0}`.',
    '2.42': 'DisplayIncidentDate is true but occurredAt is null.',
  },
  E1025: {
    '2.38': 'Property enrolledAt is null or has an invalid format: `{0}`.',
    '2.42': 'Property enrolledAt is null.',
  },
  E1029: {
    '2.38': "Event OrganisationUnit: `{0}`, and Program: `{1}`, don't match.",
    '2.42': 'Event OrganisationUnit: `{0}` and Program: `{1}`, do not match.',
  },
  E1030: { '2.38': 'Event: `{0}`, already exists.', '2.42': 'Event: `{0}` already exists.' },
  E1031: { '2.38': 'Event OccurredAt date is missing.', '2.42': 'Event occurredAt date is missing.' },
  E1032: { '2.38': 'Event: `{0}`, do not exist.', '2.42': 'Event: `{0}` do not exist.' },
  E1033: { '2.38': 'Event: `{0}`, Enrollment value is null.', '2.42': 'Event: `{0}` Enrollment value is null.' },
  E1039: {
    '2.38': 'ProgramStage: `{0}`, is not repeatable and an event already exists.',
    '2.42': 'ProgramStage: `{0}` is not repeatable and an Event already exists.',
  },
  E1041: {
    '2.38': "Enrollment OrganisationUnit: `{0}`, and Program: `{1}`, don't match.",
    '2.42': 'Enrollment OrganisationUnit: `{0}` and Program: `{1}` do not match.',
  },
  E1048: { '2.38': 'Object: `{0}`, uid: `{1}`, has an invalid uid format.' },
  E1049: {
    '2.38': 'Could not find OrganisationUnit: `{0}`, linked to Tracked Entity.',
    '2.42': 'Could not find OrganisationUnit: `{0}` linked to TrackedEntity.',
  },
  E1050: { '2.38': 'Event ScheduledAt date is missing.' },
  E1051: { '2.42': 'Event: `{0}` completedAt must be null when status is `{1}`.' },
  E1052: { '2.42': 'Enrollment: `{0}` completedAt must be null when status is `{1}`.' },
  E1054: {
    '2.38': 'AttributeOptionCombo `{0}` is not in the event programs category combo `{1}`.',
    '2.42': 'AttributeOptionCombo `{0}` is not in the Event Program CategoryCombo `{1}`.',
  },
  E1055: {
    '2.38': 'Default AttributeOptionCombo is not allowed since program has non-default CategoryCombo.',
    '2.42': 'Default AttributeOptionCombo is not allowed as Program has non-default CategoryCombo.',
  },
  E1063: { '2.38': 'TrackedEntityInstance: `{0}`, does not exist.', '2.41': 'TrackedEntity: `{0}`, does not exist.' },
  E1064: {
    '2.38': 'Non-unique attribute value `{0}` for attribute `{1}`',
    '2.42': 'Non-unique attribute value `{0}` for attribute `{1}`.',
  },
  E1068: {
    '2.38': 'Could not find TrackedEntityInstance: `{0}`, linked to Enrollment.',
    '2.41': 'Could not find TrackedEntity: `{0}`, linked to Enrollment.',
    '2.42': 'Could not find TrackedEntity: `{0}` linked to Enrollment.',
  },
  E1069: {
    '2.38': 'Could not find Program: `{0}`, linked to Enrollment.',
    '2.42': 'Could not find Program: `{0}` linked to Enrollment.',
  },
  E1070: {
    '2.38': 'Could not find OrganisationUnit: `{0}`, linked to Enrollment.',
    '2.42': 'Could not find OrganisationUnit: `{0}` linked to Enrollment.',
  },
  E1075: { '2.38': 'Attribute: `{0}`, is missing uid.', '2.43': 'Attribute: `{0}` UID is missing.' },
  E1076: {
    '2.38': '`{0}` `{1}` is mandatory and cannot be null',
    '2.43': '`{0}` `{1}` is mandatory and must be specified.',
  },
  E1077: {
    '2.38': 'Attribute: `{0}`, text value exceed the maximum allowed length: `{0}`.',
    '2.43': 'Attribute: `{0}` text value exceed the maximum length: `{0}`.',
  },
  E1079: {
    '2.38': 'Event: `{0}`, program: `{1}` is different from program defined in enrollment `{2}`.',
    '2.43': 'Event: `{0}` Program: `{1}` is different from Program defined in Enrollment `{2}`.',
  },
  E1080: { '2.38': 'Enrollment: `{0}`, already exists.', '2.43': 'Enrollment: `{0}` already exists.' },
  E1081: { '2.38': 'Enrollment: `{0}`, do not exist.', '2.43': 'Enrollment: `{0}` do not exist.' },
  E1082: {
    '2.38': 'Event: `{0}`, is already deleted and cannot be modified.',
    '2.43': 'Event: `{0}` is already deleted and cannot be modified.',
  },
  E1083: {
    '2.38': 'User: `{0}`, is not authorized to modify completed events.',
    '2.43': 'User: `{0}` is not authorized to update completed Events.',
  },
  E1085: { '2.38': 'Attribute: `{0}`, value does not match value type: `{1}`.' },
  E1089: {
    '2.38': 'Event: `{0}`, references a Program Stage `{1}` that does not belong to Program `{2}`.',
    '2.43': 'Event: `{0}` references ProgramStage `{1}` which do not belong to Program `{2}`.',
  },
  E1090: {
    '2.38': 'Attribute: `{0}`, is mandatory in tracked entity type `{1}` but not declared in tracked entity `{2}`.',
    '2.42': 'Attribute: `{0}` is mandatory in TrackedEntityType `{1}` but not found in TrackedEntity `{2}`.',
  },
  E1091: {
    '2.38': 'User: `{0}`, has no data write access to Program: `{1}`.',
    '2.42': 'User: `{0}` has no data write access to Program: `{1}`.',
  },
  E1095: {
    '2.38': 'User: `{0}`, has no data write access to ProgramStage: `{1}`.',
    '2.42': 'User: `{0}` has no data write access to ProgramStage: `{1}`.',
  },
  E1096: {
    '2.38': 'User: `{0}`, has no data read access to Program: `{1}`.',
    '2.42': 'User: `{0}` has no data read access to Program: `{1}`.',
  },
  E1099: {
    '2.38': 'User: `{0}`, has no write access to CategoryOption: `{1}`.',
    '2.42': 'User: `{0}` has no write access to CategoryOption: `{1}`.',
  },
  E1100: {
    '2.38': "User: `{0}`, is lacking 'F_TEI_CASCADE_DELETE' authority to delete TrackedEntityInstance: `{1}`.",
    '2.41': "User: `{0}`, is lacking 'F_TEI_CASCADE_DELETE' authority to delete TrackedEntity: `{1}`.",
    '2.42': "User: `{0}` lacks 'F_TEI_CASCADE_DELETE' authority to delete TrackedEntity: `{1}`.",
  },
  E1102: {
    '2.38': 'User: `{0}`, does not have access to the tracked entity: `{1}`, Program: `{2}`, combination.',
    '2.42': 'User: `{0}` does not have access to the TrackedEntity: `{1}` and Program: `{2}`.',
  },
  E1103: {
    '2.38': "User: `{0}`, is lacking 'F_ENROLLMENT_CASCADE_DELETE' authority to delete Enrollment : `{1}`.",
    '2.42': "User: `{0}` lacks 'F_ENROLLMENT_CASCADE_DELETE' authority to delete Enrollment : `{1}`.",
  },
  E1104: {
    '2.38': 'User: `{0}`, has no data read access to program: `{1}`, TrackedEntityType: `{2}`.',
    '2.42': 'User: `{0}` has no data read access to Program: `{1}`, TrackedEntityType: `{2}`.',
  },
  E1113: {
    '2.38': 'Enrollment: `{0}`, is already deleted and cannot be modified.',
    '2.42': 'Enrollment: `{0}` is already deleted and cannot be modified.',
  },
  E1114: {
    '2.38': 'TrackedEntity: `{0}`, is already deleted and cannot be modified.',
    '2.42': 'TrackedEntity: `{0}` is already deleted and cannot be modified.',
  },
  E1115: { '2.38': 'Could not find CategoryOptionCombo: `{0}`.' },
  E1116: { '2.38': 'Could not find CategoryOption: `{0}`.' },
  E1117: {
    '2.38': 'CategoryOptionCombo does not exist for category combo `{0}` and category options `{1}`.',
    '2.42': 'CategoryOptionCombo not found for CategoryCombo `{0}` and CategoryOptions `{1}`.',
  },
  E1118: { '2.38': 'Assigned user `{0}` is not valid.', '2.42': 'Assigned User `{0}` is not valid.' },
  E1119: { '2.38': 'A Tracker Note with uid `{0}` already exists.', '2.42': 'A Note with UID `{0}` already exists.' },
  E1120: {
    '2.38': 'ProgramStage `{0}` does not allow user assignment',
    '2.42': 'ProgramStage `{0}` does not allow user assignment.',
  },
  E1121: {
    '2.38': 'Missing required tracked entity property: `{0}`.',
    '2.40': 'Missing required trackedEntity property: `{0}`.',
  },
  E1122: { '2.38': 'Missing required enrollment property: `{0}`.' },
  E1123: { '2.38': 'Missing required event property: `{0}`.' },
  E1124: { '2.38': 'Missing required relationship property: `{0}`.' },
  E1125: {
    '2.38': 'Value {0} is not a valid option for {1} {2} in option set {3}',
    '2.41': 'Value `{0}` is not a valid option code in option set `{1}`',
    '2.42': 'Value `{0}` is not a valid option code in OptionSet `{1}`.',
  },
  E1126: {
    '2.38': 'Not allowed to update Tracked Entity property: {0}.',
    '2.42': 'Not allowed to update trackedEntity property: {0}.',
  },
  E1127: {
    '2.38': 'Not allowed to update Enrollment property: {0}.',
    '2.42': 'Not allowed to update enrollment property: {0}.',
  },
  E1128: { '2.38': 'Not allowed to update Event property: {0}.', '2.42': 'Not allowed to update event property: {0}.' },
  E1300: { '2.38': 'Generated by program rule (`{0}`) - `{1}`', '2.42': 'Generated by ProgramRule (`{0}`) - `{1}`.' },
  E1302: { '2.38': 'DataElement `{0}` is not valid: `{1}`', '2.42': 'DataElement `{0}` is not valid: `{1}`.' },
  E1303: {
    '2.38': 'Mandatory DataElement `{0}` is not present',
    '2.42': 'Mandatory DataElement `{0}` is not present.',
  },
  E1304: {
    '2.38': 'DataElement `{0}` is not a valid data element',
    '2.42': 'DataElement `{0}` is not a valid DataElement.',
  },
  E1305: {
    '2.38': 'DataElement `{0}` is not part of `{1}` program stage',
    '2.42': 'DataElement `{0}` is not part of ProgramStage `{1}`.',
  },
  E1315: {
    '2.40': 'Status `{0}` does not allow defining data values. Statuses that do allow defining data values are: {1}',
    '2.42': 'Status `{0}` does not allow creating data values, allow statuses: {1}.',
  },
  E1316: {
    '2.40': 'No event can transition from status `{0}` to status `{1}.`',
    '2.42': 'Event cannot transition from status `{0}` to status `{1}`.',
  },
  E1318: { '2.43': 'Status `{0}` is not applicable for single events.' },
  E1323: { '2.43': 'User: `{0}` has no access to any program.' },
  E1324: { '2.43': "'User `{0}` has no ownership access to any program for the provided TrackedEntity: `{1}`." },
  E1326: {
    '2.43':
      'Event `{0}` is completed and its ProgramStage blocks the entry form after completion. Reopen the Event before updating.',
  },
  E4000: { '2.38': 'Relationship: `{0}` cannot link to itself', '2.42': 'Relationship: `{0}` cannot link to itself.' },
  E4001: {
    '2.38': 'Relationship Item `{0}` for Relationship `{1}` is invalid: an Item can link only one Tracker entity.',
    '2.40':
      'Relationship item `{0}` for relationship `{1}` is invalid: an item must link to exactly one of trackedEntity, enrollment, event.',
    '2.41':
      'Relationship item `{0}` for relationship `{1}` is invalid: an item must link exactly one of trackedEntity, enrollment, event.',
    '2.42':
      'RelationshipItem `{0}` for Relationship `{1}` is invalid as an item must be associated with exactly one of TrackedEntity, Enrollment, Event.',
  },
  E4006: {
    '2.38': 'Could not find relationship Type: `{0}`.',
    '2.40': 'Could not find relationship type: `{0}`.',
    '2.42': 'Could not find RelationshipType: `{0}`.',
  },
  E4010: {
    '2.38': 'Relationship Type `{0}` constraint requires a {1} but a {2} was found.',
    '2.40': 'Relationship type `{0}` constraint requires a {1} but a {2} was found.',
    '2.42': 'RelationshipType `{0}` constraint requires a {1} but a {2} was found.',
  },
  E4012: {
    '2.38': 'Could not find `{0}`: `{1}`, linked to Relationship.',
    '2.40': 'Could not find `{0}`: `{1}`, linked to relationship.',
  },
  E4014: {
    '2.38': 'Relationship Type `{0}` constraint requires a Tracked Entity having type `{1}` but `{2}` was found.',
    '2.40': 'Relationship type `{0}` constraint requires a tracked entity having type `{1}` but `{2}` was found.',
    '2.42': 'RelationshipType `{0}` constraint requires TrackedEntityType `{1}` but `{2}` was found.',
  },
  E4015: { '2.38': 'Relationship: `{0}`, already exists.', '2.42': 'Relationship: `{0}` already exists.' },
  E4016: { '2.38': 'Relationship: `{0}`, do not exist.', '2.42': 'Relationship: `{0}` do not exist.' },
  E4017: {
    '2.40': 'Relationship: `{0}`, is already deleted and cannot be modified.',
    '2.42': 'Relationship: `{0}` is already deleted and cannot be modified.',
  },
  E4018: {
    '2.40': 'Relationship: `{0}`, linking {1}: `{2}` to {3}: `{4}` already exists.',
    '2.42': 'Relationship: `{0}` linking {1}: `{2}` to {3}: `{4}` already exists.',
  },
  E4020: {
    '2.40': 'User: `{0}`, has no write access to relationship: `{1}`.',
    '2.42': 'User: `{0}` has no write access to relationship: `{1}`.',
  },
  E5000: {
    '2.40': '"{0}" `{1}` cannot be persisted because "{2}" `{3}` referenced by it cannot be persisted.',
    '2.42': '{0} `{1}` cannot be created because {2} `{3}` referenced by it could not be created.',
  },
} as const satisfies Record<string, Partial<Record<MessageEdition, string>>>

/** The code of an issue. */
export type IssueCode = keyof typeof importMessages
