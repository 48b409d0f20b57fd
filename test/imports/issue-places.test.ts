import { describe, expect, test } from 'vitest'
import { ISSUE_PLACES } from '../../src/imports/issue-places.ts'
import { locateIssue } from '../../src/imports/locate-issue.ts'
import type { TrackerBundle } from '../../src/model/import-bundle.ts'
import type { ReportedIssue } from '../../src/model/import-report.ts'

const bundle: TrackerBundle = {
  trackedEntities: [
    {
      trackedEntity: 'TrackedEnt1',
      trackedEntityType: 'EntityType1',
      orgUnit: 'OrgUnitUid1',
      attributes: [
        { attribute: 'AttrNumber1', value: '12x' },
        { attribute: 'AttrTextAb2', value: 'twice' },
        { attribute: 'AttrTextAb3', value: 'twice' },
        { attribute: '', value: 'lost' },
      ],
      enrollments: [
        {
          enrollment: 'Enrollment1',
          program: 'ProgramUid1',
          orgUnit: 'OrgUnitUid1',
          enrolledAt: '2026-01-01',
          attributes: [{ attribute: 'AttrDateAb4', value: 'not a date' }],
          notes: [{ note: 'NoteUidAbc1', value: 'seen' }],
          events: [
            {
              event: 'EventUidAb1',
              program: 'ProgramUid1',
              programStage: 'StageUidAb1',
              orgUnit: 'OrgUnitUid1',
              occurredAt: '2026-01-02',
              attributeOptionCombo: 'ComboUidAb1',
              attributeCategoryOptions: ['OptionUidA1', 'OptionUidA2'],
              dataValues: [
                { dataElement: 'ElementUid1', value: 'nine' },
                { dataElement: 'ElementUid2', value: '' },
              ],
              notes: [
                { note: 'NoteUidAbc2', value: 'a' },
                { note: 'NoteUidAbc3', value: 'b' },
              ],
            },
          ],
        },
      ],
    },
  ],
  relationships: [
    {
      relationship: 'RelationAb1',
      relationshipType: 'RelTypeUid1',
      from: { trackedEntity: { trackedEntity: 'TrackedEnt1' } },
      to: { enrollment: { enrollment: 'Enrollment1' } },
    },
  ],
}

const TYPES = {
  T: { trackerType: 'TRACKED_ENTITY', uid: 'TrackedEnt1', path: 'trackedEntities/0' },
  N: { trackerType: 'ENROLLMENT', uid: 'Enrollment1', path: 'trackedEntities/0/enrollments/0' },
  E: { trackerType: 'EVENT', uid: 'EventUidAb1', path: 'trackedEntities/0/enrollments/0/events/0' },
  R: { trackerType: 'RELATIONSHIP', uid: 'RelationAb1', path: 'relationships/0' },
} as const

