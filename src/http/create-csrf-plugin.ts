import type { Plugin } from 'graphql-yoga'

/**
 * Refuses requests that another site's page could have made a browser send: those that carry a cookie and nothing that a
 * browser asks permission for (an Authorization header, a JSON content type, or a header of our own). What a browser says
 * of a page of our own origin stands, since no page can make it say that: so an EventSource can be opened there.
 */
export function createCsrfPlugin(): Plugin {
  return {
    onRequest({ request, endResponse, fetchAPI }) {
      if (!couldBeForged(request)) return
      const message = 'A request with a cookie needs the content type application/json or the header X-Requested-With'
      const body = { errors: [{ message, extensions: { code: 'FORBIDDEN' } }] }
      endResponse(
        new fetchAPI.Response(JSON.stringify(body), { status: 403, headers: { 'content-type': 'application/json' } }),
      )
    },
  }
}

function couldBeForged({ method, headers }: Request): boolean {
  if (method === 'OPTIONS' || !headers.has('cookie') || headers.has('authorization')) return false
  if (headers.get('sec-fetch-site') === 'same-origin') return false
  if (headers.has('x-requested-with') || headers.has('graphql-require-preflight')) return false
  const mediaType = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  return mediaType !== 'application/json' && mediaType !== 'application/graphql-response+json'
}
