import DataLoader from 'dataloader'
import type { Dhis2Client } from '../dhis2/client.ts'
import type { FileInfo } from '../model/tracker-file.ts'
import type { UpstreamCall } from '../model/upstream-call.ts'
import { mapBounded } from './map-bounded.ts'

/** Descriptions asked for at once: DHIS2 shows them to ordinary users one by one only. */
const AT_ONCE = 8

/** Loads what DHIS2 knows of files, by UID, each once in a GraphQL request; the failure of one is its own. */
export function createFileInfoLoad(client: Dhis2Client, call: UpstreamCall): (id: string) => Promise<FileInfo> {
  const loader = new DataLoader<string, FileInfo>((ids) =>
    mapBounded(ids, AT_ONCE, (id) =>
      client.fileInfo(call, id).catch((failure: unknown) => (failure instanceof Error ? failure : new Error('failed'))),
    ),
  )
  return (id) => loader.load(id)
}