/** Each code as some version words it: code, object (T, N, E, R), the place within that object (`.`: itself), and the message, ´ for a backtick. */
const WORDED = `
E1000 E orgUnit | User: ´UserUidAbc1´ has no capture scope access to OrganisationUnit: ´OrgUnitUid1´.
E1000 N . | User: ´UserUidAbc1´, has no write access to OrganisationUnit: ´OwnerUidAb1´.
E1001 T trackedEntityType | User: ´U´ has no data write access to TrackedEntityType: ´EntityType1´.
E1002 T . | TrackedEntity: ´TrackedEnt1´, already exists.
E1003 T . | User: ´U´ has no write access to TrackedEntity: ´TrackedEnt1´.
E1005 T trackedEntityType | Could not find TrackedEntityType: ´EntityType1´.
E1006 T attributes/2/attribute | Attribute: ´AttrTextAb3´ does not exist.
E1007 N attributes/0/value | Error validating attribute value type: ´DATE´; Error: ´Invalid format: "not a date"´.
E1007 T attributes | Error validating attribute value type: ´TEXT´; Error: ´Value type is TEXT but the value ´twice´ is not.´.
E1007 T attributes/0/value | Error validating attribute value type: ´´; Error: ´Value '12x' is not a valid numeric type for attribute AttrNumber1´.
E1007 E dataValues/0/value | Error validating attribute value type: ´nine´; Error: ´{1}´.
E1007 T attributes/0/value | Error validating attribute value type: ´´; Error: ´ Value 12x is not a valid org unit value´.
E1008 E programStage | ProgramStage ´StageUidAb1´ has no reference to a Program, check ProgramStage configuration.
E1009 E dataValues/0/value | File resource: ´nine´ has already been assigned to another object.
E1010 E program | Could not find Program: ´ProgramUid1´, linked to Event.
E1011 E orgUnit | Could not find OrganisationUnit: ´OrgUnitUid1´, linked to Event.
E1012 N geometry | Geometry does not conform to FeatureType: ´POINT´.
E1013 E programStage | Could not find ProgramStage: ´StageUidAb1´, linked to Event.
E1014 N program | Provided Program: ´ProgramUid1´ is a Program without registration.
E1015 N . | TrackedEntity: ´TrackedEnt1´ already has an active Enrollment in Program ´ProgramUid1´.
E1016 N . | TrackedEntity: ´TrackedEnt1´ already has an Enrollment in Program: ´ProgramUid1´.
E1018 N attributes | Attribute: ´AttrTextAb9´ is mandatory in Program ´ProgramUid1´.
E1019 N attributes/0/attribute | Only ProgramAttributes are allowed for Enrollment, invalid Attribute: ´AttrDateAb4=not a date´.
E1020 N enrolledAt | Enrollment date: ´2036-01-01´ cannot be a future date.
E1021 N occurredAt | Incident date: ´2036-01-01´ cannot be a future date.
E1022 N program | TrackedEntity: ´TrackedEnt1´ must have same TrackedEntityType as Program ´ProgramUid1´.
E1023 N occurredAt | DisplayIncidentDate is true but occurredAt is null.
E1025 N enrolledAt | Property enrolledAt is null.
E1029 E orgUnit | Event OrganisationUnit: ´OrgUnitUid1´ and Program: ´ProgramUid1´, do not match.
E1030 E . | Event: ´EventUidAb1´ already exists.
E1031 E occurredAt | Event occurredAt date is missing.
E1032 E . | Event: ´EventUidAb1´ do not exist.
E1033 E enrollment | Event: ´EventUidAb1´ Enrollment value is null.
E1035 E programStage | Event: ´EventUidAb1´, ProgramStage value is null.
E1039 E programStage | ProgramStage: ´StageUidAb1´ is not repeatable and an Event already exists.
E1041 N orgUnit | Enrollment OrganisationUnit: ´OrgUnitUid1´ and Program: ´ProgramUid1´ do not match.
E1042 E completedAt | Event: ´EventUidAb1´, needs to have completed date.
E1043 E . | Event: ´EventUidAb1´ completeness date has expired.
E1044 E occurredAt | Event: ´EventUidAb1´, needs to have event date.
E1045 E . | Program: ´ProgramUid1´, expiry date has passed.
E1046 E . | Event: ´EventUidAb1´ needs to have at least one Event or schedule date.
E1047 E occurredAt | Event: ´EventUidAb1´ date belongs to an expired period.
E1048 E event | Object: ´EventUidAb1´, uid: ´EventUidAb1´, has an invalid uid format.
E1048 N notes/0/note | Object: ´NoteUidAbc1´, uid: ´Note(note=NoteUidAbc1)´, has an invalid uid format.
E1049 T orgUnit | Could not find OrganisationUnit: ´OrgUnitUid1´ linked to TrackedEntity.
E1050 E scheduledAt | Event ScheduledAt date is missing.
E1051 E completedAt | Event: ´EventUidAb1´ completedAt must be null when status is ´ACTIVE´.
E1052 N completedAt | Enrollment: ´Enrollment1´ completedAt must be null when status is ´ACTIVE´.
E1054 E attributeOptionCombo | AttributeOptionCombo ´ComboUidAb1´ is not in the Event Program CategoryCombo ´C´.
E1055 E attributeOptionCombo | Default AttributeOptionCombo is not allowed as Program has non-default CategoryCombo.
E1056 E occurredAt | Event date: ´1´ is before start date: ´2´ for AttributeOption: ´Some´.
E1057 E occurredAt | Event date: ´1´ is after end date: ´2´ for AttributeOption: ´Some´ in Program: ´P´.
E1063 T . | TrackedEntity: ´TrackedEnt1´, does not exist.
E1064 T attributes/2/value | Non-unique attribute value ´twice´ for attribute ´AttrTextAb3´.
E1068 N trackedEntity | Could not find TrackedEntity: ´TrackedEnt1´ linked to Enrollment.
E1069 N program | Could not find Program: ´ProgramUid1´ linked to Enrollment.
E1070 N orgUnit | Could not find OrganisationUnit: ´OrgUnitUid1´ linked to Enrollment.
E1074 T geometry | FeatureType is missing.
E1075 T attributes/3/attribute | Attribute: ´Attribute(attribute=null, code=null, value=lost)´ UID is missing.
E1076 E dataValues/1/value | ´DataElement´ ´ElementUid2´ is mandatory and must be specified.
E1077 N attributes/0/value | Attribute: ´not a date´ text value exceed the maximum length: ´not a date´.
E1079 E program | Event: ´EventUidAb1´ Program: ´ProgramUid1´ is different from Program defined in Enrollment ´Enrollment1´.
E1080 N . | Enrollment: ´Enrollment1´ already exists.
E1081 N . | Enrollment: ´Enrollment1´ do not exist.
E1082 E . | Event: ´EventUidAb1´ is already deleted and cannot be modified.
E1083 E . | User: ´U´ is not authorized to update completed Events.
E1084 T attributes/0/value | File resource: ´12x´, reference could not be found.
E1085 N attributes/0/value | Attribute: ´AttrDateAb4´, value does not match value type: ´value_not_valid_date´.
E1086 E programStage | Event: ´EventUidAb1´, has a program: ´ProgramUid1´, that is a registration but its ProgramStage is not valid or missing.
E1087 E dataValues/1/dataElement | Event: ´EventUidAb1´, could not find DataElement: ´ElementUid2´, linked to a data value.
E1088 E programStage | Event: ´EventUidAb1´, program: ´ProgramUid1´, and ProgramStage: ´StageUidAb1´, could not be found.
E1089 E programStage | Event: ´EventUidAb1´ references ProgramStage ´StageUidAb1´ which do not belong to Program ´ProgramUid1´.
E1090 T attributes | Attribute: ´AttrTextAb9´ is mandatory in TrackedEntityType ´EntityType1´.
E1091 N program | User: ´U´ has no data write access to Program: ´ProgramUid1´.
E1094 N program | Not allowed to update Enrollment: ´Enrollment1´, existing Program ´ProgramUid9´.
E1095 E programStage | User: ´U´ has no data write access to ProgramStage: ´StageUidAb1´.
E1096 E program | User: ´U´ has no data read access to Program: ´ProgramUid1´.
E1099 E attributeCategoryOptions/1 | User: ´U´ has no write access to CategoryOption: ´OptionUidA2´.
E1100 T . | User: ´U´ lacks F_TEI_CASCADE_DELETE authority to delete TrackedEntity: ´TrackedEnt1´.
E1102 E . | User: ´U´ does not have access to the TrackedEntity: ´TrackedEnt1´ and Program: ´ProgramUid1´.
E1103 N . | User: ´U´ lacks F_ENROLLMENT_CASCADE_DELETE authority to delete Enrollment : ´Enrollment1´.
E1104 N program | User: ´U´ has no data read access to Program: ´ProgramUid1´, TrackedEntityType: ´EntityType1´.
E1110 E program | Not allowed to update Event: ´EventUidAb1´, existing Program ´ProgramUid9´.
E1112 T attributes/0/value | AttributeValue: ´12x´ is confidential but encryption is not enabled: ´no key´
E1113 N . | Enrollment: ´Enrollment1´ is already deleted and cannot be modified.
E1114 T . | TrackedEntity: ´TrackedEnt1´ is already deleted and cannot be modified.
E1115 E attributeOptionCombo | Could not find CategoryOptionCombo: ´ComboUidAb1´.
E1116 E attributeCategoryOptions/0 | Could not find CategoryOption: ´OptionUidA1´.
E1117 E attributeCategoryOptions | CategoryOptionCombo not found for CategoryCombo ´C´ and CategoryOptions ´[OptionUidA1, OptionUidA2]´.
E1118 E assignedUser | Assigned User ´User(uid=x)´ is not valid.
E1119 E notes/1 | A Note with UID ´NoteUidAbc3´ already exists.
E1120 E assignedUser | ProgramStage ´StageUidAb1´ does not allow user assignment.
E1121 T orgUnit | Missing required trackedEntity property: ´orgUnit´.
E1122 N trackedEntity | Missing required enrollment property: ´trackedEntity´.
E1123 E programStage | Missing required event property: ´programStage´.
E1124 R relationshipType | Missing required relationship property: ´relationshipType´.
E1125 E dataValues/0/value | Value nine is not a valid option for ElementUid1 DataElement in option set ONE,TWO
E1125 E dataValues/0/value | Value ´nine´ is not a valid option code in OptionSet ´OptionSetA1´.
E1126 T trackedEntityType | Not allowed to update trackedEntity property: trackedEntityType.
E1127 N program | Not allowed to update Enrollment property: program.
E1128 E programStage | Not allowed to update event property: programStage.
E1129 N attributeOptionCombo | CategoryOptionCombo not found for CategoryCombo ´C´.
E1130 N attributeOptionCombo | AttributeOptionCombo ´ComboUidAb1´ is not in the program enrollment CategoryCombo ´C´.
E1300 E dataValues/0/value | Generated by ProgramRule (´RuleUidAbc1´) - ´Too low: refer (ElementUid1)´.
E1300 E . | Generated by ProgramRule (´RuleUidAbc1´) - ´Too low (temperature)´.
E1300 N ../../attributes/0/value | Generated by program rule (´RuleUidAbc1´) - ´Born when? (AttrNumber1)´
E1301 E dataValues | Generated by ProgramRule (´RuleUidAbc1´) - Mandatory DataElement ´ElementUid9´ is not present.
E1302 E dataValues/0/value | DataElement ´ElementUid1´ is not valid: ´value_not_numeric´
E1302 E dataValues/0/value | DataElement ´´ is not valid: ´Value type is NUMBER but the value ´nine´ is not.´
E1303 E dataValues | Mandatory DataElement ´ElementUid9´ is not present.
E1304 E dataValues/1/dataElement | DataElement ´ElementUid2´ is not a valid DataElement.
E1305 E dataValues/1/dataElement | DataElement ´ElementUid2´ is not part of ProgramStage ´StageUidAb1´.
E1306 N attributes | Generated by ProgramRule (´RuleUidAbc1´) - Mandatory Attribute ´AttrTextAb9´ is not present
E1307 E dataValues/0/value | Generated by ProgramRule (´RuleUidAbc1´) - Unable to assign value to DataElement ´ElementUid1´. The provided value must be empty or match the calculated value ´9´
E1308 E dataValues/0/value | Generated by ProgramRule (´RuleUidAbc1´) - DataElement ´ElementUid1´ is replaced in Event ´EventUidAb1´.
E1309 N ../../attributes/1/value | Generated by ProgramRule (´RuleUidAbc1´) - Unable to assign value to Attribute ´AttrTextAb2´. The provided value must be empty or match the calculated value ´9´.
E1310 N attributes/0/value | Generated by ProgramRule (´RuleUidAbc1´) - Attribute ´AttrDateAb4´ is being replaced in te ´TrackedEnt1´.
E1313 E . | Event ´EventUidAb1´ of an Enrollment does not reference a TrackedEntity.
E1314 E dataValues/1/value | Generated by ProgramRule (´RuleUidAbc1´) - DataElement ´ElementUid2´ is mandatory and cannot be deleted.
E1315 E . | Status ´SCHEDULE´ does not allow creating data values, allow statuses: [ACTIVE].
E1316 E status | No event can transition from status ´´ to status ´.´
E1317 N attributes/0/value | Generated by ProgramRule (´RuleUidAbc1´) - Attribute ´AttrDateAb4´ is mandatory and cannot be deleted.
E1318 E status | Status ´VISITED´ is not applicable for single events.
E1319 N . | Generated by program rule (´RuleUidAbc1´) - Date ´soon´ is not valid
E1320 N . | Generated by program rule (´RuleUidAbc1´) - Event (´EventUidAb9´) was automatically scheduled at ´2026-02-01´.
E1321 N . | Generated by program rule (´RuleUidAbc1´) - User (´clerk´) does not have write access to ProgramStage ´StageUidAb9´.
E1322 N . | Generated by program rule (´RuleUidAbc1´) - Event for programStage (´StageUidAb9´) and enrollment (´Enrollment1´) already exists
E1323 T . | User: ´U´ has no access to any program.
E1324 T . | User ´U´ has no ownership access to any program for the provided TrackedEntity: ´TrackedEnt1´.
E1326 E . | Event ´EventUidAb1´ is completed and its ProgramStage blocks the entry form after completion.
E4000 R . | Relationship: ´RelationAb1´ cannot link to itself.
E4001 R to | RelationshipItem ´to´ for Relationship ´RelationAb1´ is invalid.
E4003 R . | There are duplicated relationships.
E4004 R relationshipType | Missing required relationship property: relationshipType.
E4005 R . | RelationShip: ´RelationAb1´, do not exist.
E4006 R relationshipType | Could not find RelationshipType: ´RelTypeUid1´.
E4007 R from | Missing required relationship property: from.
E4008 R to | Missing required relationship property: to.
E4009 R relationshipType | Relationship Type ´RelTypeUid1´ is not valid.
E4010 R from | RelationshipType ´from´ constraint requires a enrollment but a trackedEntity was found.
E4011 R to | Relationship: ´RelationAb1´ cannot be persisted because enrollment Enrollment1 referenced by this relationship is not valid.
E4012 R from | Could not find ´trackedEntity´: ´TrackedEnt1´, linked to relationship.
E4013 R to | Relationship Type ´to´ constraint is missing enrollment.
E4014 R from | RelationshipType ´from´ constraint requires TrackedEntityType ´EntityType9´ but ´EntityType1´ was found.
E4015 R . | Relationship: ´RelationAb1´ already exists.
E4016 R . | Relationship: ´RelationAb1´ do not exist.
E4017 R . | Relationship: ´RelationAb1´ is already deleted and cannot be modified.
E4018 R . | Relationship: ´RelationAb1´ linking trackedEntity: ´TrackedEnt1´ to enrollment: ´Enrollment1´ already exists.
E4020 R . | User: ´U´ has no write access to relationship: ´RelationAb1´.
E5000 E . | event ´EventUidAb1´ cannot be created because enrollment ´Enrollment1´ referenced by it could not be created.
E9999 T . | N/A.
`

