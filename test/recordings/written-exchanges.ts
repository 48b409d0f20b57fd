import type { ComparedResponse, CompareOptions } from './compare.ts'
import type { RecordedExchange } from './exchanges.ts'

/** Recorded exchanges among the writes that are not replayed in their place, with the reason. */
export const skippedWrites: Readonly<Record<string, string>> = {
  '266-note-enrollment':
    'replayed beside the other writes, where there are no notes; else stands on what is deleted later',
  '267-note-event': 'replayed beside the other writes, where there are no notes; else stands on what is deleted later',
}

/** The recorded imports and jobs, and what is read between them, in their order: `[first, last]`. */
const ranges: readonly (readonly [number, number])[] = [
  [242, 265],
  [277, 280],
  [484, 484],
  [490, 537],
  [542, 546],
]

/** Whether an exchange is of the recorded imports, or reads what they wrote. */
export function isWrittenExchange({ number, file }: RecordedExchange): boolean {
  return skippedWrites[file] === undefined && ranges.some(([first, last]) => first <= number && number <= last)
}

/** The entries of a change log that are newer than the value of the data element that the sandbox lacks; other answers as they are. */
export function untilPhoto(recorded: ComparedResponse, given: ComparedResponse): [ComparedResponse, ComparedResponse] {
  const { changeLogs } = Object(recorded.body)
  if (!Array.isArray(changeLogs)) return [recorded, given]
  const end = changeLogs.findIndex((entry) => JSON.stringify(entry).includes('RecPhoto001'))
  if (end < 0) return [recorded, given]
  const cut = (response: ComparedResponse): ComparedResponse => ({
    ...response,
    body: { ...Object(response.body), changeLogs: Object(response.body).changeLogs?.slice(0, end) },
  })
  return [cut(recorded), cut(given)]
}

/** The data element and file that the recorder made by metadata imports, which are out of the sandbox's scope, are left out of what is sent and read. */
export function withoutPhoto(exchange: RecordedExchange): RecordedExchange {
  return JSON.parse(JSON.stringify(exchange), (_, value) =>
    Array.isArray(value) ? value.filter((item) => Object(item).dataElement !== 'RecPhoto001') : value,
  )
}

/** How an answer that is no import report is compared: Jackson's messages tell where in a body and in Java's classes something went wrong. */
export function comparedAs(file: string): CompareOptions {
  return messagesOfJackson.has(file) ? { loose: ['message'] } : {}
}

const messagesOfJackson: ReadonlySet<string> = new Set(['260-import-not-json', '531-import-bad-date'])
