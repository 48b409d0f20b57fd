import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'

const exchangeShape = z.object({
  name: z.string(),
  as: z.string(),
  request: z.object({
    method: z.string(),
    path: z.string(),
    body: z.unknown().optional(),
    headers: z.record(z.string(), z.string()).optional(),
  }),
  response: z.object({
    status: z.number(),
    headers: z.record(z.string(), z.string()),
    body: z.unknown(),
  }),
})

/** One recorded exchange with a real DHIS2, with its file's number and name (`041-plural-te-nested`). */
export type RecordedExchange = z.infer<typeof exchangeShape> & { file: string; number: number }

/** The recorded exchanges of a DHIS2 version, in the order in which they were made. */
export function recordedExchanges(version: string): RecordedExchange[] {
  const folder = new URL(`./exchanges/${version}/`, import.meta.url)
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const exchange = exchangeShape.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8')))
      return { ...exchange, file: name.replace('.json', ''), number: Number.parseInt(name, 10) }
    })
}

/**
 * The path of a request in full. Two recordings cut theirs after a list of ids and note its length (`… (5455 characters)`): the list goes on
 * by repeating `ids` up to that length.
 */
export function fullPath(path: string, ids: string[]): string {
  const cut = /^(.*)… \((\d+) characters\)$/s.exec(path)
  if (cut === null) return path
  const start = cut[1]?.replace(/[^,[]*$/, '') ?? ''
  const length = Number(cut[2])
  const list: string[] = []
  for (let index = 0; start.length + list.length * 12 < length; index += 1) list.push(ids[index % ids.length] ?? '')
  return `${start}${list.join(',')}]`
}
