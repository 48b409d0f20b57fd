import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { SandboxAnswer } from './exchange.ts'
import type { StoredFile } from './stored-file.ts'

const compress = promisify(gzip)

/** Writes an answer, once `ready`, as Tomcat would: JSON unless it is text, gzipped when asked for and large, without a body for HEAD. */
export async function sendAnswer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answer: SandboxAnswer,
  ready: () => Promise<void>,
): Promise<void> {
  if (answer.file !== undefined) {
    await ready()
    return sendFile(incoming, outgoing, answer, answer.file)
  }
  const isText = typeof answer.body === 'string'
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
  const headers: Record<string, string | string[]> = { ...answer.headers }
  if (!isText) headers['content-type'] ??= 'application/json;charset=UTF-8'
  let payload: Buffer = Buffer.from(text, 'utf8')
  // Tomcat leaves small answers alone.
  if (payload.length > 2048 && /\bgzip\b/.test(incoming.headers['accept-encoding'] ?? '')) {
    payload = await compress(payload, { level: 1 })
    headers['content-encoding'] = 'gzip'
    headers['vary'] = 'accept-encoding'
  }
  headers['content-length'] = String(payload.length)
  await ready()
  outgoing.writeHead(answer.status, headers)
  outgoing.end(incoming.method === 'HEAD' ? undefined : payload)
}

/** Sends the bytes of a file as fast as the caller takes them; never gzipped. */
async function sendFile(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { status, headers }: SandboxAnswer,
  { length, chunks }: StoredFile,
): Promise<void> {
  outgoing.writeHead(status, { ...headers, 'content-length': String(length) })
  if (incoming.method === 'HEAD') outgoing.end()
  else await pipeline(Readable.from(chunks()), outgoing)
}
