import { crc32, deflateSync } from 'node:zlib'
import type { StoredFile } from '../stored-file.ts'

/** The recorders' picture, 70 bytes: one pixel (recording 482). */
export function onePixel(): StoredFile {
  const text = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  return stored(Buffer.from(text, 'base64'))
}

/** A square PNG in one grey, `side` pixels wide; with a comment that fills it up to `size` bytes when it would be smaller. */
export function greySquare(side: number, size = 0): StoredFile {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  // Eight bits a pixel, grey.
  header[8] = 8
  const rows = Buffer.alloc(side * (side + 1), 0x80)
  for (let row = 0; row < side; row++) rows[row * (side + 1)] = 0
  const parts = [
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]
  const missing = size - Buffer.concat(parts).length - chunkFrame
  if (missing > 0) parts.splice(2, 0, chunk('tEXt', Buffer.from('Comment\0'.padEnd(missing, '.'))))
  return stored(Buffer.concat(parts))
}

/** A document of `size` bytes that begins as a PDF does; every 64 KiB of it differ from the last. */
export function largeDocument(size: number): StoredFile {
  return {
    length: size,
    *chunks() {
      for (let start = 0; start < size; start += chunkBytes) {
        const piece = Buffer.alloc(Math.min(chunkBytes, size - start), (start / chunkBytes) % 251)
        if (start === 0) piece.write('%PDF-1.4\n', 'latin1')
        yield piece
      }
    },
  }
}

const chunkBytes = 65_536

/** What frames a PNG chunk: length, type and checksum. */
const chunkFrame = 12

function chunk(type: string, content: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const framed = Buffer.alloc(typed.length + 8)
  framed.writeUInt32BE(content.length, 0)
  typed.copy(framed, 4)
  framed.writeUInt32BE(crc32(typed), typed.length + 4)
  return framed
}

function stored(bytes: Buffer): StoredFile {
  return { length: bytes.length, chunks: () => [bytes] }
}
