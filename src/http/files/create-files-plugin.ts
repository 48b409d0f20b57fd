import type { Plugin } from 'graphql-yoga'
import type { OpenFile } from '../../load/open-file.ts'
import { isMissingCredentials } from '../../model/missing-credentials.ts'
import type { TrackerFile } from '../../model/tracker-file.ts'
import { isUpstreamFailure } from '../../model/upstream-failure.ts'
import type { Log } from '../../telemetry/log.ts'
import { connectionOf, refusal, STATUS_OF_FAILURE } from '../plain-refusal.ts'
import { rangeOf } from './byte-range.ts'
import { type BodyWay, fileBody } from './file-body.ts'
import { fileHeaders } from './file-headers.ts'
import { parseFilePath } from './file-path.ts'

/** For how long a caller may take nothing of a file before its connection is ended: it holds one of those to DHIS2. */
const STALL_MS = 60_000

/** `/files/…`: DHIS2's files and images, streamed with the caller's own credentials; GET and HEAD, ranges, ETags. */
export function createFilesPlugin({ openFile, log }: { openFile: OpenFile; log: Log }): Plugin {
  return {
    async onRequest({ request, url, endResponse, serverContext }) {
      if (!url.pathname.startsWith('/files/')) return
      const way = { stallMs: STALL_MS, connection: connectionOf(serverContext) }
      endResponse(await answer(request, { openFile, log, way }))
    },
  }
}

interface FileService {
  openFile: OpenFile
  log: Log
  way: BodyWay
}

async function answer(request: Request, { openFile, log, way }: FileService): Promise<Response> {
  if (request.method === 'OPTIONS') return new Response(null, { status: 204 })
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refusal(405, 'Files are read with GET or HEAD', { allow: 'GET, HEAD' })
  const wanted = parseFilePath(new URL(request.url))
  if ('status' in wanted) return refusal(wanted.status, wanted.message)
  try {
    return fileAnswer(request, await openFile(request, wanted), way)
  } catch (failure) {
    if (isMissingCredentials(failure)) return refusal(401, failure.message)
    if (isUpstreamFailure(failure)) return refusal(STATUS_OF_FAILURE[failure.kind], failure.message)
    log.error('A file could not be served', { error: failure })
    return refusal(500, 'The gateway failed; its log tells more')
  }
}

/** The file, the part of it that is asked for, or that the caller has it already. */
function fileAnswer(request: Request, file: TrackerFile, way: BodyWay): Response {
  const headers = fileHeaders(file)
  const { etag } = headers
  if (etag !== undefined && namesTag(request.headers.get('if-none-match'), etag)) {
    file.bytes.destroy()
    return new Response(null, { status: 304, headers })
  }
  const { length } = file
  const condition = request.headers.get('if-range')
  const range =
    length === undefined || (condition !== null && condition !== etag)
      ? undefined
      : rangeOf(request.headers.get('range'), length)
  if (range === 'unsatisfiable') {
    file.bytes.destroy()
    return refusal(416, 'The file has no such range', { 'content-range': `bytes */${length}` })
  }
  const size = range ? range.end - range.start + 1 : length
  const all = {
    ...headers,
    ...(size !== undefined && { 'content-length': String(size) }),
    ...(range && { 'content-range': `bytes ${range.start}-${range.end}/${length}` }),
  }
  const status = range ? 206 : 200
  if (request.method === 'HEAD') {
    file.bytes.destroy()
    return new Response(null, { status, headers: all })
  }
  return new Response(fileBody(file, range, way), { status, headers: all })
}

function namesTag(header: string | null, etag: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes('*') || tags.includes(etag.replace(/^W\//, ''))
}
