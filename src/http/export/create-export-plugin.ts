import type { ServerResponse } from 'node:http'
import type { Plugin } from 'graphql-yoga'
import type { OpenExport } from '../../load/export/open-export.ts'
import { isMissingCredentials } from '../../model/missing-credentials.ts'
import { RefusedRequest } from '../../model/refused-request.ts'
import { isUpstreamFailure } from '../../model/upstream-failure.ts'
import type { Log } from '../../telemetry/log.ts'
import { keepHeapSmall } from '../heap-growth.ts'
import { connectionOf, refusal, STATUS_OF_FAILURE } from '../plain-refusal.ts'
import { parseExport } from './parse-export.ts'
import { tableBody } from './table-body.ts'
import { csvWriter, ndjsonWriter } from './write-table.ts'

/** For how long a caller may take nothing of an export before its connection is ended. */
const STALL_MS = 60_000

/** `/export/…`: flat tables of what was listed, as CSV or NDJSON, streamed with the caller's own credentials. */
export function createExportPlugin({ openExport, log }: { openExport: OpenExport; log: Log }): Plugin {
  return {
    async onRequest({ request, url, endResponse, serverContext }) {
      if (url.pathname.startsWith('/export/'))
        endResponse(await answer(request, { openExport, log, connection: connectionOf(serverContext) }))
    },
  }
}

interface ExportService {
  openExport: OpenExport
  log: Log
  connection: ServerResponse | undefined
}

async function answer(request: Request, service: ExportService): Promise<Response> {
  if (request.method === 'OPTIONS') return new Response(null, { status: 204 })
  if (request.method !== 'GET') return refusal(405, 'Exports are read with GET', { allow: 'GET' })
  const parsed = parseExport(new URL(request.url), request.headers.get('accept'))
  if ('status' in parsed) return refusal(parsed.status, parsed.message)
  const ended = new AbortController()
  const { signal } = request
  signal.addEventListener('abort', () => ended.abort(), { once: true })
  // A caller who is gone already has no end to wait for.
  if (service.connection?.closed === false) service.connection.once('close', keepHeapSmall())
  try {
    const table = await service.openExport(request.headers, parsed.request, ended.signal)
    const pages = table.pages[Symbol.asyncIterator]()
    // The first page is waited for: what DHIS2 refuses has a status, then, and is no broken file.
    const first = await pages.next()
    const writer = parsed.format === 'csv' ? csvWriter(parsed.guard) : ndjsonWriter()
    const { connection, log } = service
    const end = (): void => ended.abort()
    const body = tableBody(table, first, pages, {
      writer,
      end,
      connection,
      tell: (cause) => told(cause, log),
      stallMs: STALL_MS,
    })
    const name = `${parsed.request.kind}-${parsed.request.program ?? 'all'}.${writer.extension}`
    return new Response(body, {
      headers: {
        'content-type': writer.contentType,
        'content-disposition': `attachment; filename="${name.replaceAll(/[^\w.-]/g, '_')}"`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    })
  } catch (failure) {
    ended.abort()
    if (isMissingCredentials(failure)) return refusal(401, failure.message)
    if (failure instanceof RefusedRequest) return refusal(failure.byServer ? 501 : 400, failure.message)
    if (isUpstreamFailure(failure)) return refusal(STATUS_OF_FAILURE[failure.kind], failure.message)
    return refusal(500, told(failure, service.log))
  }
}

function told(failure: unknown, log: Log): string {
  if (isUpstreamFailure(failure)) return failure.message
  if (!(failure instanceof Error && failure.name === 'AbortError')) log.error('An export broke off', { error: failure })
  return 'The gateway failed; its log tells more'
}
