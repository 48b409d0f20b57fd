import type { SandboxVersionName } from '../../src/sandbox/versions/version-facts.ts'
import type { CompareOptions } from './compare.ts'

type RecordedVersion = Exclude<SandboxVersionName, '2.35'>

/** Exchanges where more than the moments of import depends on the server or the moment: of all versions, and of one. */
export const comparedLoosely: Record<RecordedVersion | 'all', Record<string, CompareOptions>> = {
  all: {
    '001-system-info': { shapeOnly: true },
    '038-generated-value': { loose: ['value'] },
    // An update between the sittings went through the import that sets these.
    '472-te-with-everything': { ignored: ['createdAtClient', 'updatedAtClient'] },
    '471-rel-of-event': { ignored: ['createdAtClient', 'updatedAtClient'] },
  },
  '2.38': {
    // Without an order that names the id, rows of one moment or value come in the database's own order, and so differ from page to page.
    ...Object.fromEntries(
      [
        '120-plural-ev-of-enrollments',
        '121-plural-ev-of-enrollments-skip',
        '133-singular-te-nested',
        '160-singular-te-order-enrolled',
        '196-singular-en-nested',
        '215-singular-ev-attribute-option',
        '433-te-order-createdAt',
        '434-te-order-updatedAt',
        '436-te-order-inactive',
        '438-en-order-enrolledAt',
        '466-ev-of-enrollments-accessible',
      ].map((file) => [file, { anyOrder: true }]),
    ),
    // The same, and the page holds others of those rows.
    ...Object.fromEntries(
      [
        '119-plural-ev-by-ids',
        '205-singular-ev-all-fields',
        '219-singular-ev-id-scheme',
        '238-legacy-events',
        '414-gzip',
        '431-ev-own-mode-DESCENDANTS',
        '443-en-order-status',
        '448-ev-order-createdAt',
        '452-ev-order-enrolledAt',
        '453-ev-order-attribute',
        '434-te-order-updatedAt',
        '447-ev-order-updatedAt',
        '455-ev-filter-attributes',
      ].map((file) => [file, { tied: {} }]),
    ),
    '210-singular-ev-order-value': { tied: { by: 'XAFxKt9ELw7' } },
    '449-ev-order-status': { tied: { by: 'status' } },
    '450-ev-order-program': { tied: { by: 'program' } },
    '451-ev-order-orgUnit': { tied: { by: 'orgUnit' } },
  },
  '2.40': {
    // Without an order that names the id, rows of one moment or value come in the database's own order, and so differ from page to page.
    ...Object.fromEntries(
      [
        '120-plural-ev-of-enrollments',
        '121-plural-ev-of-enrollments-skip',
        '133-singular-te-nested',
        '160-singular-te-order-enrolled',
        '196-singular-en-nested',
        '215-singular-ev-attribute-option',
        '433-te-order-createdAt',
        '434-te-order-updatedAt',
        '436-te-order-inactive',
        '438-en-order-enrolledAt',
        '466-ev-of-enrollments-accessible',
      ].map((file) => [file, { anyOrder: true }]),
    ),
    // The same, and the page holds others of those rows.
    ...Object.fromEntries(
      [
        '119-plural-ev-by-ids',
        '205-singular-ev-all-fields',
        '219-singular-ev-id-scheme',
        '238-legacy-events',
        '414-gzip',
        '431-ev-own-mode-DESCENDANTS',
        '443-en-order-status',
        '448-ev-order-createdAt',
        '455-ev-filter-attributes',
      ].map((file) => [file, { tied: {} }]),
    ),
  },
  '2.41': {
    // Which rows share a millisecond of the import differs, and with it the order by `createdAt`.
    '041-plural-te-nested': { anyOrder: true },
    '133-singular-te-nested': { anyOrder: true },
    '224-te-change-log': { anyOrder: true },
    '225-ev-change-log': { anyOrder: true },
    '238-legacy-events': { tied: {} },
    '448-ev-order-createdAt': { tied: {} },
  },
  '2.42': {
    // Entries of one moment follow the order of a Java set.
    '225-ev-change-log': { anyOrder: true },
  },
  '2.43': {},
}

/** Lists of the second sitting that hold what the first one wrote. */
export const withWritten: ReadonlySet<string> = new Set([
  '433-te-order-createdAt',
  '436-te-order-inactive',
  '440-en-order-updatedAt',
  '442-en-order-completedAt',
  '447-ev-order-updatedAt',
  '450-ev-order-program',
  '452-ev-order-enrolledAt',
  '453-ev-order-attribute',
  '455-ev-filter-attributes',
  '456-te-filter-null',
])
