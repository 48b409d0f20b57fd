import type { Dhis2Client, UpstreamCall } from '../dhis2/client.ts'
import type { Capabilities } from '../model/server-info.ts'
import type { Enrollment, TrackerEvent, TrackerRow } from '../model/tracker.ts'
import type { FieldTree } from '../model/tracker-query.ts'
import { LARGEST_EVENTS_BATCH, type ObjectPlan } from '../plan/plan-object.ts'
import { rowsAt } from './rows.ts'

/** What events are fetched with. */
export interface EventSource {
  client: Dhis2Client
  call: UpstreamCall
  capabilities: Capabilities
}

/** Which events belong to the rows: those of one program, and deleted ones if the rows may be. */
export interface EventScope {
  program: string | undefined
  includeDeleted: boolean
}

/** Fetches the events of all enrollments of a plan in one request (more only where their UIDs outgrow one URL) and hands each its own. */
export async function attachEvents(
  source: EventSource,
  rows: readonly TrackerRow[],
  plan: ObjectPlan,
  scope: EventScope,
): Promise<void> {
  if (!plan.eventsBatch) return
  const { path, fields } = plan.eventsBatch
  const enrollments = new Map(
    rowsAt(rows, path)
      .filter(isEnrollment)
      .map((row) => [row.enrollment, row]),
  )
  for (const enrollment of enrollments.values()) enrollment.events = []
  const chunks = chunksByProgram([...enrollments.values()], scope.program, source.capabilities.listsNeedProgram)
  const pages = await Promise.all(chunks.map((chunk) => fetchEvents(source, chunk, fields, scope)))
  for (const event of pages.flat()) enrollments.get(event.enrollment ?? '')?.events?.push(event)
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
    groups.set(group, [...(groups.get(group) ?? []), row.enrollment])
  }
  return [...groups].flatMap(([group, ids]) => {
    const sorted = ids.sort()
    const starts = Array.from(
      { length: Math.ceil(ids.length / LARGEST_EVENTS_BATCH) },
      (_, i) => i * LARGEST_EVENTS_BATCH,
    )
    return starts.map((start) => ({ program: group, enrollments: sorted.slice(start, start + LARGEST_EVENTS_BATCH) }))
  })
}

async function fetchEvents(
  { client, call }: EventSource,
  chunk: Chunk,
  fields: FieldTree,
  { includeDeleted }: EventScope,
): Promise<TrackerEvent[]> {
  const page = await client.list(call, {
    query: {
      kind: 'events',
      orgUnitMode: 'ACCESSIBLE',
      enrollments: chunk.enrollments,
      ...(chunk.program && { program: chunk.program }),
      ...(includeDeleted && { includeDeleted }),
    },
    fields,
    page: 'all',
  })
  return page.rows.filter(isEvent)
}

function isEnrollment(row: object): row is Enrollment {
  return 'enrollment' in row && !('event' in row)
}

function isEvent(row: TrackerRow): row is TrackerEvent {
  return 'event' in row
}
