import type { Capabilities } from '../model/server-info.ts'
import type { Enrollment, TrackerEvent, TrackerRow } from '../model/tracker.ts'
import { nestedEventsQuery, wantedEvents } from '../plan/nested-events.ts'
import type { EventsBatch } from '../plan/plan-event-lists.ts'
import type { ObjectPlan } from '../plan/plan-object.ts'
import { type EventsAsk, fetchEvents, type RowSource } from './fetch-events.ts'
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

/** Fetches each batch of events for all enrollments of a plan together and hands each enrollment its own. */
export async function attachEvents(
  source: EventSource,
  rows: readonly TrackerRow[],
  plan: ObjectPlan,
  scope: EventScope,
): Promise<void> {
  await Promise.all(plan.eventBatches.map((batch) => attachBatch(source, rows, batch, scope)))
}

async function attachBatch(
  source: EventSource,
  rows: readonly TrackerRow[],
  { path, list, fields }: EventsBatch,
  scope: EventScope,
): Promise<void> {
  const property = list?.key ?? 'events'
  const enrollments = new Map(
    rowsAt(rows, path)
      .filter(isEnrollment)
      .map((row) => [row.enrollment, row]),
  )
  const lists = new Map<string, TrackerEvent[]>()
  for (const [id, row] of enrollments) {
    const events: TrackerEvent[] = []
    lists.set(id, events)
    Reflect.set(row, property, events)
  }
  const wanted = [...enrollments.values()].filter(({ program }) => !list?.args.program || program === list.args.program)
  const take = list && wantedEvents(list.args)
  const asks = chunksByProgram(wanted, scope.program, source.capabilities.listsNeedProgram).map(
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
  const pages = await mapBounded(asks, AT_ONCE, (ask) => fetchEvents(source, ask))
  for (const event of pages.flat()) lists.get(event.enrollment ?? '')?.push(event)
}

interface Chunk {
  program: string | undefined
  enrollments: string[]
}

/** Enrollments in groups that one request can name: of one program where the list's or the server's version says so. */
function chunksByProgram(enrollments: readonly Enrollment[], program: string | undefined, apart: boolean): Chunk[] {
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
