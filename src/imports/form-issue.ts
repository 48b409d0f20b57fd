import type { ReportedIssue } from '../model/import-report.ts'
import type { BundleObject } from './bundle-objects.ts'

/** A fault that can be told before anything is sent: as DHIS2 would report it, with its place in the bundle. */
export interface FormIssue extends ReportedIssue {
  code: FormCode
  path: string[]
}

/** DHIS2's words for each code that is told here, as 2.43 has them (2.41 for E1048, which later versions lack). */
const MESSAGES = {
  E1002: 'TrackedEntity: `{0}`, already exists.',
  E1006: 'Attribute: `{0}` does not exist.',
  E1007: 'Error validating attribute value type: `{0}`; Error: `{1}`.',
  E1010: 'Could not find Program: `{0}`, linked to Event.',
  E1013: 'Could not find ProgramStage: `{0}`, linked to Event.',
  E1018: 'Attribute: `{0}` is mandatory in Program `{1}` but not declared in Enrollment `{2}`.',
  E1019: 'Only ProgramAttributes are allowed for Enrollment, invalid Attribute: `{0}`.',
  E1020: 'Enrollment date: `{0}` cannot be a future date.',
  E1021: 'Incident date: `{0}` cannot be a future date.',
  E1023: 'DisplayIncidentDate is true but occurredAt is null.',
  E1025: 'Property enrolledAt is null.',
  E1030: 'Event: `{0}` already exists.',
  E1031: 'Event occurredAt date is missing.',
  E1033: 'Event: `{0}` Enrollment value is null.',
  E1039: 'ProgramStage: `{0}` is not repeatable and an Event already exists.',
  E1048: 'Object: `{0}`, uid: `{1}`, has an invalid uid format.',
  E1050: 'Event ScheduledAt date is missing.',
  E1064: 'Non-unique attribute value `{0}` for attribute `{1}`.',
  E1069: 'Could not find Program: `{0}` linked to Enrollment.',
  E1076: '`{0}` `{1}` is mandatory and must be specified.',
  E1080: 'Enrollment: `{0}` already exists.',
  E1089: 'Event: `{0}` references ProgramStage `{1}` which do not belong to Program `{2}`.',
  E1090: 'Attribute: `{0}` is mandatory in TrackedEntityType `{1}` but not found in TrackedEntity `{2}`.',
  E1121: 'Missing required trackedEntity property: `{0}`.',
  E1122: 'Missing required enrollment property: `{0}`.',
  E1123: 'Missing required event property: `{0}`.',
  E1124: 'Missing required relationship property: `{0}`.',
  E1125: 'Value `{0}` is not a valid option code in OptionSet `{1}`.',
  E1302: 'DataElement `{0}` is not valid: `{1}`.',
  E1303: 'Mandatory DataElement `{0}` is not present.',
  E1304: 'DataElement `{0}` is not a valid DataElement.',
  E1305: 'DataElement `{0}` is not part of ProgramStage `{1}`.',
  E4001:
    'RelationshipItem `{0}` for Relationship `{1}` is invalid as an item must be associated with exactly one of TrackedEntity, Enrollment, Event.',
  E4015: 'Relationship: `{0}` already exists.',
} satisfies Record<string, string>

/** A code that is told here. */
export type FormCode = keyof typeof MESSAGES

/** An issue of an object; `at`: the place within it. */
export function formIssue(entry: BundleObject, code: FormCode, args: readonly string[], ...at: string[]): FormIssue {
  return {
    code,
    message: MESSAGES[code].replace(/\{(\d)\}/g, (_, index: string) => args[Number(index)] ?? ''),
    trackerType: entry.trackerType,
    ...(entry.uid !== undefined && { uid: entry.uid }),
    args: [...args],
    path: [...entry.path, ...at],
  }
}
