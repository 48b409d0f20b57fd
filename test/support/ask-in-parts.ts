import { type AskOptions, basic, type TestGateway } from './start-gateway.ts'

/** An error as a part tells it. */
export interface PartError {
  message: string
  path?: (string | number)[]
  extensions?: Record<string, unknown>
}

/** One deferred fragment, or further items of a list, as it came. */
export interface IncrementalPart {
  data?: Record<string, unknown> | null
  items?: unknown[] | null
  path: (string | number)[]
  label?: string
  errors?: PartError[]
}

/** A part of an answer: the first has `data`, those that follow `incremental`. */
export interface AnswerPart {
  data?: Record<string, unknown> | null
  errors?: PartError[]
  incremental?: IncrementalPart[]
  extensions?: Record<string, unknown>
  hasNext?: boolean
}

/** The parts of an answer as they come, by server-sent events. */
export async function* askInParts(
  gateway: Pick<TestGateway, 'url'>,
  query: string,
  { as = 'admin', variables = {}, headers }: AskOptions = {},
): AsyncGenerator<AnswerPart> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(as !== null && { authorization: basic(as) }),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  })
  let text = ''
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk
    const events = text.split('\n\n')
    text = events.pop() ?? ''
    for (const event of events) {
      const line = event.split('\n').find((candidate) => candidate.startsWith('data: {'))
      if (line) yield JSON.parse(line.slice('data: '.length))
    }
  }
}

/** All parts of an answer. */
export async function allParts(parts: AsyncIterable<AnswerPart>): Promise<AnswerPart[]> {
  const all: AnswerPart[] = []
  for await (const part of parts) all.push(part)
  return all
}

/** What a client holds when all parts have come: each put where its path says; `errors` of all of them. */
export function mergeParts(parts: readonly AnswerPart[]): {
  data: Record<string, unknown> | null
  errors: PartError[]
} {
  let data: Record<string, unknown> | null = null
  const errors: PartError[] = []
  for (const part of parts) {
    if (part.data !== undefined) data = part.data
    errors.push(...(part.errors ?? []))
    for (const { data: later, items, path, errors: failures } of part.incremental ?? []) {
      errors.push(...(failures ?? []))
      if (later) mergeInto(objectAt(data, path), later)
      const index = path.at(-1)
      const list = items && objectAt(data, path.slice(0, -1))
      if (items && Array.isArray(list) && typeof index === 'number') list.splice(index, 0, ...items)
    }
  }
  return { data, errors }
}

function objectAt(root: unknown, path: readonly (string | number)[]): object {
  let place = root
  for (const key of path) place = isObject(place) ? Reflect.get(place, key) : undefined
  if (!isObject(place)) throw new Error(`A part came for a place that is not there: ${path.join('.')}`)
  return place
}

function mergeInto(target: object, source: object): void {
  for (const [key, value] of Object.entries(source)) {
    const known: unknown = Reflect.get(target, key)
    if (isObject(known) && isObject(value)) mergeInto(known, value)
    else Reflect.set(target, key, value)
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
