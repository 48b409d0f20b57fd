import type { SandboxVersionName } from '../../src/sandbox/versions/version-facts.ts'

type RecordedVersion = Exclude<SandboxVersionName, '2.35'>

/** Exchanges that the sandbox does not serve, by version, with the reason; one that passes must leave this list. */
export const notServed: Record<RecordedVersion, Record<string, string>> = {
  '2.38': {
    '020-program-forbidden':
      'what may be done with a program that is not shared, which this version shows all the same',
    '100-plural-te-one-closed': 'ownership of a program that the caller may not see is refused by org unit',
    '192-singular-te-one-closed': 'ownership of a program that the caller may not see is refused by org unit',
    '193-singular-te-fields-invalid':
      'a nested selection of nothing but unknown fields selects all of them, which no client asks for',
    '210-singular-ev-order-value': 'which of the events of one value are on the page',
    '451-ev-order-orgUnit': 'which of the events of one org unit are on the page',
    '212-singular-ev-of-enrollments': 'a list of no enrollment at all leaves out the page fields',
    '226-te-csv': 'the refusal of CSV is a page of the servlet container with a Java stack',
    '420-translation-locale-parameter': 'stands on a translation that a write before it stored',
    '422-translation-list-locale': 'stands on a translation that a write before it stored',
    '471-rel-of-event': 'the recorded entity was changed by an import between the two sittings',
  },
  '2.40': {
    '020-program-forbidden':
      'what may be done with a program that is not shared, which this version shows all the same',
    '193-singular-te-fields-invalid':
      'a nested selection of nothing but unknown fields selects all of them, which no client asks for',
    '212-singular-ev-of-enrollments': 'a list of no enrollment at all leaves out the page fields',
    '226-te-csv': 'the refusal of CSV is a page of the servlet container with a Java stack',
    '420-translation-locale-parameter': 'stands on a translation that a write before it stored',
    '422-translation-list-locale': 'stands on a translation that a write before it stored',
    '471-rel-of-event': 'the recorded entity was changed by an import between the two sittings',
  },
  '2.41': {
    '101-plural-te-fields-invalid':
      'a nested selection of nothing but unknown fields selects all of them, which no client asks for',
    '193-singular-te-fields-invalid':
      'a nested selection of nothing but unknown fields selects all of them, which no client asks for',
    '238-legacy-events': 'which of the events of one moment are on the page',
    '448-ev-order-createdAt':
      'which events share a millisecond of the import differs, and so the first page by that time',
    '471-rel-of-event': 'the recorded entity was changed by an import between the two sittings',
  },
  '2.42': {
    '471-rel-of-event': 'the recorded entity was changed by an import between the two sittings',
  },
  '2.43': {
    '471-rel-of-event': 'the recorded entity was changed by an import between the two sittings',
  },
}
