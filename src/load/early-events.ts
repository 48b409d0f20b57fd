import type { TrackerRow } from '../model/tracker.ts'
import type { EventsBatch } from '../plan/plan-event-lists.ts'
import type { ListPlan } from '../plan/plan-list.ts'
import { type EarlyEvents, type EventScope, type EventSource, enrollmentsAt, fetchBatch } from './attach-events.ts'
import type { LastPages } from './last-pages.ts'

/** What events are fetched early with. */
export interface EarlySource extends EventSource {
  lastPages: LastPages
}

/**
 * Begins to fetch the events of those enrollments that the caller's page held last time, while the page itself is fetched; undefined where there
 * was none, or nothing is split. What fails here is fetched with the page's own enrollments.
 */
export function fetchEarly(
  source: EarlySource,
  plan: ListPlan,
  scope: EventScope,
): Promise<EarlyEvents | undefined> | undefined {
  const batch = batchOf(plan)
  const caller = source.call.sharedAs
  const enrollments = batch && caller !== undefined ? source.lastPages.get(caller, plan) : undefined
  if (!batch || !enrollments) return undefined
  const ids = new Set(enrollments.map(({ enrollment }) => enrollment))
  return fetchBatch(source, enrollments, batch, scope).then(
    (events) => ({ enrollments: ids, events }),
    () => undefined,
  )
}

/** Remembers the enrollments of a page for when it is asked for again. */
export function keepPage({ lastPages, call }: EarlySource, plan: ListPlan, rows: readonly TrackerRow[]): void {
  const batch = batchOf(plan)
  if (batch && call.sharedAs !== undefined) lastPages.keep(call.sharedAs, plan, enrollmentsAt(rows, batch.path))
}

/** The one batch of all events of a plan that is split. */
function batchOf({ way, object }: ListPlan): EventsBatch | undefined {
  const [batch, ...others] = object.eventBatches
  return way === 'split' && others.length === 0 && !batch?.list ? batch : undefined
}
