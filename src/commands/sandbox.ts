import { createSandbox, type Sandbox, type SandboxOptions } from '../sandbox/server.ts'

/** Settings of the `sandbox` command. */
export interface SandboxCommandOptions {
  /** 0: any free port. */
  port: number
  /** Milliseconds that a check of a Basic password takes. */
  basicCheckMs: number
  /** The version of DHIS2 to stand for; 2.42 unless set. */
  version?: SandboxOptions['version']
  /** Up to how many tracked entities the Child Programme is filled. */
  trackedEntities?: number
  /** How long answers take; at once unless set. */
  latency?: SandboxOptions['latency']
}

/** Starts the sandbox alone and prints its address and logins through `print`; the caller closes it. */
export async function runSandbox(options: SandboxCommandOptions, print: (line: string) => void): Promise<Sandbox> {
  const sandbox = await createSandbox(options)
  print(`DHIS2 ${sandbox.version} sandbox at ${sandbox.url}`)
  for (const line of sandboxLogins()) print(line)
  return sandbox
}

/** The sandbox's logins with what each sees, one line each. Its data is invented, so its passwords are no secret. */
export function sandboxLogins(): string[] {
  const logins = [
    ['admin', 'district', 'everything'],
    ['clerk_north', 'Tracker-123', 'the region Amberia'],
    ['clerk_wide', 'Tracker-123', 'enters in Borano, searches the whole country'],
    ['tb_officer', 'Tracker-123', 'the whole country, also the closed HIV programme'],
    ['viewer', 'Tracker-123', 'the region Calvest'],
    ['analyst', 'Tracker-123', 'the whole country, analytics'],
    ['clerk_fr', 'Tracker-123', 'as clerk_wide, with names in French'],
  ] as const
  return logins.map(([username, password, scope]) => `  ${username} / ${password}: ${scope}`)
}
