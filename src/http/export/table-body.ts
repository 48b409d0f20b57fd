import { setTimeout as delay } from 'node:timers/promises'
import type { ExportRow, ExportTable } from '../../model/export-request.ts'
import type { TableWriter } from './write-table.ts'

/** How a table goes out: `end` stops the requests to DHIS2; `connection` is there where one can be ended in the middle. */
export interface TableWay {
  writer: TableWriter
  end: () => void
  connection: { destroy(): unknown } | undefined
  /** What a caller may be told of a failure. */
  tell: (failure: unknown) => string
  stallMs: number
}

/**
 * The bytes of a table as its pages come: pages are fetched no faster than they are taken. Where one fails, the connection is ended, so that
 * half a table is never taken for a whole one; a caller who goes away, or takes nothing for too long, ends the requests to DHIS2.
 */
export function tableBody(
  { columns }: ExportTable,
  first: IteratorResult<ExportRow[], void>,
  pages: AsyncIterator<ExportRow[], void>,
  { writer, end, connection, tell, stallMs }: TableWay,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const head = writer.head(columns)
  let page: IteratorResult<ExportRow[], void> | undefined = first
  let stalled: NodeJS.Timeout | undefined
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        if (head !== '') controller.enqueue(encoder.encode(head))
      },
      async pull(controller) {
        clearTimeout(stalled)
        try {
          const { done, value } = page ?? (await pages.next())
          page = undefined
          if (done) return controller.close()
          controller.enqueue(encoder.encode(writer.rows(value)))
          stalled = setTimeout(() => {
            end()
            connection?.destroy()
          }, stallMs)
        } catch (failure) {
          end()
          const last = writer.failure(tell(failure))
          if (last !== '') controller.enqueue(encoder.encode(last))
          if (!connection) return controller.error(failure)
          // An error here would only be printed by the server, which would leave the caller waiting.
          await delay(LAST_WORDS_MS)
          connection.destroy()
          controller.close()
        }
      },
      cancel() {
        clearTimeout(stalled)
        end()
      },
    },
    { highWaterMark: 1 },
  )
}

/** Long enough for the last line to leave before the connection is ended. */
const LAST_WORDS_MS = 50
