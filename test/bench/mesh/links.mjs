/** The fields by which a row names metadata: type of the row, new field, property with the UID, list of DHIS2, type named. */
export const links = [
  ['AttributeValue', 'attributeObject', 'attribute', 'trackedEntityAttributes', 'TrackedEntityAttribute'],
  ['DataValue', 'dataElementObject', 'dataElement', 'dataElements', 'DataElement'],
  ['Event', 'programStageObject', 'programStage', 'programStages', 'ProgramStage'],
  ['TrackedEntity', 'orgUnitObject', 'orgUnit', 'organisationUnits', 'OrganisationUnit'],
  ['Enrollment', 'orgUnitObject', 'orgUnit', 'organisationUnits', 'OrganisationUnit'],
  ['Event', 'orgUnitObject', 'orgUnit', 'organisationUnits', 'OrganisationUnit'],
]
