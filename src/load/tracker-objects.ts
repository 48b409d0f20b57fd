import DataLoader from 'dataloader'
import type { Dhis2Client, UpstreamCall } from '../dhis2/client.ts'
import { type TrackerKind, type TrackerRow, uidOf } from '../model/tracker.ts'
import type { TrackerQuery } from '../model/tracker-query.ts'
import { LARGEST_ID_LIST } from '../plan/checks.ts'
import type { ObjectPlan } from '../plan/plan-object.ts'

/** One object by UID, or null where DHIS2 does not show it among those asked for together. */
export type LoadObject = (wanted: WantedObject) => Promise<TrackerRow | null>

/** Which object, through which program, and what of it. */
export interface WantedObject {
  id: string
  program: string | undefined
  plan: ObjectPlan
}

/** What objects are loaded from; `complete` fetches what a plan wants after the rows themselves. */
export interface ObjectSource {
  client: Dhis2Client
  call: UpstreamCall
  batch: boolean
  complete: (rows: TrackerRow[], plan: ObjectPlan, program: string | undefined) => Promise<void>
}

/**
 * Loads objects by UID: those of one kind, program and selection that are wanted in the same moment go as one list
 * request; one alone goes to its own endpoint, whose refusals say more.
 */
export function createTrackerObjects(source: ObjectSource): LoadObject {
  const loaders = new Map<string, DataLoader<string, TrackerRow | null>>()
  return ({ id, program, plan }) => {
    const address = JSON.stringify([plan, program])
    const existing = loaders.get(address)
    if (existing) return existing.load(id)
    const created = new DataLoader((ids: readonly string[]) => loadAll(source, ids, { program, plan }), {
      maxBatchSize: source.batch ? LARGEST_ID_LIST : 1,
    })
    loaders.set(address, created)
    return created.load(id)
  }
}

async function loadAll(
  source: ObjectSource,
  ids: readonly string[],
  { program, plan }: Omit<WantedObject, 'id'>,
): Promise<(TrackerRow | null)[]> {
  const rows = await fetchAll(source, ids, { program, plan })
  await source.complete(rows, plan, program)
  const byId = new Map(rows.map((row) => [uidOf(row), row]))
  return ids.map((id) => byId.get(id) ?? null)
}

async function fetchAll(
  { client, call }: ObjectSource,
  ids: readonly string[],
  { program, plan }: Omit<WantedObject, 'id'>,
): Promise<TrackerRow[]> {
  const { kind, fields } = plan
  const [only] = ids
  if (only !== undefined && ids.length === 1)
    return [await client.object(call, { kind, id: only, fields, ...(program && { program }) })]
  const page = await client.list(call, {
    query: byIds(kind, [...ids].sort(), program),
    fields,
    page: { page: 1, pageSize: ids.length, total: false },
  })
  return page.rows
}

function byIds(kind: TrackerKind, ids: string[], program: string | undefined): TrackerQuery {
  return { kind, ids, ...(program && { program }) }
}
