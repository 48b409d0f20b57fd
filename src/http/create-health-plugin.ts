import type { Plugin } from 'graphql-yoga'

const PROBE_AGE_MS = 2_000

/** `/healthz`: this process lives. `/readyz`: DHIS2 can be reached too, as `probe` found within the last two seconds. */
export function createHealthPlugin(probe: () => Promise<boolean>): Plugin {
  let latest: { ready: Promise<boolean>; until: number } | undefined
  const ready = (): Promise<boolean> => {
    if (!latest || Date.now() >= latest.until) latest = { ready: probe(), until: Date.now() + PROBE_AGE_MS }
    return latest.ready
  }
  return {
    async onRequest({ url, endResponse, fetchAPI }) {
      const answer = (status: number, body: object): void =>
        endResponse(
          new fetchAPI.Response(JSON.stringify(body), {
            status,
            headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
          }),
        )
      if (url.pathname === '/healthz') answer(200, { status: 'alive' })
      if (url.pathname !== '/readyz') return
      if (await ready()) answer(200, { status: 'ready' })
      else answer(503, { status: 'not ready', reason: 'DHIS2 cannot be reached' })
    },
  }
}
