import { startGateway as startReal } from '../support/start-gateway.ts'

/** A gateway that a browser can open at `url`, its GraphQL endpoint. */
export type RunningGateway = { url: string; close: () => Promise<void> }

/** What the tests expect of the gateway that `startGateway` starts. */
export const EXPECTED = {
  login: { username: 'clerk_north', password: 'Tracker-123' },
  token: 'd2p_sandbox_clerk_north',
  displayName: 'Noor Clerk',
  wrongPassword: /password/,
  tabs: [
    'ChildrenWithVisits',
    'DischargesByTime',
    'Family',
    'LastVisits',
    'LaterVisits',
    'OrganisationUnits',
    'ProgramForm',
    'RegisterChild',
    'WhoAmI',
  ],
  /** Words in the answer of the first example. */
  names: ['First name', 'Immunisation'],
  /** A type that the documentation lists. */
  type: 'TrackedEntityConnection',
}

/** Starts the real gateway on the sandbox, whose login the page offers. */
export async function startGateway(): Promise<RunningGateway> {
  const gateway = await startReal({}, {}, EXPECTED.login)
  return { url: `${gateway.url}/graphql`, close: gateway.close }
}
