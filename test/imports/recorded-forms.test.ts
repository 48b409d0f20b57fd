import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkBundle } from '../../src/imports/check-bundle.ts'
import { locateIssue } from '../../src/imports/locate-issue.ts'
import type { TrackerBundle } from '../../src/model/import-bundle.ts'
import type { ImportOptions } from '../../src/model/import-options.ts'
import type { ReportedIssue } from '../../src/model/import-report.ts'
import { datasetForm } from './dataset-form.ts'

interface Acceptance {
  recording: string
  versions: string[]
  options: ImportOptions
  bundle: TrackerBundle
}

interface Refusal {
  recording: string
  version: string
  options: ImportOptions
  bundle: TrackerBundle
  issues: ReportedIssue[]
}

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
const acceptances: Acceptance[] = JSON.parse(read('recorded-acceptances.json'))
const refusals: Refusal[] = JSON.parse(read('recorded-refusals.json'))

const RECORDED_ON = '2026-11-21'

function check(options: ImportOptions, bundle: TrackerBundle, version: string) {
  return checkBundle(bundle, {
    options,
    metadata: datasetForm,
    today: RECORDED_ON,
    major: Number(version.slice('2.'.length)),
  })
}

describe('what DHIS2 stored passes', () => {
  // That one's data element was made while recording.
  const cases = acceptances.filter(({ recording }) => recording !== '484-file-value-imported')

  test.each(cases.flatMap((one) => one.versions.map((version) => ({ ...one, version }))))(
    '$version $recording',
    ({ options, bundle, version }) => {
      expect(check(options, bundle, version)).toEqual([])
    },
  )
})

describe('what is told beforehand is what DHIS2 tells', () => {
  // A version that checks in steps names the first step's faults alone; those of the next are just as true.
  const NEXT_STEP = new Set(['501-update-event-6-only-status E1031'])

  test.each(refusals)('$version $recording', ({ recording, version, options, bundle, issues }) => {
    const reported = new Set(issues.map((issue) => `${issue.code} ${locateIssue(issue, bundle).join('/')}`))
    const told = check(options, bundle, version)
    const strange = told.filter(
      ({ code, path }) => !reported.has(`${code} ${path.join('/')}`) && !NEXT_STEP.has(`${recording} ${code}`),
    )
    expect(strange).toEqual([])
  })

  const told = (recording: string, version: string) => {
    const refusal = refusals.find((one) => one.recording === recording && one.version === version)
    return new Set(refusal && check(refusal.options, refusal.bundle, version).map(({ code }) => code))
  }

  test('types, options, unknown attributes and data elements, missing properties and values are told', () => {
    expect(told('251-import-errors-FULL', '2.43')).toEqual(
      new Set(['E1125', 'E1006', 'E1007', 'E1302', 'E1304', 'E1305']),
    )
    expect(told('256-import-mandatory', '2.43')).toEqual(new Set(['E1018']))
    expect(told('501-update-event-6-only-status', '2.43')).toEqual(new Set(['E1123', 'E1031']))
    expect(told('522-event-missing-compulsory', '2.41')).toEqual(new Set(['E1303']))
    expect(told('530-import-malformed-uid', '2.41')).toEqual(new Set(['E1048']))
  })
})
