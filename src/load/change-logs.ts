import DataLoader from 'dataloader'
import type { Dhis2Client } from '../dhis2/client.ts'
import { type ChangeLogEntry, type ChangeLogOwner, type ChangeLogPage, orderedLog } from '../model/change-log.ts'
import type { UpstreamCall } from '../model/upstream-call.ts'
import { mapBounded } from './map-bounded.ts'

/** Logs asked for at once: DHIS2 has one endpoint for each object, and many objects may be on a page. */
const AT_ONCE = 4

/** Entries in one upstream page: nearly every log fits one. */
const UPSTREAM_PAGE = 1000

/** The whole log of an object. DHIS2 pages a log by time alone, which loses and repeats entries of one moment: so it is read whole. */
export type LoadChangeLog = (owner: ChangeLogOwner) => Promise<readonly ChangeLogEntry[]>

/** Loads change logs for one GraphQL request: each once, few at a time; the failure of one is its own. */
export function createChangeLogLoad(client: Dhis2Client, call: UpstreamCall): LoadChangeLog {
  async function whole(owner: ChangeLogOwner): Promise<readonly ChangeLogEntry[]> {
    const entries: ChangeLogPage['entries'] = []
    for (let page = 1, more = true; more; page++) {
      const answer = await client.changeLog(call, { ...owner, page, pageSize: UPSTREAM_PAGE })
      entries.push(...answer.entries)
      more = answer.more
    }
    return orderedLog(entries)
  }
  const loader = new DataLoader<ChangeLogOwner, readonly ChangeLogEntry[], string>(
    (owners) => mapBounded(owners, AT_ONCE, (owner) => whole(owner).catch(asError)),
    { cacheKeyFn: ({ kind, id, program }) => `${kind} ${id} ${program}` },
  )
  return (owner) => loader.load(owner)
}

function asError(failure: unknown): Error {
  return failure instanceof Error ? failure : new Error(String(failure))
}
