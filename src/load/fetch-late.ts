import { type TrackerRow, uidOf } from '../model/tracker.ts'
import type { UpstreamTrace } from '../model/upstream-trace.ts'
import type { LatePart, ObjectPlan } from '../plan/plan-object.ts'
import { keepLate } from './late-parts.ts'
import { rowsAt } from './rows.ts'

/** Asks for rows once more by their UIDs, with what a plan wants of them; those that are gone meanwhile are left out. */
export type FetchAgain = (ids: string[], plan: ObjectPlan) => Promise<TrackerRow[]>

/** How parts are fetched: `complete` fetches what a plan wants after the rows themselves. */
export interface LateSource {
  complete: (rows: TrackerRow[], plan: ObjectPlan) => Promise<void>
  again: FetchAgain
  trace: UpstreamTrace | undefined
}

/** Leaves parts to the fragments that deferred them: whichever row is executed first, its part is fetched for all rows. */
export function leaveForLater(rows: TrackerRow[], parts: readonly LatePart[], source: LateSource): void {
  for (const part of parts) {
    let fetching: Promise<void> | undefined
    keepLate(rowsAt(rows, part.path), part.property, () => {
      fetching ??= fetchTraced(rows, part, source)
      return fetching
    })
  }
}

async function fetchTraced(rows: TrackerRow[], part: LatePart, source: LateSource): Promise<void> {
  const { trace } = source
  const start = trace?.elapsed() ?? 0
  await fetchPart(rows, part, source)
  // A list of narrowed events has its arguments in its name.
  const kind = [part.plan.kind, ...part.path, part.property.split(' ')[0]].join('.')
  const parents = rowsAt(rows, part.path).length
  trace?.lists.push({ kind, way: 'deferred', rows: parents, ms: Math.round(trace.elapsed() - start) })
}

async function fetchPart(rows: TrackerRow[], part: LatePart, { complete, again }: LateSource): Promise<void> {
  if (!part.again) return complete(rows, part.plan)
  const found = await again(rows.map(uidOf), part.plan)
  await complete(found, part.plan)
  const byId = new Map(found.map((row) => [uidOf(row), row]))
  for (const row of rows) {
    const whole = byId.get(uidOf(row))
    if (whole) Reflect.set(row, part.property, Reflect.get(whole, part.property) ?? [])
  }
}
