/** Properties that hold one value of an object, as an issue may be about them. */
export type PlaceProperty =
  | 'trackedEntity'
  | 'trackedEntityType'
  | 'enrollment'
  | 'program'
  | 'programStage'
  | 'orgUnit'
  | 'status'
  | 'enrolledAt'
  | 'occurredAt'
  | 'scheduledAt'
  | 'completedAt'
  | 'geometry'
  | 'assignedUser'
  | 'attributeOptionCombo'
  | 'attributeCategoryOptions'
  | 'relationshipType'
  | 'from'
  | 'to'

/**
 * What of an object a code is about.
 * - `object`: the object itself, or more than one of its places.
 * - `property`: one property, given or not.
 * - `given`: the first of these properties that the object has, else the object.
 * - `reference`: the property that holds an identifier which the issue names, else the object.
 * - `namedProperty`: the property whose name the issue tells.
 * - `list`: a list in which something is missing.
 * - `item`: the attribute or data value whose attribute or data element is named; `part`: its identifier or its value.
 * - `value`: the attribute or data value that is named, else the one that holds the named value.
 * - `unnamedItem`: the attribute that lacks its identifier.
 * - `ruleField`: the value of the field at the end of a program rule's message, else the object.
 * - `categoryOption`, `note`, `end`, `uid`: the one that is named: a category option, a note, an end of a relationship, a UID.
 */
export type IssuePlace =
  | {
      kind:
        | 'object'
        | 'namedProperty'
        | 'value'
        | 'unnamedItem'
        | 'ruleField'
        | 'categoryOption'
        | 'note'
        | 'end'
        | 'uid'
    }
  | { kind: 'property'; property: PlaceProperty }
  | { kind: 'given' | 'reference'; properties: readonly PlaceProperty[] }
  | { kind: 'list'; list: 'attributes' | 'dataValues' }
  | { kind: 'item'; part: 'identifier' | 'value' }

const object: IssuePlace = { kind: 'object' }
const namedProperty: IssuePlace = { kind: 'namedProperty' }
const value: IssuePlace = { kind: 'value' }
const attributeList: IssuePlace = { kind: 'list', list: 'attributes' }
const dataValueList: IssuePlace = { kind: 'list', list: 'dataValues' }
const identifierOfItem: IssuePlace = { kind: 'item', part: 'identifier' }
const valueOfItem: IssuePlace = { kind: 'item', part: 'value' }
const end: IssuePlace = { kind: 'end' }
const property = (name: PlaceProperty): IssuePlace => ({ kind: 'property', property: name })
const given = (...properties: PlaceProperty[]): IssuePlace => ({ kind: 'given', properties })
const reference = (...properties: PlaceProperty[]): IssuePlace => ({ kind: 'reference', properties })

/** Who may do it: the place is what the caller may not reach, where the object itself names it. */
const ACCESS: Record<string, IssuePlace> = {
  E1000: reference('orgUnit'),
  E1001: reference('trackedEntityType'),
  E1003: object,
  E1083: object,
  E1091: reference('program'),
  E1095: reference('programStage'),
  E1096: reference('program'),
  E1099: { kind: 'categoryOption' },
  E1100: object,
  E1102: object,
  E1103: object,
  E1104: reference('program'),
  E1323: object,
  E1324: object,
  E4020: object,
}

/** Whether it is there already, is not there, is deleted, or may not change so. */
const EXISTENCE: Record<string, IssuePlace> = {
  E1002: object,
  E1015: object,
  E1016: object,
  E1030: object,
  E1032: object,
  E1048: { kind: 'uid' },
  E1063: object,
  E1080: object,
  E1081: object,
  E1082: object,
  E1113: object,
  E1114: object,
  E1119: { kind: 'note' },
  E1313: object,
  E1326: object,
  E4003: object,
  E4005: object,
  E4015: object,
  E4016: object,
  E4017: object,
  E4018: object,
  E5000: object,
  E9999: object,
}

