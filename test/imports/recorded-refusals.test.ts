import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { locateIssue } from '../../src/imports/locate-issue.ts'
import type { TrackerBundle } from '../../src/model/import-bundle.ts'
import type { ReportedIssue } from '../../src/model/import-report.ts'

/** Cut from the recordings of all five versions: each import with errors or warnings, the bundle that was sent, and what was reported. */
interface Refusal {
  version: string
  recording: string
  bundle: TrackerBundle
  issues: ReportedIssue[]
}

const refusals: Refusal[] = JSON.parse(readFileSync(new URL('recorded-refusals.json', import.meta.url), 'utf8'))

/** By hand, from reading the recordings: the code (with a word of the message where a code comes twice) and its place. */
const ERRORS_251 = [
  ['E1125', 'trackedEntities/0/attributes/2/value'],
  ['E1006', 'trackedEntities/0/attributes/3/attribute'],
  ['E1085', 'trackedEntities/0/enrollments/0/attributes/0/value'],
  ['E1007', 'trackedEntities/0/enrollments/0/attributes/0/value'],
  ['E1302', 'trackedEntities/0/enrollments/0/events/0/dataValues/0/value'],
  ['E1304', 'trackedEntities/0/enrollments/0/events/0/dataValues/2/dataElement'],
  ['E1305', 'trackedEntities/0/enrollments/0/events/0/dataValues/2/dataElement'],
]
const PLACES: Record<string, string[][]> = {
  '244-import-create-again': [
    ['E1002', 'trackedEntities/0'],
    ['E1080', 'trackedEntities/0/enrollments/0'],
    ['E1030', 'trackedEntities/0/enrollments/0/events/0'],
    ['E1039', 'trackedEntities/0/enrollments/0/events/0/programStage'],
  ],
  '246-import-update-unknown': [['E1063', 'trackedEntities/0']],
  '251-import-errors-FULL': ERRORS_251,
  '252-import-errors-ERRORS': ERRORS_251,
  '253-import-errors-WARNINGS': ERRORS_251,
  '254-import-atomic-object': ERRORS_251,
  '255-import-unique': [['E1064', 'trackedEntities/0/attributes/0/value']],
  '256-import-mandatory': [['E1018', 'trackedEntities/0/enrollments/0/attributes']],
  '257-import-unknown-refs': [
    ['E1005', 'trackedEntities/0/trackedEntityType'],
    ['E1049', 'trackedEntities/0/orgUnit'],
    ['E1069', 'trackedEntities/0/enrollments/0/program'],
    ['E1070', 'trackedEntities/0/enrollments/0/orgUnit'],
    ['E1123', 'trackedEntities/0/enrollments/0/events/0/program'],
  ],
  '258-import-rule-error': [['E1055', 'events/0/attributeOptionCombo']],
  '259-import-rule-warning': [['E1300', 'trackedEntities/0/enrollments/0/events/0/dataValues/0/value']],
  '265-import-relationship-duplicate': [
    ['E4015', 'relationships/0'],
    ['E4018', 'relationships/0'],
  ],
  '278-import-delete-again': [['E1114', 'trackedEntities/0']],
  '501-update-event-6-only-status': [
    ['E1123', 'events/0/orgUnit', '`orgUnit`'],
    ['E1123', 'events/0/program', '`program`'],
    ['E1123', 'events/0/programStage', '`programStage`'],
    ['E1123', 'events/0/enrollment', '`enrollment`'],
  ],
  '506-update-event-9-skip': [['E1316', 'events/0/status']],
  '520-enroll-twice-active': [['E1015', 'enrollments/0']],
  '521-event-not-repeatable': [['E1039', 'events/0/programStage']],
  '522-event-missing-compulsory': [['E1303', 'events/0/dataValues']],
  '524-event-without-option-combo': [['E1055', 'events/0/attributeOptionCombo']],
  '525-event-bad-geometry': [['E1012', 'events/0/geometry']],
  '530-import-malformed-uid': [['E1048', 'trackedEntities/0/trackedEntity']],
  '533-write-other-area-clerk_north': [
    ['E1000', 'events/0/orgUnit'],
    ['E1102', 'events/0'],
  ],
  '534-delete-without-authority': [['E1100', 'trackedEntities/0']],
  '535-write-program-hidden': [['E1069', 'trackedEntities/0/enrollments/0/program']],
  '549-async-with-errors-report': [['E1002', 'trackedEntities/0']],
}

function expectedPlace(recording: string, { code, message }: ReportedIssue): string[] {
  const rows = (PLACES[recording] ?? []).filter(([rowCode, , word]) => rowCode === code && message.includes(word ?? ''))
  return rows.map(([, path]) => path ?? '')
}

describe('every error and warning that was recorded has its place in the bundle that was sent', () => {
  test.each(refusals)('$version $recording', ({ recording, bundle, issues }) => {
    for (const issue of issues) {
      expect([locateIssue(issue, bundle).join('/')], issue.message).toEqual(expectedPlace(recording, issue))
    }
  })

  test('all five versions refused', () => {
    expect(new Set(refusals.map(({ version }) => version))).toEqual(new Set(['2.38', '2.40', '2.41', '2.42', '2.43']))
    expect(new Set(refusals.map(({ recording }) => recording))).toEqual(new Set(Object.keys(PLACES)))
  })
})