const CODES = WORDED.trim()
  .split('\n')
  .map((line) => /^(E\d+) ([TNER]) (\S+) \| (.*)$/.exec(line)?.slice(1) ?? [line])
  .map(([code = '', type = '', place = '', message = '']) => ({
    code,
    type,
    place,
    message: message.replaceAll('´', '`'),
  }))

function typeOf(letter: string) {
  const type = Object.entries(TYPES).find(([key]) => key === letter)?.[1]
  if (!type) throw new Error(`No type ${letter}`)
  return type
}

function locate(code: string, letter: string, message: string, args: string[] = []): string {
  const { trackerType, uid } = typeOf(letter)
  return locateIssue({ code, trackerType, uid, message, args }, bundle).join('/')
}

function placeOf(letter: string, place: string): string {
  if (place === '.') return typeOf(letter).path
  return place.startsWith('../../')
    ? `${TYPES.T.path}/${place.slice('../../'.length)}`
    : `${typeOf(letter).path}/${place}`
}

describe('every code of DHIS2 2.38 to 2.43 has its place, by the message alone', () => {
  test.each(CODES)('$code of $type: $message', ({ code, type, place, message }) => {
    expect(locate(code, type, message)).toBe(placeOf(type, place))
  })

  test('no code is left out', () => {
    expect(new Set(CODES.map(({ code }) => code))).toEqual(new Set(ISSUE_PLACES.keys()))
    expect(ISSUE_PLACES.size).toBe(141)
  })
})

