import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSandbox, type Sandbox, type SandboxOptions } from '../../../src/sandbox/server.ts'
import { basic } from '../../support/start-gateway.ts'

let folder: string
const sandboxes: Sandbox[] = []
const children: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'import-test-'))
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const sandbox of sandboxes.splice(0)) await sandbox.close()
  rmSync(folder, { recursive: true, force: true })
})

async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await createSandbox(options)
  sandboxes.push(sandbox)
  return sandbox
}

/** Runs the real program in the folder of the test. */
function start(
  sandbox: Sandbox,
  args: readonly string[],
  { stdin = '', env = {} }: { stdin?: string | Buffer; env?: Record<string, string> } = {},
) {
  const child = spawn(process.execPath, [join(process.cwd(), 'src/main.ts'), 'import', ...args], {
    cwd: folder,
    env: { DHIS2_URL: sandbox.url, DHIS2_USERNAME: 'admin', DHIS2_PASSWORD: 'district', ...env },
  })
  children.push(child)
  child.stdin.end(stdin)
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => {
    out += String(chunk)
  })
  child.stderr.on('data', (chunk) => {
    err += String(chunk)
  })
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, out, err }))
  })
  return { child, ended }
}

function run(...args: Parameters<typeof start>) {
  return start(...args).ended
}

function write(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content)
  return name
}

function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8')
}

const ORG_UNIT = 'km7DjCCL8kC'
const PROGRAM = 'U7oMv90laog'

/** A child with an enrollment; its last name is what a test finds its children by. */
function child(name: string, birth = '2026-09-28', extra: object = {}) {
  return {
    trackedEntityType: 'UpgtDS3CDR9',
    orgUnit: ORG_UNIT,
    attributes: [
      { attribute: 'cTcePYIrfPz', value: 'Ada' },
      { attribute: 'GxzwGQPmIkq', value: name },
      { attribute: 'ANNYS5BP9uu', value: birth },
    ],
    enrollments: [
      { program: PROGRAM, orgUnit: ORG_UNIT, enrolledAt: '2026-10-01', occurredAt: '2026-09-28', ...extra },
    ],
  }
}

function ndjson(objects: readonly object[]): string {
  return objects.map((object) => `${JSON.stringify(object)}\n`).join('')
}

async function stored(
  sandbox: Sandbox,
  name: string,
): Promise<{ trackedEntity: string; enrollments: { enrollment: string }[] }[]> {
  const query = `program=${PROGRAM}&orgUnitMode=ACCESSIBLE&filter=GxzwGQPmIkq:eq:${name}&fields=trackedEntity,enrollments[enrollment]&pageSize=1000`
  const answer = await fetch(`${sandbox.url}/api/tracker/trackedEntities?${query}`, {
    headers: { authorization: basic('admin') },
  })
  const body = await answer.json()
  return body.trackedEntities ?? body.instances
}

function imports(sandbox: Sandbox): string[] {
  return sandbox.requests.flatMap(({ method, url }) => (method === 'POST' ? [url] : []))
}

test('NDJSON is stored in batches; what DHIS2 refuses is taken out and listed with its line and value, and the exit code is 1', async () => {
  const sandbox = await startSandbox()
  const children = Array.from({ length: 30 }, (_, index) => child('Batched', index === 7 ? '=cmd' : '2026-09-28'))
  write('a.ndjson', ndjson(children))
  const { code, out, err } = await run(sandbox, ['a.ndjson', '--batch-size', '20'])
  expect({ code, err }).toEqual({ code: 1, err: '' })
  expect(out).toContain('Importing 60 objects of a.ndjson')
  expect(out).toContain('Done: 58 created, 2 refused.')
  expect(await stored(sandbox, 'Batched')).toHaveLength(29)
  expect(imports(sandbox)).toHaveLength(4)
  const [header, ...rows] = read('a.ndjson.conflicts.csv').trimEnd().split('\r\n')
  expect(header).toBe('file,line,path,trackerType,uid,code,message,value')
  expect(rows[0]).toMatch(/^a\.ndjson,8,attributes\[2\]\.value,TRACKED_ENTITY,\w{11},E1007,.*,'=cmd$/)
  expect(rows[1]).toMatch(/^a\.ndjson,8,enrollments\[0\],ENROLLMENT,\w{11},E5000,/)
  expect(rows).toHaveLength(2)
})

test.each(['2.35', '2.38', '2.40', '2.41', '2.43'] as const)(
  '%s: a bundle of JSON, gzipped, from standard input',
  async (version) => {
    const sandbox = await startSandbox({ version })
    const bundle = JSON.stringify({ trackedEntities: [child('Piped'), child('Piped')] }, null, 2)
    const { code, out, err } = await run(sandbox, ['-'], { stdin: gzipSync(bundle) })
    expect({ code, err, done: /Done: .*/.exec(out)?.[0] }).toEqual({ code: 0, err: '', done: 'Done: 4 created.' })
  },
)

test('a dry run stores nothing', async () => {
  const sandbox = await startSandbox()
  write('a.json', JSON.stringify({ trackedEntities: [child('Tried'), child('Tried', 'x')] }))
  const { code, out } = await run(sandbox, ['a.json', '--dry-run', '--conflicts', 'c.csv'])
  expect(code).toBe(1)
  expect(out).toContain('Tried, and nothing stored: 2 valid, 2 refused.')
  expect(read('c.csv')).toContain('a.json,1,trackedEntities[1].attributes[2].value,TRACKED_ENTITY')
  expect(await stored(sandbox, 'Tried')).toEqual([])
})

test('the same input again creates nothing twice', async () => {
  const sandbox = await startSandbox()
  write('a.ndjson', ndjson([child('Twice')]))
  expect((await run(sandbox, ['a.ndjson'])).code).toBe(0)
  const { code, out } = await run(sandbox, ['a.ndjson'])
  expect(code).toBe(1)
  expect(out).toContain('2 refused')
  expect(read('a.ndjson.conflicts.csv')).toContain('E1002')
  expect(await stored(sandbox, 'Twice')).toHaveLength(1)
})

test.each([
  ['{"trackedEntityType":"x"}\n{"trackedEntityType":\n', 'a.ndjson line 2 is not JSON.'],
  ['{"trackedEntityType":"x"}\n[1]\n', 'a.ndjson line 2: is no object of JSON.'],
  [
    '{"trackedEntityType":"x","enrollments":[{"events":{}}]}',
    'a.ndjson line 1: the object.enrollments[0].events is no list.',
  ],
  ['{\n"trackedEntities": [\n', 'a.ndjson is not JSON'],
  ['{}\n', 'a.ndjson line 1: is neither a bundle'],
  [gzipSync('{"trackedEntityType":"x"}').subarray(0, 20), 'a.ndjson is a broken or cut gzip file.'],
  [Buffer.from([0x7b, 0xff, 0x7d]), 'a.ndjson is not text in UTF-8.'],
])('an input that is broken ends it before anything is sent: %j', async (content, message) => {
  const sandbox = await startSandbox()
  write('a.ndjson', content)
  const { code, err } = await run(sandbox, ['a.ndjson'])
  expect({ code, err: err.slice(0, message.length) }).toEqual({ code: 2, err: message })
  expect(imports(sandbox)).toEqual([])
})
