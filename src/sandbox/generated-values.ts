import type { Dataset } from './dataset.ts'
import { errorAnswer, type SandboxAnswer, type SandboxRoute } from './exchange.ts'

const reservedFor = 3 * 24 * 60 * 60 * 1000

/** `/trackedEntityAttributes/{id}/generate` for `SEQUENTIAL(#…)` patterns: each call counts on, as DHIS2's reserved values do (recording 038). */
export function createGeneratedValuesRoute(dataset: Dataset): SandboxRoute {
  const counters = new Map<string, number>()
  return ({ method, path }) => {
    const id = /^trackedEntityAttributes\/(\w+)\/generate$/.exec(path)?.[1]
    if (method !== 'GET' || id === undefined) return undefined
    const attribute = dataset.metadata.get('trackedEntityAttributes')?.get(id)
    if (attribute === undefined)
      return errorAnswer(404, `TrackedEntityAttribute with id ${id} could not be found.`, 'E1005')
    const pattern = String(attribute['pattern'] ?? '')
    const digits = /^SEQUENTIAL\((#+)\)$/.exec(pattern)?.[1]?.length
    if (digits === undefined) return errorAnswer(409, `Attribute ${id} has no pattern that generates values.`)
    const count = (counters.get(id) ?? 0) + 1
    counters.set(id, count)
    return generated(id, pattern, String(count).padStart(digits, '0'))
  }
}

function generated(ownerUid: string, key: string, value: string): SandboxAnswer {
  const time = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, -1)
  const now = Date.now()
  const created = time(now)
  const expiryDate = time(now + reservedFor)
  return { status: 200, body: { ownerObject: 'TRACKEDENTITYATTRIBUTE', ownerUid, key, value, created, expiryDate } }
}
