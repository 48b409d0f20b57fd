/** What a log line may hold beside its message; values of secret names and credentials inside texts are blotted out. */
export type LogFields = Readonly<Record<string, unknown>>

/** The weight of a log line, lightest first. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** Where the gateway says what it does: one method a level. */
export type Log = Readonly<Record<LogLevel, (message: string, fields?: LogFields) => void>>

/** The part of a writable stream that a log needs. */
export interface LogStream {
  write(text: string): unknown
}

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error']
const secretName = /authorization|cookie|password|passwd|secret|token|credential|session-?id/i

/** A log that drops everything: the default where none is given. */
export const silentLog: Log = { debug: drop, info: drop, warn: drop, error: drop }

/** A log of one JSON object a line, with its time (ISO 8601, UTC); lines lighter than `level` are dropped. */
export function createJsonLog(stream: LogStream, level: LogLevel = 'info', now: () => number = Date.now): Log {
  const writer = (of: LogLevel) =>
    levels.indexOf(of) < levels.indexOf(level)
      ? drop
      : (message: string, fields: LogFields = {}): void => {
          const line = { time: new Date(now()).toISOString(), level: of, message: redactText(message) }
          stream.write(`${JSON.stringify({ ...redactFields(fields), ...line })}\n`)
        }
  return { debug: writer('debug'), info: writer('info'), warn: writer('warn'), error: writer('error') }
}

/** A text without the credentials in it: login headers, session cookies, tokens and the user part of addresses. */
export function redactText(text: string): string {
  return text
    .replace(/\b(Basic|Bearer|ApiToken)\s+[^\s"',;]+/gi, '$1 [redacted]')
    .replace(/\b(J?SESSION(?:ID)?)=[^\s"',;]+/gi, '$1=[redacted]')
    .replace(/\bd2p_\w+/g, '[redacted]')
    .replace(/:\/\/[^/\s@"]+@/g, '://[redacted]@')
    .replace(/\b(password|passwd|secret|access_token)=[^&\s"',;]+/gi, '$1=[redacted]')
}

function redactFields(fields: object, seen: readonly object[] = []): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, secretName.test(name) ? '[redacted]' : redact(value, seen)]),
  )
}

function redact(value: unknown, seen: readonly object[]): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (seen.includes(value) || seen.length > 8) return '[omitted]'
  const path = [...seen, value]
  if (value instanceof Date || value instanceof URL) return redactText(String(value))
  if (value instanceof Map || value instanceof Set || ArrayBuffer.isView(value)) return '[omitted]'
  if (Array.isArray(value)) return value.map((item: unknown) => redact(item, path))
  if (!(value instanceof Error)) return redactFields(value, path)
  const { name, message, stack } = value
  return { ...redactFields(value, path), name, message: redactText(message), stack: redactText(stack ?? '') }
}

function drop(): void {}