describe('what the arguments tell from 2.41 on', () => {
  test('identifiers are taken out of the rendering of a reference, in any id scheme', () => {
    const uid = 'MetadataIdentifier(idScheme=UID, identifier=AttrTextAb3, attributeValue=null)'
    const attribute = 'MetadataIdentifier(idScheme=ATTRIBUTE, identifier=AttrOfAttr1, attributeValue=AttrTextAb2)'
    expect(locate('E1006', 'T', '', [uid])).toBe('trackedEntities/0/attributes/2/attribute')
    expect(locate('E1006', 'T', '', [attribute])).toBe('trackedEntities/0/attributes/1/attribute')
  })

  test('a value with backticks and quotes of its own is found by the arguments', () => {
    const value = 'a `b` "c" is not.'
    const odd: TrackerBundle = {
      events: [{ event: 'EventUidAb1', dataValues: [{ dataElement: 'ElementUid1', value }] }],
    }
    const args = ['NUMBER', `Value type is NUMBER but the value \`${value}\` is not.`]
    const issue: ReportedIssue = { code: 'E1302', trackerType: 'EVENT', uid: 'EventUidAb1', message: '', args }
    expect(locateIssue(issue, odd)).toEqual(['events', '0', 'dataValues', '0', 'value'])
  })
})

