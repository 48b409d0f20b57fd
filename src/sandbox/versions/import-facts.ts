/** How DHIS2's versions differ in taking, refusing and reporting a tracker import: what `POST tracker` asks for as named facts. */
export interface ImportFacts {
  /** From which version's texts messages are taken. */
  messages: MessageEdition
  /** Issues tell their arguments as `args`. */
  tellsArguments: boolean
  /** The report of what was stored: with a status and stats of its own, with an `empty` that is always true, or neither. */
  bundleReport: 'counted' | 'empty' | 'plain'
  /** Objects in the report tell their place in the bundle, as `index`. */
  numbersObjects: boolean
  /** The reportMode FULL tells how long each part took. */
  tellsTimings: boolean
  /** What is no UID where one belongs is an issue of its object, or makes the whole body unreadable. */
  malformedUids: 'issue' | 'unreadable'
  /** The status of an answer to a body that cannot be read. */
  unreadable: 400 | 500
  /** The message about a body that cannot be read goes on with that of the exception behind it. */
  repeatsException: boolean
  importStrategies: readonly string[]
  /** How parameters with an unknown word are refused. */
  unknownWord: (name: string, word: string, words: readonly string[]) => string
  /** Two objects of one UID in a bundle: the second updates the first, counts as created too, or fails in the database. */
  repeatedUids: 'update' | 'create' | 'fail'
  /** A mandatory attribute of a program may stand on the tracked entity of the same bundle; else it must stand in the enrollment. */
  enrollmentsInheritAttributes: boolean
  /** A stage that is not repeatable is looked at for events too that have other errors. */
  repeatedEventsAlways: boolean
  /** Values of attributes are checked twice, with two codes, and messages name the kind of mistake (`value_not_valid_date`). */
  valueMessages: 'keys' | 'sentences'
  /** The status of an event is checked: no values where it is not there yet, and no way back to that. */
  checksEventStatus: boolean
  /** What belongs to an object that was refused is refused with a code of its own. */
  refusesChildren: boolean
  /** A second relationship of the same kind between the same two has a code of its own. */
  namesEqualRelationships: boolean
  /** Events of tracker programs name their enrollment. */
  needsEnrollment: boolean
  /**
   * What changing or deleting a tracked entity asks of its user: data write access to its type alone, to one program too that owns it within
   * reach, or the same with the reason of a refusal, and the capture scope where it moves.
   */
  entityAccess: 'type' | 'owned' | 'explained'
  /** Single events are only active or completed, and events of a stage that blocks its form stay as they are. */
  checksSingleEvents: boolean
  /** `completedAt` is refused where the status is not that of something completed. */
  checksCompletion: boolean
  /** An event that tells no `scheduledAt` was scheduled when it occurred. */
  schedulesByOccurrence: boolean
  /** Words of DHIS2's enumerations are left out of messages. */
  hidesWords: boolean
  /** The address of a job begins with `/api`, and its answer tells the type of the response. */
  jobAnswer: { hasApiInLocation: boolean; tellsType: boolean }
  /** What a job tells: how long each stage took, or which it is at, with the size of the bundle before its checks or after. */
  jobMessages: 'timed' | 'stages' | 'sizeLast'
  /** A job with errors has run its rules too, where it tells how long they took. */
  timesRulesOfRefused: boolean
  /** The refusal of the report of a job that there is not. */
  unknownReport: (id: string) => string
}

/** The versions in which texts of messages changed. */
export type MessageEdition = '2.38' | '2.40' | '2.41' | '2.42' | '2.43'

const quoted = (name: string, word: string, words: readonly string[]): string =>
  `Value '${word}' is not valid for parameter ${name}. Valid values are: [${words.join(', ')}]`

const missingSummary = (id: string): string => `Summary for job ${id} does not exist`

/** DHIS2 2.42. */
export const imports42: ImportFacts = {
  messages: '2.42',
  tellsArguments: true,
  bundleReport: 'plain',
  numbersObjects: false,
  tellsTimings: false,
  malformedUids: 'unreadable',
  unreadable: 400,
  repeatsException: false,
  importStrategies: ['CREATE', 'UPDATE', 'CREATE_AND_UPDATE', 'DELETE'],
  unknownWord: quoted,
  repeatedUids: 'create',
  enrollmentsInheritAttributes: true,
  repeatedEventsAlways: false,
  valueMessages: 'sentences',
  checksEventStatus: true,
  refusesChildren: true,
  namesEqualRelationships: true,
  needsEnrollment: false,
  entityAccess: 'owned',
  checksSingleEvents: false,
  checksCompletion: true,
  schedulesByOccurrence: false,
  hidesWords: false,
  jobAnswer: { hasApiInLocation: false, tellsType: true },
  jobMessages: 'stages',
  timesRulesOfRefused: true,
  unknownReport: missingSummary,
}

/** DHIS2 2.43. */
export const imports43: ImportFacts = {
  ...imports42,
  messages: '2.43',
  jobMessages: 'sizeLast',
  repeatedUids: 'fail',
  needsEnrollment: true,
  entityAccess: 'explained',
  checksSingleEvents: true,
}

/** DHIS2 2.41. */
export const imports41: ImportFacts = {
  ...imports42,
  messages: '2.41',
  malformedUids: 'issue',
  repeatsException: true,
  repeatedUids: 'update',
  repeatedEventsAlways: true,
  checksCompletion: false,
  hidesWords: true,
  jobAnswer: { hasApiInLocation: true, tellsType: false },
}

/** DHIS2 2.40. */
export const imports40: ImportFacts = {
  ...imports41,
  messages: '2.40',
  tellsArguments: false,
  bundleReport: 'empty',
  numbersObjects: true,
  tellsTimings: true,
  unreadable: 500,
  importStrategies: ['CREATE', 'UPDATE', 'PATCH', 'CREATE_AND_UPDATE', 'DELETE'],
  valueMessages: 'keys',
  jobAnswer: { hasApiInLocation: true, tellsType: true },
  jobMessages: 'timed',
}

/** DHIS2 2.38. */
export const imports38: ImportFacts = {
  ...imports40,
  messages: '2.38',
  bundleReport: 'counted',
  unknownWord: (name, word, words) => `Value ${word} is not a valid ${name}. Valid values are: [${words.join(', ')}]`,
  enrollmentsInheritAttributes: false,
  repeatedEventsAlways: false,
  checksEventStatus: false,
  refusesChildren: false,
  namesEqualRelationships: false,
  entityAccess: 'type',
  schedulesByOccurrence: true,
  hidesWords: false,
  timesRulesOfRefused: false,
  unknownReport: (id) => `Object not found for uid: ${id}`,
}
