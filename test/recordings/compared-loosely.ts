import type { SandboxVersionName } from '../../src/sandbox/versions/version-facts.ts'
import type { CompareOptions } from './compare.ts'

/** Exchanges where more than the moments of import depends on the server or the moment: of all versions, and of one. */
export const comparedLoosely: Record<SandboxVersionName | 'all', Record<string, CompareOptions>> = {
  all: {
    '001-system-info': { shapeOnly: true },
    '038-generated-value': { loose: ['value'] },
    // An update between the sittings went through the import that sets these.
    '472-te-with-everything': { ignored: ['createdAtClient', 'updatedAtClient'] },
  },
  '2.41': {
    // Which rows share a millisecond of the import differs, and with it the order by `createdAt`.
    '041-plural-te-nested': { anyOrder: true },
    '133-singular-te-nested': { anyOrder: true },
    '224-te-change-log': { anyOrder: true },
    '225-ev-change-log': { anyOrder: true },
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
  '456-te-filter-null',
])
