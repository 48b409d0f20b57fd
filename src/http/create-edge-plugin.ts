import type { Plugin } from 'graphql-yoga'
import { refusal } from './plain-refusal.ts'

/**
 * What every HTTP server owes its callers: a path that leads nowhere is told so, with the one that leads to the graph,
 * caches are told that an answer depends on the caller's origin where origins are let in by name, and proxies pass streams on.
 */
export function createEdgePlugin({ origins }: { origins: readonly string[] }): Plugin {
  return {
    onRequest({ request, url, endResponse, fetchAPI }) {
      if (url.pathname === '/graphql') {
        // Yoga would read a query in a form, find none, and say that alone.
        if (request.method === 'POST' && !isGraphQL(request.headers.get('content-type')))
          endResponse(refusal(415, 'Send the query as JSON, with the header Content-Type: application/json'))
        return
      }
      if (url.pathname === '/')
        return endResponse(new fetchAPI.Response(null, { status: 302, headers: { location: '/graphql' } }))
      const message = `There is nothing at ${url.pathname}: the graph is at /graphql`
      endResponse(refusal(404, message, { 'x-content-type-options': 'nosniff' }))
    },
    onResponse({ response }) {
      if (origins.length > 0) response.headers.append('vary', 'Origin')
      // nginx would keep a stream back until its buffer is full.
      if (response.headers.get('content-type') === 'text/event-stream') response.headers.set('x-accel-buffering', 'no')
    },
  }
}

function isGraphQL(contentType: string | null): boolean {
  const mediaType = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  return /^application\/(graphql\+)?json$|^application\/graphql$|^multipart\/form-data$/.test(mediaType)
}
