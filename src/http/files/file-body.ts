import type { TrackerFile } from '../../model/tracker-file.ts'
import { type ByteRange, cutRange } from './byte-range.ts'

/** How a body goes out: how long its reader may take nothing, in milliseconds, and the connection where there is one to end. */
export interface BodyWay {
  stallMs: number
  connection: { destroy(): unknown } | undefined
}

/**
 * The bytes of a file, or a part of them, as they are read: what is not taken is not fetched, and a caller who goes away or
 * takes nothing for too long closes the request to DHIS2. Where DHIS2 breaks off, the connection is ended, so that half a
 * file is never taken for a whole one.
 */
export function fileBody(
  { bytes }: TrackerFile,
  range: ByteRange | undefined,
  { stallMs, connection }: BodyWay,
): ReadableStream<Uint8Array> {
  const part = range ? cutRange(bytes, range) : bytes
  const chunks = part[Symbol.asyncIterator]()
  let stalled: NodeJS.Timeout | undefined
  return new ReadableStream({
    async pull(controller) {
      clearTimeout(stalled)
      try {
        const { done, value } = await chunks.next()
        if (done) return controller.close()
        controller.enqueue(value)
        stalled = setTimeout(() => {
          bytes.destroy()
          connection?.destroy()
        }, stallMs)
      } catch (failure) {
        bytes.destroy()
        if (!connection) return controller.error(failure)
        // An error here would only be printed by the server, which would leave the caller waiting.
        connection.destroy()
        controller.close()
      }
    },
    cancel() {
      clearTimeout(stalled)
      bytes.destroy()
    },
  })
}
