import { z } from 'zod'
import type { ByteStream, FileInfo, TrackerFile } from '../../model/tracker-file.ts'
import { Dhis2Error } from '../errors.ts'

type Headers = Readonly<Record<string, string | string[] | undefined>>

/** A file of an answer's headers and bytes. DHIS2 writes `filename=photo one.png`, without quotes (recorded: 486). */
export function trackerFileFromWire(headers: Headers, bytes: ByteStream): TrackerFile {
  const length = Number(textOf(headers, 'content-length') ?? Number.NaN)
  const name = /filename=(.*)$/
    .exec(textOf(headers, 'content-disposition') ?? '')?.[1]
    ?.trim()
    .replace(/^"(.*)"$/, '$1')
  return {
    bytes,
    contentType: textOf(headers, 'content-type') ?? 'application/octet-stream',
    length: Number.isSafeInteger(length) ? length : undefined,
    name: name && inUtf8(name),
    etag: textOf(headers, 'etag'),
  }
}

/** Headers are read byte by byte: a name in UTF-8 is put together again, one in Latin-1 stays. */
function inUtf8(text: string): string {
  const decoded = Buffer.from(text, 'latin1').toString('utf8')
  return decoded.includes('\ufffd') ? text : decoded
}

function textOf(headers: Headers, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value[0] : value
}

const infoShape = z.looseObject({
  name: z.string().optional(),
  contentType: z.string().optional(),
  contentLength: z.number().optional(),
  storageStatus: z.string().optional(),
})

/** What `fileResources/{id}` tells of a file. */
export function fileInfoFromWire(body: unknown): FileInfo {
  const info = infoShape.safeParse(body)
  if (!info.success) throw new Dhis2Error('unexpected', 'DHIS2 did not describe the file as expected')
  const { name, contentType, contentLength, storageStatus } = info.data
  return {
    ...(name && { name }),
    ...(contentType && { contentType }),
    ...(contentLength !== undefined && { contentLength }),
    ...(storageStatus && { storageStatus }),
  }
}
