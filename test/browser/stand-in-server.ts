import { createServer } from 'node:http'
import { createGraphQLError, createSchema, createYoga } from 'graphql-yoga'
import { BUILT_PAGE } from '../../src/http/graphiql/assets.ts'
import { createGraphiqlPlugin } from '../../src/http/graphiql/graphiql-plugin.ts'

/** A gateway that a browser can open at `url`, its GraphQL endpoint. */
export type RunningGateway = { url: string; close: () => Promise<void> }

const LOGIN = { username: 'clerk_north', password: 'Ward-1 é:' }
const TOKEN = 'd2p_stand_in_token'

/** What the tests expect of the gateway that `startGateway` starts. */
export const EXPECTED = {
  login: LOGIN,
  token: TOKEN,
  displayName: 'Noor Clerk',
  wrongPassword: 'DHIS2 does not know this username and password.',
  tabs: ['ChildrenWithVisits', 'WhoAmI'],
  /** Words in the answer of the first example. */
  names: ['First name', 'Amal', 'Bina'],
  /** A type that the documentation lists. */
  type: 'TrackedEntityConnection',
}

const EXAMPLES = [
  {
    name: 'ChildrenWithVisits',
    query: `# Children of a programme, with the names of everything.
query ChildrenWithVisits($first: Int!) {
  trackedEntities(first: $first) {
    nodes {
      id
      attributes {
        displayName
        value
      }
    }
  }
}
`,
    variables: '{ "first": 2 }',
  },
  { name: 'WhoAmI', query: '# Whose login this is.\nquery WhoAmI {\n  me {\n    username\n    displayName\n  }\n}\n' },
]

const typeDefs = /* GraphQL */ `
  type Query {
    me: Me!
    trackedEntities(first: Int! = 50): TrackedEntityConnection!
  }
  type Me {
    username: String!
    displayName: String!
  }
  type TrackedEntityConnection {
    nodes: [TrackedEntity!]!
  }
  type TrackedEntity {
    id: ID!
    attributes: [Attribute!]!
  }
  type Attribute {
    displayName: String!
    value: String
  }
`

const PEOPLE = [
  { id: 'aaaaaaaaaa1', attributes: [{ displayName: 'First name', value: 'Amal' }] },
  { id: 'aaaaaaaaaa2', attributes: [{ displayName: 'First name', value: 'Bina' }] },
]

function requireLogin(request: Request): void {
  const basic = `Basic ${Buffer.from(`${LOGIN.username}:${LOGIN.password}`).toString('base64')}`
  const given = request.headers.get('authorization')
  if (given === basic || given === `ApiToken ${TOKEN}`) return
  const message = given ? EXPECTED.wrongPassword : 'This needs a DHIS2 login: send an Authorization header.'
  throw createGraphQLError(message, { extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } } })
}

/** The page before a made-up GraphQL server with one user, until there is a gateway to open in its place. */
export async function startGateway(): Promise<RunningGateway> {
  const resolvers = {
    Query: {
      me: (_: unknown, __: unknown, { request }: { request: Request }) => {
        requireLogin(request)
        return { username: LOGIN.username, displayName: EXPECTED.displayName }
      },
      trackedEntities: (_: unknown, { first }: { first: number }, { request }: { request: Request }) => {
        requireLogin(request)
        return { nodes: PEOPLE.slice(0, first) }
      },
    },
  }
  const yoga = createYoga({
    schema: createSchema({ typeDefs, resolvers }),
    graphiql: false,
    logging: false,
    plugins: [
      createGraphiqlPlugin({ directory: BUILT_PAGE, title: 'DHIS2 tracker GraphQL', hint: LOGIN, examples: EXAMPLES }),
    ],
  })
  const server = createServer(yoga)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    close: () =>
      new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}
