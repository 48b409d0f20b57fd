import type { Plugin } from 'graphql-yoga'

/**
 * What every HTTP server owes its callers: a path that leads nowhere is told so, with the one that leads to the graph,
 * caches are told that an answer depends on the caller's origin where origins are let in by name, and proxies pass streams on.
 */
export function createEdgePlugin({ origins }: { origins: readonly string[] }): Plugin {
  return {
    onRequest({ url, endResponse, fetchAPI }) {
      if (url.pathname === '/graphql') return
      if (url.pathname === '/')
        return endResponse(new fetchAPI.Response(null, { status: 302, headers: { location: '/graphql' } }))
      const error = { message: `There is nothing at ${url.pathname}: the graph is at /graphql` }
      endResponse(
        new fetchAPI.Response(JSON.stringify({ errors: [error] }), {
          status: 404,
          headers: { 'content-type': 'application/json', 'x-content-type-options': 'nosniff' },
        }),
      )
    },
    onResponse({ response }) {
      if (origins.length > 0) response.headers.append('vary', 'Origin')
      // nginx would keep a stream back until its buffer is full.
      if (response.headers.get('content-type') === 'text/event-stream') response.headers.set('x-accel-buffering', 'no')
    },
  }
}
