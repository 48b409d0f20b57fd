import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const passThrough = fileURLToPath(new URL('pass-through.ts', import.meta.url))

/** A command of the program in a process of its own, so that its work is not the bench's. */
export interface RunningProcess {
  url: string
  pid: number
  close(): Promise<void>
}

/** A sandbox; `flags` such as `--dhis2 2.43`, `--latency real` and `--tracked-entities 100000`. */
export function startSandboxProcess(...flags: string[]): Promise<RunningProcess> {
  return startProcess([main, 'sandbox', '--port', '0', '--basic-check', '0', ...flags], {})
}

/** A gateway before the DHIS2 at this address, with settings beside their defaults. */
export function startGatewayProcess(dhis2Url: string, settings: Record<string, string> = {}): Promise<RunningProcess> {
  return startProcess([main, 'serve', '--port', '0', '--dhis2-url', dhis2Url], {
    GATEWAY_LOG_LEVEL: 'error',
    ...settings,
  })
}

/** A proxy before the server at this address that only moves bytes. */
export function startPassThroughProcess(url: string): Promise<RunningProcess> {
  return startProcess([passThrough, url])
}

/** A program of Node that prints the address where it listens. */
export async function startProcess(
  argv: readonly string[],
  settings: Record<string, string> = {},
): Promise<RunningProcess> {
  const child = spawn(process.execPath, argv, {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const url = await Promise.race([addressOf(child.stdout), exited.then(() => undefined)])
  if (url === undefined || child.pid === undefined) throw new Error(`${argv.join(' ')} did not start`)
  return {
    url,
    pid: child.pid,
    async close() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

/** The address in the first line that is printed: its last, and without the path of GraphQL. */
async function addressOf(output: NodeJS.ReadableStream): Promise<string | undefined> {
  for await (const line of createInterface(output)) {
    const url = /http:\/\/[\d.]+:\d+(?=(?:\/graphql)?$)/.exec(line)?.[0]
    if (url === undefined) continue
    output.resume()
    return url
  }
  return undefined
}
