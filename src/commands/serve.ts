import { createSandbox, type Sandbox } from '../sandbox/server.ts'
import type { SandboxLogin, Settings } from '../settings.ts'
import { sandboxLogins } from './sandbox.ts'

/** Something that runs: where it is reached, and how it ends once what is under way is answered. */
export interface Running {
  readonly url: string
  close(): Promise<void>
}

/** Starts a gateway with these settings and listens; rejects when the port is taken. */
export type StartGateway = (settings: Settings) => Promise<Running>

const sandboxLogin: SandboxLogin = { username: 'clerk_north', password: 'Tracker-123' }

/** Serves DHIS2, or the embedded sandbox where none is set, and prints where; the caller closes it. */
export async function runServe(
  settings: Settings,
  startGateway: StartGateway,
  print: (line: string) => void,
): Promise<Running> {
  if (settings.dhis2Url !== undefined) {
    const gateway = await startGateway(settings)
    print(`Serving ${settings.dhis2Url} at ${gateway.url}/graphql`)
    return gateway
  }
  const sandbox = await createSandbox({ version: settings.sandboxVersion })
  try {
    const gateway = await startGateway({ ...settings, dhis2Url: sandbox.url, sandboxLogin })
    for (const line of introduce(settings, gateway, sandbox)) print(line)
    return { url: gateway.url, close: () => gateway.close().finally(sandbox.close) }
  } catch (error) {
    await sandbox.close()
    throw error
  }
}

function introduce(settings: Settings, gateway: Running, sandbox: Sandbox): string[] {
  return [
    `Serving the embedded sandbox at ${gateway.url}/graphql`,
    '',
    `DHIS2_URL is not set, so this is a small DHIS2 ${sandbox.version} with a fictional country and invented people,`,
    `in memory, at ${sandbox.url}. Its logins:`,
    ...sandboxLogins(),
    '',
    ...(settings.graphiql ? [`In a browser:  ${gateway.url}/graphql`] : []),
    'In a terminal:',
    `  ${exampleCommand(gateway.url)}`,
    '',
    'Ctrl-C ends it.',
  ]
}

/** The first children of the sandbox's Child Programme with the names of their attributes. */
const exampleQuery =
  '{ trackedEntities(program: "U7oMv90laog", first: 2) { edges { node { id attributes { attribute { displayName } value } } } } }'

function exampleCommand(url: string): string {
  const body = JSON.stringify({ query: exampleQuery })
  const { username, password } = sandboxLogin
  return `curl -u ${username}:${password} -H 'content-type: application/json' -d '${body}' ${url}/graphql`
}
