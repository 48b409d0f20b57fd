import { z } from 'zod'
import type { PotentialDuplicate } from '../../model/potential-duplicate.ts'
import { Dhis2Error } from '../errors.ts'

const pairShape = z.looseObject({
  id: z.string(),
  original: z.string(),
  duplicate: z.string(),
  status: z.enum(['OPEN', 'INVALID', 'MERGED']).optional().catch(undefined),
  created: z.string().optional(),
  lastUpdated: z.string().optional(),
})

/** The list stands under `identifiableObjects` up to 2.39 (recorded: 2.38). */
const listShape = z.union([
  z.looseObject({ potentialDuplicates: z.array(pairShape) }).transform(({ potentialDuplicates: rows }) => rows),
  z.looseObject({ identifiableObjects: z.array(pairShape) }).transform(({ identifiableObjects: rows }) => rows),
])

/** The pairs of a list answer. */
export function potentialDuplicatesFromWire(body: unknown): PotentialDuplicate[] {
  const list = listShape.safeParse(body)
  if (!list.success) throw new Dhis2Error('unexpected', 'DHIS2’s answer has no list "potentialDuplicates"')
  return list.data.map(({ id, original, duplicate, status, created, lastUpdated }) => ({
    id,
    original,
    duplicate,
    ...(status && { status }),
    ...(created && { createdAt: created }),
    ...(lastUpdated && { updatedAt: lastUpdated }),
  }))
}
