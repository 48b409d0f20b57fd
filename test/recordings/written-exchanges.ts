import type { ComparedResponse, CompareOptions } from './compare.ts'
import type { RecordedExchange } from './exchanges.ts'

/** Recorded exchanges among the writes that are not replayed here, by version, with the reason. */
export const skippedWrites: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '2.41': {
    '548-async-with-errors-messages': 'read before the job had begun: see the tests of jobs',
    '549-async-with-errors-report': 'read before the job was done: see the tests of jobs',
  },
}

/** The recorded imports, jobs, notes, changes of ownership, legacy imports and duplicates, and what is read between them, in their order: `[first, last]`. */
const ranges: readonly (readonly [number, number])[] = [
  [242, 293],
  [484, 484],
  [490, 549],
]

/** Whether an exchange is of the recorded imports, or reads what they wrote. */
export function isWrittenExchange({ number }: RecordedExchange): boolean {
  return ranges.some(([first, last]) => first <= number && number <= last)
}

/** The data element and file that the recorder made by metadata imports, which are out of the sandbox's scope, are left out of what is sent and read. */
export function withoutPhoto(exchange: RecordedExchange): RecordedExchange {
  return JSON.parse(JSON.stringify(exchange), (_, value) =>
    Array.isArray(value) ? value.filter((item) => Object(item).dataElement !== photo) : value,
  )
}

const photo = 'RecPhoto001'

/** The entries of a change log that are newer than the value of that data element; other answers as they are. */
export function untilPhoto(recorded: ComparedResponse, given: ComparedResponse): [ComparedResponse, ComparedResponse] {
  const { changeLogs } = Object(recorded.body)
  if (!Array.isArray(changeLogs)) return [recorded, given]
  const end = changeLogs.findIndex((entry) => JSON.stringify(entry).includes(photo))
  if (end < 0) return [recorded, given]
  const cut = (response: ComparedResponse): ComparedResponse => ({
    ...response,
    body: { ...Object(response.body), changeLogs: Object(response.body).changeLogs?.slice(0, end) },
  })
  return [cut(recorded), cut(given)]
}

/**
 * How an answer that is no import report is compared: Jackson's messages tell where in a body and in Java's classes something went wrong, and
 * entries of a job's log have ids, times and durations of their own.
 */
export function comparedAs(file: string): CompareOptions {
  if (/job-(messages|tasks)|errors-messages/.test(file)) return { loose: ['id', 'uid', 'time'] }
  return messagesOfJackson.has(file) ? { loose: ['message'] } : {}
}

const messagesOfJackson: ReadonlySet<string> = new Set(['260-import-not-json', '531-import-bad-date'])