/** What an object points at. */
const REFERENCES: Record<string, IssuePlace> = {
  E1005: property('trackedEntityType'),
  E1008: property('programStage'),
  E1010: property('program'),
  E1011: property('orgUnit'),
  E1013: property('programStage'),
  E1014: property('program'),
  E1022: property('program'),
  E1029: property('orgUnit'),
  E1033: property('enrollment'),
  E1035: property('programStage'),
  E1039: property('programStage'),
  E1041: property('orgUnit'),
  E1049: property('orgUnit'),
  E1068: property('trackedEntity'),
  E1069: property('program'),
  E1070: property('orgUnit'),
  E1079: property('program'),
  E1086: property('programStage'),
  E1088: property('programStage'),
  E1089: property('programStage'),
  E1094: property('program'),
  E1110: property('program'),
  E1118: property('assignedUser'),
  E1120: property('assignedUser'),
}

/** Category options and their combinations. */
const CATEGORIES: Record<string, IssuePlace> = {
  E1054: given('attributeOptionCombo', 'attributeCategoryOptions'),
  E1055: property('attributeOptionCombo'),
  E1056: given('occurredAt', 'scheduledAt'),
  E1057: given('occurredAt', 'scheduledAt'),
  E1115: property('attributeOptionCombo'),
  E1116: { kind: 'categoryOption' },
  E1117: given('attributeCategoryOptions', 'attributeOptionCombo'),
  E1129: property('attributeOptionCombo'),
  E1130: property('attributeOptionCombo'),
}

/** Required and unchangeable properties, dates, status, geometry. */
const PROPERTIES: Record<string, IssuePlace> = {
  E1012: property('geometry'),
  E1020: property('enrolledAt'),
  E1021: property('occurredAt'),
  E1023: property('occurredAt'),
  E1025: property('enrolledAt'),
  E1031: property('occurredAt'),
  E1042: property('completedAt'),
  E1043: object,
  E1044: property('occurredAt'),
  E1045: object,
  E1046: object,
  E1047: given('occurredAt', 'scheduledAt'),
  E1050: property('scheduledAt'),
  E1051: property('completedAt'),
  E1052: property('completedAt'),
  E1074: property('geometry'),
  E1121: namedProperty,
  E1122: namedProperty,
  E1123: namedProperty,
  E1124: namedProperty,
  E1126: namedProperty,
  E1127: namedProperty,
  E1128: namedProperty,
  E1315: object,
  E1316: property('status'),
  E1318: property('status'),
}

/** Attributes and data values. */
const VALUES: Record<string, IssuePlace> = {
  E1006: identifierOfItem,
  E1007: value,
  E1009: value,
  E1018: attributeList,
  E1019: identifierOfItem,
  E1064: valueOfItem,
  E1075: { kind: 'unnamedItem' },
  E1076: valueOfItem,
  E1077: value,
  E1084: value,
  E1085: valueOfItem,
  E1087: identifierOfItem,
  E1090: attributeList,
  E1112: value,
  E1125: value,
  E1302: value,
  E1303: dataValueList,
  E1304: identifierOfItem,
  E1305: identifierOfItem,
}

/** Program rules: what a rule says, sets, demands or schedules. */
const RULES: Record<string, IssuePlace> = {
  E1300: { kind: 'ruleField' },
  E1301: dataValueList,
  E1306: attributeList,
  E1307: valueOfItem,
  E1308: valueOfItem,
  E1309: valueOfItem,
  E1310: valueOfItem,
  E1314: valueOfItem,
  E1317: valueOfItem,
  E1319: object,
  E1320: object,
  E1321: object,
  E1322: object,
}

/** Relationships: their type, and their ends. */
const RELATIONSHIPS: Record<string, IssuePlace> = {
  E4000: object,
  E4001: end,
  E4004: property('relationshipType'),
  E4006: property('relationshipType'),
  E4007: property('from'),
  E4008: property('to'),
  E4009: property('relationshipType'),
  E4010: end,
  E4011: end,
  E4012: end,
  E4013: end,
  E4014: end,
}

/** What each code of DHIS2 2.38 to 2.43 is about (its `ValidationCode`, up to 2.39 `TrackerErrorCode`, and who raises it). */
export const ISSUE_PLACES: ReadonlyMap<string, IssuePlace> = new Map(
  Object.entries({
    ...ACCESS,
    ...EXISTENCE,
    ...REFERENCES,
    ...CATEGORIES,
    ...PROPERTIES,
    ...VALUES,
    ...RULES,
    ...RELATIONSHIPS,
  }),
)
