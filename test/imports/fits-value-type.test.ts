import { describe, expect, test } from 'vitest'
import { fitsValueType } from '../../src/imports/fits-value-type.ts'

/** Each type with values that DHIS2 takes, and values that every version refuses (DHIS2 source: `ValidationUtils`). */
const TYPES: [string, string[], string[]][] = [
  ['NUMBER', ['0', '-1.50', '1234567890.123', '-0'], ['01', '1,5', '.5', '1.', '1e3', 'one', '1 ', '9'.repeat(250)]],
  ['UNIT_INTERVAL', ['0', '0.5', '1'], ['-0.1', '1.01', 'half']],
  ['PERCENTAGE', ['0', '100', '99.9'], ['-1', '100.1', '50%']],
  ['INTEGER', ['0', '-7', '2147483647'], ['1.0', '007', '2147483648', '-0', '+1']],
  ['INTEGER_POSITIVE', ['1', '99'], ['0', '-1', '1.5']],
  ['INTEGER_NEGATIVE', ['-1', '-99'], ['0', '1', '-1.5']],
  ['INTEGER_ZERO_OR_POSITIVE', ['0', '1'], ['-1', '00', 'nine']],
  ['BOOLEAN', ['true', 'false', 'TRUE'], ['yes', '1', 'false ']],
  ['TRUE_ONLY', ['true', 'True'], ['false', '1']],
  [
    'DATE',
    ['2026-02-28', '2026-02-28T10:00:00.000', '2080-02-32'],
    ['28-02-2026', '2026-13-01', '2026-2-1', 'yesterday', '2026-01-33'],
  ],
  [
    'DATETIME',
    ['2026-02-28T10:00', '2026-02-28T10:00:00.000+0100', '2026-02-28T23', '2026-02-28 10:00:00+0000'],
    ['2026-02-28', '2026-02-28T25:00', 'noon'],
  ],
  ['LETTER', ['a', 'Ö'], ['ab', '1', '-']],
  ['COORDINATE', ['[1,2]', '[ -180.0 , 90 ]', '[1.5,2.5,3]'], ['1,2', '[181,0]', '[0,91]', '[1]', '[a,b]']],
  ['URL', ['https://dhis2.org', 'HTTP://localhost:8080/x?y#z'], ['dhis2.org', 'mailto:a@b', 'https://']],
  ['FILE_RESOURCE', ['abcdefghijk'], ['file.png', '1bcdefghijk']],
  ['IMAGE', ['abcdefghijk'], ['short']],
  ['ORGANISATION_UNIT', ['km7DjCCL8kC'], ['Calvest']],
]

const FROM_2_40: [string, string[], string[]][] = [
  ['AGE', ['1990-01-01'], ['36']],
  ['TIME', ['9:05', '09:05', '23:59'], ['24:00', '9:5', 'noon']],
  ['PHONE_NUMBER', ['+47 123 45 678', '(0044)#12ext3'], ['12345', 'call me!', '1'.repeat(51)]],
  ['EMAIL', ['someone@example.org'], ['someone', '@example.org', 'someone@']],
  ['USERNAME', ['clerk_north', 'a.b@c'], ['abc', '.clerk', 'clerk__north', 'clerk north']],
]

const ANY = ['TEXT', 'LONG_TEXT', 'MULTI_TEXT', 'GEOJSON', 'REFERENCE', 'TRACKER_ASSOCIATE', 'A_TYPE_OF_THE_FUTURE']
const MAJORS = [38, 40, 41, 42, 43]

describe('whether a value has the form of its type', () => {
  test.each(TYPES)('%s, in every version', (type, good, bad) => {
    for (const major of MAJORS) {
      expect(good.filter((value) => !fitsValueType(value, type, major))).toEqual([])
      expect(bad.filter((value) => fitsValueType(value, type, major))).toEqual([])
    }
  })

  test.each(FROM_2_40)('%s, from 2.40; before, any text', (type, good, bad) => {
    expect(good.filter((value) => !fitsValueType(value, type, 40))).toEqual([])
    expect(bad.filter((value) => fitsValueType(value, type, 40))).toEqual([])
    expect(bad.filter((value) => !fitsValueType(value, type, 38))).toEqual([])
  })

  test('blank values fit any type, and any value a type without a form', () => {
    for (const type of [...TYPES, ...FROM_2_40].map(([name]) => name)) expect(fitsValueType('  ', type, 43)).toBe(true)
    for (const type of ANY) expect(fitsValueType('{[whatever', type, 43)).toBe(true)
  })
})
