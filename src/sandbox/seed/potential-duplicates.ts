import type { PotentialDuplicateRecord } from '../records.ts'

const at = '2026-11-21T04:03:50.586'

/**
 * Pairs that a user marked as the same person, because the dataset's import brings none (recording 227). The first is the recorders' own
 * (recordings 538 to 541); both of its sides lie outside what `clerk_north` may read. The others have one pair for each status and an
 * entity in two pairs.
 */
export const seededPotentialDuplicates: readonly PotentialDuplicateRecord[] = [
  {
    id: 'eunB6cpK3OK',
    original: 'IirsUPQHYd6',
    duplicate: 'YfaVR9IRA39',
    status: 'OPEN',
    created: at,
    lastUpdated: at,
  },
  {
    id: 'SbxPairOp02',
    original: 'dSowKEaOk0c',
    duplicate: 'peiesfp4KeF',
    status: 'OPEN',
    created: '2026-11-21T04:04:01.000',
    lastUpdated: '2026-11-21T04:04:01.000',
  },
  {
    id: 'SbxPairInv1',
    original: 'JErmFWbXW3J',
    duplicate: 'OK0hhRsJGIu',
    status: 'INVALID',
    created: '2026-11-21T04:04:02.000',
    lastUpdated: '2026-11-21T04:05:02.000',
  },
  {
    id: 'SbxPairMrg1',
    original: 'dSowKEaOk0c',
    duplicate: 'SbxGoneTe01',
    status: 'MERGED',
    created: '2026-11-21T04:04:03.000',
    lastUpdated: '2026-11-21T04:06:03.000',
  },
]
