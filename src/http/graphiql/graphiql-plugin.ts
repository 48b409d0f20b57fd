import type { Plugin } from 'graphql-yoga'
import { createGraphiqlRoutes, type GraphiqlOptions } from './routes.ts'

/** Yoga plugin that serves GraphiQL's page and files before GraphQL is looked for; set Yoga's own `graphiql` to false. */
export function createGraphiqlPlugin(options: GraphiqlOptions): Plugin {
  const routes = createGraphiqlRoutes(options)
  return {
    onRequest({ request, endResponse }) {
      const response = routes(request)
      if (response) endResponse(response)
    },
  }
}
