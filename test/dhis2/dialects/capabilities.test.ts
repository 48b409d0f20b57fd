import { expect, test } from 'vitest'
import { capabilitiesOf, parseVersion } from '../../../src/dhis2/dialects/capabilities.ts'

test.each([
  ['2.35.14', 35, 'LEGACY'],
  ['2.36.13.2', 36, 'INSTANCES'],
  ['2.38.7', 38, 'INSTANCES'],
  ['2.40.12', 40, 'INSTANCES'],
  ['2.41.9.1', 41, 'MODERN'],
  ['2.42.5.2', 42, 'MODERN'],
  ['2.43-SNAPSHOT', 43, 'MODERN'],
  ['43.1.0', 43, 'MODERN'],
])('%s is understood, and spoken to in its dialect', (text, major, dialect) => {
  const version = parseVersion(text)
  expect(version).toMatchObject({ major, text })
  expect(capabilitiesOf(version)).toMatchObject({ dialect, newerThanKnown: false })
})

test('a newer version is spoken to as the newest known, and said to be newer', () => {
  const { version, newerThanKnown, ...newer } = capabilitiesOf(parseVersion('2.51.0'))
  const { version: known, newerThanKnown: isNewer, ...newest } = capabilitiesOf(parseVersion('2.43.1'))
  expect(newer).toEqual(newest)
  expect([version.major, known.major, newerThanKnown, isNewer]).toEqual([51, 43, true, false])
})

test.each(['2.34.9', '2.30'])('%s is refused with the way out', (text) => {
  expect(() => capabilitiesOf(parseVersion(text))).toThrow(/serves DHIS2 2\.35 and newer.*upgrade/)
})

test.each(['', 'three', '1.2.3'])('"%s" is no version of DHIS2', (text) => {
  expect(() => parseVersion(text)).toThrow(/none of DHIS2’s|none of DHIS2's/)
})
