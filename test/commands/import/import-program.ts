import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSandbox, type Sandbox, type SandboxOptions } from '../../../src/sandbox/server.ts'
import { basic } from '../../support/start-gateway.ts'

/** How a program that was run ended. */
export interface Ended {
  code: number | null
  out: string
  err: string
}

/** The real program, run in a folder of its own, with sandboxes to import into. */
export interface ImportProgram {
  startSandbox(options?: SandboxOptions): Promise<Sandbox>
  /** Starts `import` with these arguments; `stop` is Ctrl-C. */
  start(
    url: string,
    args: readonly string[],
    options?: { stdin?: string | Buffer; env?: Record<string, string> },
  ): { ended: Promise<Ended>; stop(signal?: 'SIGINT' | 'SIGKILL'): void }
  run(...args: Parameters<ImportProgram['start']>): Promise<Ended>
  write(name: string, content: string | Buffer): void
  read(name: string): string
  /** Ends whatever still runs. */
  clear(): Promise<void>
}

/** Prepares a folder to run the program in. */
export function createImportProgram(): ImportProgram {
  const folder = mkdtempSync(join(tmpdir(), 'import-test-'))
  const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  const start: ImportProgram['start'] = (url, args, { stdin = '', env = {} } = {}) => {
    const child = spawn(process.execPath, [join(process.cwd(), 'src/main.ts'), 'import', ...args], {
      cwd: folder,
      env: { DHIS2_URL: url, DHIS2_USERNAME: 'admin', DHIS2_PASSWORD: 'district', ...env },
    })
    closing.push(() => child.kill('SIGKILL'))
    child.stdin.end(stdin)
    const output = { out: '', err: '' }
    child.stdout.on('data', (chunk) => {
      output.out += String(chunk)
    })
    child.stderr.on('data', (chunk) => {
      output.err += String(chunk)
    })
    const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, ...output })))
    return { ended, stop: (signal = 'SIGINT') => void child.kill(signal) }
  }
  return {
    start,
    run: (...args) => start(...args).ended,
    async startSandbox(options = {}) {
      const sandbox = await createSandbox(options)
      closing.push(sandbox.close)
      return sandbox
    },
    write: (name, content) => writeFileSync(join(folder, name), content),
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    async clear() {
      for (const close of closing.reverse()) await close()
    },
  }
}

/** An org unit and a program of the dataset. */
export const ORG_UNIT = 'km7DjCCL8kC'
/** The Child Programme. */
export const PROGRAM = 'U7oMv90laog'

/** A child with an enrollment; its last name is what a test finds its children by. */
export function child(name: string, birth = '2026-09-28') {
  return {
    trackedEntityType: 'UpgtDS3CDR9',
    orgUnit: ORG_UNIT,
    attributes: [
      { attribute: 'cTcePYIrfPz', value: 'Ada' },
      { attribute: 'GxzwGQPmIkq', value: name },
      { attribute: 'ANNYS5BP9uu', value: birth },
    ],
    enrollments: [{ program: PROGRAM, orgUnit: ORG_UNIT, enrolledAt: '2026-10-01', occurredAt: '2026-09-28' }],
  }
}

/** Objects, one a line. */
export function ndjson(objects: readonly object[]): string {
  return objects.map((object) => `${JSON.stringify(object)}\n`).join('')
}

/** The UIDs of the children of this last name that the sandbox has. */
export async function stored(sandbox: Sandbox, name: string): Promise<string[]> {
  const query = `program=${PROGRAM}&orgUnitMode=ACCESSIBLE&filter=GxzwGQPmIkq:eq:${name}&fields=trackedEntity&pageSize=1000`
  const answer = await fetch(`${sandbox.url}/api/tracker/trackedEntities?${query}`, {
    headers: { authorization: basic('admin') },
  })
  const body = await answer.json()
  return (body.trackedEntities ?? body.instances).map((row: { trackedEntity: string }) => row.trackedEntity)
}

/** The imports that a sandbox received. */
export function importsOf(sandbox: Sandbox): string[] {
  return sandbox.requests.flatMap(({ method, url }) => (method === 'POST' ? [url] : []))
}