describe('what cannot be told exactly', () => {
  const type = (valueType: string): ReportedIssue => ({
    code: 'E1007',
    trackerType: 'TRACKED_ENTITY',
    uid: 'TrackedEnt1',
    message: '',
    args: [valueType, `Value type is ${valueType} but the value \`twice\` is not.`],
  })

  test('two equal values are told apart by their types where those are known, else their list is the place', () => {
    const meaningOf = (attribute: string) => ({ valueType: attribute === 'AttrTextAb3' ? 'DATE' : 'TEXT' })
    expect(locateIssue(type('DATE'), bundle)).toEqual(['trackedEntities', '0', 'attributes'])
    expect(locateIssue(type('DATE'), bundle, meaningOf)).toEqual(['trackedEntities', '0', 'attributes', '2', 'value'])
  })

  test('2.40 leaves the type out: the value is the one that does not fit its own', () => {
    const meaningOf = (attribute: string) => ({ valueType: attribute === 'AttrTextAb3' ? 'DATE' : 'TEXT' })
    const message = 'Error validating attribute value type: ``; Error: `Invalid format: "twice"`.'
    const issue: ReportedIssue = { ...type(''), args: [], message }
    expect(locateIssue(issue, bundle, meaningOf)).toEqual(['trackedEntities', '0', 'attributes', '2', 'value'])
  })

  test('an enrollment of 2.38, which is sent the attributes of its tracked entity, fails at a value that stands there', () => {
    const message = 'Error validating attribute value type: `NUMBER`; Error: `Invalid format: "12x"`.'
    expect(locate('E1007', 'N', message)).toBe('trackedEntities/0/attributes/0/value')
  })

  test('a code from the future is about its object', () => {
    expect(locate('E7777', 'E', '`ElementUid1`')).toBe(TYPES.E.path)
  })

  test('a UID that the bundle does not know leads to what the message names, else nowhere', () => {
    const unknown = { code: 'E5000', trackerType: 'EVENT', uid: 'EventUidAb9', args: [] } as const
    expect(locateIssue({ ...unknown, args: [], message: 'because `Enrollment1`' }, bundle).join('/')).toBe(TYPES.N.path)
    expect(locateIssue({ ...unknown, args: [], message: 'for no reason' }, bundle)).toEqual([])
  })

  test('of several objects without UID the one that holds what is named is meant, else what encloses them', () => {
    const nameless: TrackerBundle = {
      events: [{ dataValues: [{ dataElement: 'ElementUid1', value: 'x' }] }, { dataValues: [] }, {}],
    }
    const issue = { code: 'E1304', trackerType: 'EVENT', uid: 'EventUidAb9', args: [] } as const
    expect(locateIssue({ ...issue, args: [], message: '`ElementUid1`' }, nameless).join('/')).toBe(
      'events/0/dataValues/0/dataElement',
    )
    expect(locateIssue({ ...issue, args: [], message: '`ElementUid9`', code: 'E1030' }, nameless)).toEqual(['events'])
  })
})
