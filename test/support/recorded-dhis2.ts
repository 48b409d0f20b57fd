import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type RecordedExchange, recordedExchanges } from '../recordings/exchanges.ts'

/** What a server of a test answers; undefined: as is recorded. */
export type Script = (request: {
  method: string
  path: string
  authorization: string
}) => { status: number; body: unknown } | 'never' | undefined

/** A DHIS2 that answers what a real one of this version answered, and what a test has it answer. */
export interface RecordedDhis2 {
  url: string
  /** Method, path and Authorization of each request but those for the version. */
  requests: { method: string; path: string; authorization: string }[]
  /** How many requests were given up by who asked. */
  givenUp(): number
  script: Script
  close(): Promise<void>
}

/** Starts it; answers are found by method and path, with the query or (where none has it) without. */
export async function startRecordedDhis2(version: string, script: Script = () => undefined): Promise<RecordedDhis2> {
  const exchanges = recordedExchanges(version)
  let givenUp = 0
  const server = createServer((request, response) => {
    const { method = 'GET', url: path = '/', headers } = request
    const seen = { method, path, authorization: headers.authorization ?? '' }
    response.on('close', () => {
      if (!response.writableFinished) givenUp += 1
    })
    request.resume()
    if (path.startsWith('/api/system/info')) return answer(200, { version: `${version}.0`, revision: 'recorded' })
    dhis2.requests.push(seen)
    const scripted = dhis2.script(seen)
    if (scripted === 'never') return
    if (scripted) return answer(scripted.status, scripted.body)
    const recorded = find(exchanges, seen)
    if (recorded) return answer(recorded.response.status, recorded.response.body)
    answer(404, { httpStatus: 'Not Found', httpStatusCode: 404, status: 'ERROR', message: `Not recorded: ${path}` })

    function answer(status: number, body: unknown): void {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const dhis2: RecordedDhis2 = {
    url: `http://127.0.0.1:${port}`,
    requests: [],
    givenUp: () => givenUp,
    script,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return dhis2
}

function find(exchanges: RecordedExchange[], { method, path }: { method: string; path: string }) {
  const alike = exchanges.filter(({ request }) => request.method === method)
  const bare = (text: string): string => text.split('?')[0] ?? ''
  return alike.find(({ request }) => request.path === path) ?? alike.find(({ request }) => request.path === bare(path))
}
