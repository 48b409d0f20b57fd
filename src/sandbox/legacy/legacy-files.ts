import type { SandboxAnswer, SandboxRequest } from '../exchange.ts'
import { anyEvents } from '../tracker/event-kinds.ts'
import { readAttributeFile, readEventFile } from '../tracker/files.ts'
import { createReader } from '../tracker/reader.ts'
import type { TrackerIndex } from '../tracker/tracker-index.ts'

/**
 * A file that is a value, where the path is one of the places before the tracker export: `events/files` (recording 488 of 2.40), and
 * `trackedEntityInstances/{id}/{attribute}/file` or `/image`, which no recording shows (source of 2.35 to 2.41).
 */
export function legacyFile(index: TrackerIndex, request: SandboxRequest): SandboxAnswer | undefined {
  const { path, query, user } = request
  const asked = { index, reader: createReader(index, user), request }
  if (path === 'events/files') {
    const [uid, of] = [query.get('eventUid') ?? '', query.get('dataElementUid') ?? '']
    return readEventFile(anyEvents, { ...asked, uid, of, form: query.has('dimension') ? 'image' : 'file' })
  }
  const [, uid, of, form] = /^trackedEntityInstances\/(\w+)\/(\w+)\/(file|image)$/.exec(path) ?? []
  if (uid === undefined || of === undefined) return undefined
  return readAttributeFile({ ...asked, uid, of, form: form === 'image' ? 'image' : 'file' })
}
