import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const builtMain = fileURLToPath(new URL('../../dist/main.js', import.meta.url))
const passThrough = fileURLToPath(new URL('pass-through.ts', import.meta.url))
const endWithParent = new URL('end-with-parent.ts', import.meta.url).href

/** A program in a process of its own, so that its work is not the bench's. `await using` ends it, also where a section fails. */
export interface RunningProcess extends AsyncDisposable {
  url: string
  pid: number
}

/** A sandbox; `flags` such as `--dhis2 2.43`, `--latency real` and `--tracked-entities 100000`. */
export function startSandboxProcess(...flags: string[]): Promise<RunningProcess> {
  return startProcess([main, 'sandbox', '--port', '0', '--basic-check', '0', ...flags])
}

/** The built gateway, as its image starts it, before the DHIS2 at this address, with settings beside their defaults. */
export function startGatewayProcess(dhis2Url: string, settings: Record<string, string> = {}): Promise<RunningProcess> {
  return startProcess(['--max-semi-space-size=4', builtMain, 'serve', '--port', '0', '--dhis2-url', dhis2Url], {
    GATEWAY_LOG_LEVEL: 'error',
    ...settings,
  })
}

/** A proxy before the server at this address that only moves bytes. */
export function startPassThroughProcess(url: string): Promise<RunningProcess> {
  return startProcess([passThrough, url])
}

/** A program of Node that prints the address where it listens. */
async function startProcess(argv: readonly string[], settings: Record<string, string> = {}): Promise<RunningProcess> {
  const child = spawnNode(argv, { env: settings })
  const exited = once(child, 'exit').then(() => undefined)
  const url = await Promise.race([addressOf(child.stdout), exited])
  if (url === undefined || child.pid === undefined) throw new Error(`${argv.join(' ')} did not start`)
  return { url, pid: child.pid, [Symbol.asyncDispose]: () => end(child) }
}

/** A process of Node that ends with the bench; what it complains of is the bench's to show, unless it is `silent`. */
export function spawnNode(
  argv: readonly string[],
  { env, ...options }: { env: Record<string, string>; cwd?: string; silent?: boolean },
) {
  const { silent = false, ...place } = options
  return spawn(process.execPath, ['--import', endWithParent, ...argv], {
    ...place,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', silent ? 'ignore' : 'inherit'],
  })
}

/** Ends a process at once: a section that failed may have left it questions that it would answer first. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}

/** The most memory that a process has had so far, in MB; '' where it is not Linux, which alone tells. */
export function peakMegabytes(pid: number): number | string {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return Math.round(Number(kilobytes) / 1024)
  } catch {
    return ''
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
