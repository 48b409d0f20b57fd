import DataLoader from 'dataloader'
import type { Dhis2Client } from '../dhis2/client.ts'
import type { Capabilities } from '../model/server-info.ts'
import { type TrackerKind, type TrackerRow, uidOf } from '../model/tracker.ts'
import type { TrackedQuery } from '../model/tracker-query.ts'
import type { UpstreamCall } from '../model/upstream-call.ts'
import { LARGEST_ID_LIST } from '../plan/checks.ts'
import type { ObjectPlan } from '../plan/plan-object.ts'
import { mapBounded } from './map-bounded.ts'

/** One object by UID, or null where DHIS2 does not show it among those asked for together. */
export type LoadObject = (wanted: WantedObject) => Promise<TrackerRow | null>

/** Which object, through which program, and what of it. With `includeDeleted` its deleted rows come too. */
export interface WantedObject {
  id: string
  program: string | undefined
  includeDeleted?: boolean
  plan: ObjectPlan
}

/** Through which program objects are looked at, and what of them. */
export type Look = Omit<WantedObject, 'id'>

/** What objects are loaded from; `complete` fetches what a plan wants after the rows themselves. */
export interface ObjectSource {
  client: Dhis2Client
  call: UpstreamCall
  capabilities: Capabilities
  batch: boolean
  complete: (rows: TrackerRow[], plan: ObjectPlan, look: Look) => Promise<void>
}

/** Requests at once where objects have to be asked for one by one. */
const AT_ONCE = 8

/**
 * Loads objects by UID: those of one kind, program and selection that are wanted in the same moment go as one list
 * request; one alone goes to its own endpoint, whose refusals say more.
 */
export function createTrackerObjects(source: ObjectSource): LoadObject {
  const loaders = new Map<string, DataLoader<string, TrackerRow | null>>()
  const printedPlans = new WeakMap<ObjectPlan, string>()
  function print(plan: ObjectPlan): string {
    const printed = printedPlans.get(plan) ?? JSON.stringify(plan)
    printedPlans.set(plan, printed)
    return printed
  }
  return ({ id, ...look }) => {
    const address = `${look.program ?? ''} ${look.includeDeleted ?? false} ${print(look.plan)}`
    const existing = loaders.get(address)
    if (existing) return existing.load(id)
    const created = new DataLoader((ids: readonly string[]) => loadAll(source, ids, look), {
      maxBatchSize: source.batch ? LARGEST_ID_LIST : 1,
    })
    loaders.set(address, created)
    return created.load(id)
  }
}

async function loadAll(
  source: ObjectSource,
  ids: readonly string[],
  look: Look,
): Promise<(TrackerRow | null | Error)[]> {
  const found = await fetchObjects(source, ids, look)
  const rows = found.flatMap((row) => (row instanceof Error ? [] : [row]))
  await source.complete(rows, look.plan, look)
  const byId = new Map(rows.map((row) => [uidOf(row), row]))
  return ids.map((id, index) => {
    const answer = found.length === ids.length ? found[index] : undefined
    return answer instanceof Error ? answer : (byId.get(id) ?? null)
  })
}

/** The rows that DHIS2 shows; where each has to be asked for alone, its refusal stands in its place. */
export async function fetchObjects(
  { client, call, capabilities }: Omit<ObjectSource, 'complete'>,
  ids: readonly string[],
  { program, includeDeleted, plan }: Look,
): Promise<(TrackerRow | Error)[]> {
  const { kind, fields } = plan
  const alone = (id: string): Promise<TrackerRow> =>
    client.object(call, { kind, id, fields, ...(program && { program }) })
  const [only] = ids
  if (only !== undefined && ids.length === 1 && !includeDeleted) return [await alone(only)]
  // 2.43 lists enrollments and events of a known program only, and no version lists relationships by UID.
  if (kind === 'relationships' || (capabilities.listsNeedProgram && kind !== 'trackedEntities' && !program))
    return mapBounded(ids, AT_ONCE, (id) => alone(id).catch(asError))
  const page = await client.list(call, {
    query: { ...byIds(kind, [...ids].sort(), program), ...(includeDeleted && { includeDeleted }) },
    fields,
    page: { page: 1, pageSize: ids.length, total: false },
  })
  return page.rows
}

function byIds(kind: Exclude<TrackerKind, 'relationships'>, ids: string[], program: string | undefined): TrackedQuery {
  return { kind, ids, ...(program && { program }) }
}

function asError(failure: unknown): Error {
  return failure instanceof Error ? failure : new Error(String(failure))
}
