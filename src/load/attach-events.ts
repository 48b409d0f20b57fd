import type { Capabilities } from '../model/server-info.ts'
import type { Enrollment, TrackerEvent, TrackerRow } from '../model/tracker.ts'
import { nestedEventsQuery, wantedEvents } from '../plan/nested-events.ts'
import type { EventsBatch } from '../plan/plan-event-lists.ts'
import type { ObjectPlan } from '../plan/plan-object.ts'
import { type EventsAsk, fetchEvents, type RowSource } from './fetch-events.ts'
import type { PageEnrollment } from './last-pages.ts'
import { mapBounded } from './map-bounded.ts'
import { rowsAt } from './rows.ts'

/** Enrollment UIDs in one URL: with their commas 6,000 characters, so that fields, login and cookies still fit the 8,192 bytes that Tomcat takes. */
const LARGEST_BATCH = 500
/** Batches of one list at once. */
const AT_ONCE = 4

/** What events are fetched with. */
export interface EventSource extends RowSource {
  capabilities: Capabilities
}

/** Which events belong to the rows: those of one program, and deleted ones if the rows may be. */
export interface EventScope {
  program: string | undefined
  includeDeleted: boolean
}

/** Events that were fetched before the rows they belong to were known. */
export interface EarlyEvents {
  enrollments: ReadonlySet<string>
  events: readonly TrackerEvent[]
}

/** Fetches each batch of events for all enrollments of a plan together and hands each enrollment its own; `early` may have those of the plan's only batch. */
export async function attachEvents(
  source: EventSource,
  rows: readonly TrackerRow[],
  plan: ObjectPlan,
  scope: EventScope,
  early?: Promise<EarlyEvents | undefined>,
): Promise<void> {
  await Promise.all(plan.eventBatches.map((batch) => attachBatch(source, rows, batch, { scope, early })))
}

async function attachBatch(
  source: EventSource,
  rows: readonly TrackerRow[],
  batch: EventsBatch,
  { scope, early }: { scope: EventScope; early: Promise<EarlyEvents | undefined> | undefined },
): Promise<void> {
  const { path, list } = batch
  const property = list?.key ?? 'events'
  const enrollments = enrollmentsAt(rows, path)
  const lists = new Map<string, TrackerEvent[]>()
  for (const { enrollment } of enrollments) lists.set(enrollment, [])
  const wanted = enrollments.filter(({ program }) => !list?.args.program || program === list.args.program)
  const known = await early
  const missing = wanted.filter(({ enrollment }) => !known?.enrollments.has(enrollment))
  const fetched = await fetchBatch(source, missing, batch, scope)
  for (const events of [known?.events ?? [], fetched])
    for (const event of events) lists.get(event.enrollment ?? '')?.push(event)
  // Not before: an enrollment with a list is one that is at hand, which resolvers of deferred fragments wait for.
  for (const row of enrollments) Reflect.set(row, property, lists.get(row.enrollment))
}

/** The enrollments under a path, each once. */
export function enrollmentsAt(rows: readonly TrackerRow[], path: readonly string[]): Enrollment[] {
  const found = rowsAt(rows, path).filter(isEnrollment)
  return [...new Map(found.map((row) => [row.enrollment, row])).values()]
}

/** The events of a batch that belong to these enrollments. */
export async function fetchBatch(
  source: EventSource,
  enrollments: readonly PageEnrollment[],
  { list, fields }: EventsBatch,
  scope: EventScope,
): Promise<TrackerEvent[]> {
  const take = list && wantedEvents(list.args)
  const asks = chunksByProgram(enrollments, scope.program, source.capabilities.listsNeedProgram).map(
    ({ program, enrollments: ids }): EventsAsk => ({
      query: {
        kind: 'events',
        orgUnitMode: 'ACCESSIBLE',
        enrollments: ids,
        ...(program && { program }),
        ...(scope.includeDeleted && { includeDeleted: true }),
        ...(list && nestedEventsQuery(list.args)),
      },
      fields,
      ...(list && take !== undefined && { first: { take, args: list.args } }),
    }),
  )
  return (await mapBounded(asks, AT_ONCE, (ask) => fetchEvents(source, ask))).flat()
}

interface Chunk {
  program: string | undefined
  enrollments: string[]
}

/** Enrollments in groups that one request can name: of one program where the list's or the server's version says so. */
function chunksByProgram(enrollments: readonly PageEnrollment[], program: string | undefined, apart: boolean): Chunk[] {
  const groups = new Map<string | undefined, string[]>()
  for (const row of enrollments) {
    const group = program ?? (apart ? row.program : undefined)
    const ids = groups.get(group)
    if (ids) ids.push(row.enrollment)
    else groups.set(group, [row.enrollment])
  }
  return [...groups].flatMap(([group, ids]) => {
    const sorted = ids.sort()
    const starts = Array.from({ length: Math.ceil(ids.length / LARGEST_BATCH) }, (_, i) => i * LARGEST_BATCH)
    return starts.map((start) => ({ program: group, enrollments: sorted.slice(start, start + LARGEST_BATCH) }))
  })
}

function isEnrollment(row: object): row is Enrollment {
  return 'enrollment' in row && !('event' in row)
}
