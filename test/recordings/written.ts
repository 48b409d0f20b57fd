import type { ComparedResponse } from './compare.ts'

/**
 * The recorders' own objects, whose ids begin with `Rec`, were left in some lists by writes between the two sittings. This takes them out of
 * a recorded list, and as many items off the end of the sandbox's page, where they pushed others to the next one.
 */
export function withoutWritten(
  recorded: ComparedResponse,
  actual: ComparedResponse,
): [ComparedResponse, ComparedResponse] {
  const [name, items] = answerList(recorded.body)
  const kept = items.filter((item) => !JSON.stringify(item).includes('"Rec'))
  const rows = answerList(actual.body)[1]
  const given = kept.length < items.length ? rows.slice(0, kept.length) : rows
  return [withList(recorded, name, kept), withList(actual, name, given)]
}

function answerList(body: unknown): [string, unknown[]] {
  const lists = Object.entries(body ?? {}).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]))
  return lists[0] ?? ['', []]
}

function withList(response: ComparedResponse, name: string, items: unknown[]): ComparedResponse {
  return { ...response, body: { ...Object(response.body), [name]: items } }
}
