import type { Dhis2Client } from '../dhis2/client.ts'
import { asEvent, type TrackerEvent } from '../model/tracker.ts'
import type { EventQuery, FieldTree } from '../model/tracker-query.ts'
import type { UpstreamCall } from '../model/upstream-call.ts'
import { LARGEST_ID_LIST } from '../plan/checks.ts'
import { chooseEvents, type NestedEventArguments, nestedEventReads } from '../plan/nested-events.ts'

/** What rows are fetched with. */
export interface RowSource {
  client: Dhis2Client
  call: UpstreamCall
}

/** Events of many enrollments; `first`: only the first few that the arguments choose of each enrollment are wanted whole. */
export interface EventsAsk {
  query: EventQuery & { enrollments: string[] }
  fields: FieldTree
  first?: { take: number; args: NestedEventArguments }
}

/** The events of an ask, of which those that are not wanted may hold no more than what choosing them read. */
export async function fetchEvents(source: RowSource, ask: EventsAsk): Promise<TrackerEvent[]> {
  const { query, fields, first } = ask
  if (!first) return list(source, query, fields, 'all')
  const pageSize = pageSizeFor(query.enrollments.length, first.take)
  const page = await list(source, query, fields, { page: 1, pageSize, total: false })
  return page.length < pageSize ? page : chosenFirst(source, ask, first, page)
}

/** As many rows as a few lists of usual length hold: mostly one page is all there is. */
function pageSizeFor(parents: number, take: number): number {
  return Math.max(200, parents * take * 4)
}

/**
 * DHIS2 has no "first few of each parent" (asked for by its Android and web capture apps). Where the lists are long, what
 * choosing reads is fetched of all, which is light, and then the chosen events whole, by UID.
 */
async function chosenFirst(
  source: RowSource,
  { query, fields }: EventsAsk,
  { take, args }: NonNullable<EventsAsk['first']>,
  page: readonly TrackerEvent[],
): Promise<TrackerEvent[]> {
  const light: FieldTree = { enrollment: true }
  for (const property of nestedEventReads(args)) light[property] = fields[property] ?? true
  const index = await list(source, query, light, 'all')
  const whole = new Map(page.map((event) => [event.event, event]))
  const missing: string[] = []
  for (const events of byEnrollment(index).values())
    for (const { event } of chooseEvents(events, args).slice(0, take)) if (!whole.has(event)) missing.push(event)
  const starts = Array.from({ length: Math.ceil(missing.length / LARGEST_ID_LIST) }, (_, i) => i * LARGEST_ID_LIST)
  const { program, includeDeleted } = query
  const fetched = starts.map((start) => {
    const ids = missing.slice(start, start + LARGEST_ID_LIST).sort()
    const byIds: EventQuery = {
      kind: 'events',
      orgUnitMode: 'ACCESSIBLE',
      ids,
      ...(program && { program }),
      ...(includeDeleted && { includeDeleted }),
    }
    return list(source, byIds, fields, { page: 1, pageSize: ids.length, total: false })
  })
  for (const event of (await Promise.all(fetched)).flat()) whole.set(event.event, event)
  return index.map((event) => whole.get(event.event) ?? event)
}

function byEnrollment(events: readonly TrackerEvent[]): Map<string, TrackerEvent[]> {
  const groups = new Map<string, TrackerEvent[]>()
  for (const event of events) {
    const group = groups.get(event.enrollment ?? '')
    if (group) group.push(event)
    else groups.set(event.enrollment ?? '', [event])
  }
  return groups
}

async function list(
  { client, call }: RowSource,
  query: EventQuery,
  fields: FieldTree,
  page: Parameters<Dhis2Client['list']>[1]['page'],
): Promise<TrackerEvent[]> {
  const answer = await client.list(call, { query, fields, page })
  return answer.rows.flatMap((row) => asEvent(row) ?? [])
}
