import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, delimiter, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSandbox } from '../../src/sandbox/server.ts'
import { execForm, readDockerfile, type Stage, sentToBuild } from '../support/dockerfile.ts'

// Not every machine that runs the tests has a container engine, so the Dockerfile's steps are carried out in folders that stand for its stages.
const run = promisify(execFile)
const project = fileURLToPath(new URL('../../', import.meta.url))
const workdir = '/app'

let folder = ''
let image: Stage
let environment: NodeJS.ProcessEnv = {}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'image-'))
  const stages = readDockerfile(await readFile(join(project, 'Dockerfile'), 'utf8'))
  const sent = sentToBuild(await readFile(join(project, '.dockerignore'), 'utf8'))
  for (const stage of stages) environment = await build(stage, sent)
  const last = stages.at(-1)
  if (last === undefined) throw new Error('The Dockerfile has no stage')
  image = last
}, 180_000)

afterAll(() => rm(folder, { recursive: true, force: true }))

test('the image holds what production needs: no development dependency, no source, no dataset beside the built one', async () => {
  const root = join(folder, image.name, workdir)
  expect((await readdir(root)).sort()).toEqual([
    'LICENSE',
    'dist',
    'node_modules',
    'package-lock.json',
    'package.json',
    'schema',
  ])
  const installed = await readdir(join(root, 'node_modules'))
  expect(installed).toContain('graphql')
  for (const name of ['typescript', 'vitest', 'vite', 'node', '@biomejs']) expect(installed).not.toContain(name)
  expect(await readdir(join(root, 'dist'))).toEqual(expect.arrayContaining(['main.js', 'graphiql', 'sandbox']))
})

test('the image runs as another user than root, in production, and names its port', () => {
  const values = (instruction: string): string[] =>
    image.steps.filter((step) => step.instruction === instruction).map(({ rest }) => rest)
  expect(values('USER')).toEqual(['node'])
  expect(values('EXPOSE')).toEqual(['4000'])
  expect(environment['NODE_ENV']).toBe('production')
})

test('the image refuses to start without DHIS2_URL, in one line that names it', async () => {
  const container = start({ PORT: '0' })
  expect(await container.ended).toBe(2)
  expect(container.output()).toMatch(/^DHIS2_URL is not set[^\n]*\n$/)
})

test('the image starts, is healthy, answers a query and ends when it is told to', async () => {
  const sandbox = await createSandbox()
  const port = String(await freePort())
  const container = start({ DHIS2_URL: sandbox.url, PORT: port })
  try {
    await untilHealthy(container, port)
    const answer = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Basic ${Buffer.from('clerk_north:Tracker-123').toString('base64')}`,
      },
      body: JSON.stringify({ query: '{ __typename }' }),
    })
    expect(await answer.json()).toEqual({ data: { __typename: 'Query' } })
    container.process.kill('SIGTERM')
    expect(await container.ended).toBe(0)
    expect(await isHealthy(port)).toBe(false)
  } finally {
    container.process.kill('SIGKILL')
    await sandbox.close()
  }
})

/** Carries out a stage's COPY, RUN and ENV steps in the folder that stands for it; gives the stage's environment. */
async function build(stage: Stage, sent: readonly string[]): Promise<NodeJS.ProcessEnv> {
  const root = join(folder, stage.name)
  const cwd = join(root, workdir)
  const env = plainEnvironment()
  await mkdir(cwd, { recursive: true })
  for (const { instruction, rest } of stage.steps) {
    if (instruction === 'WORKDIR') expect(rest).toBe(workdir)
    if (instruction === 'ENV') for (const [, name = '', value] of rest.matchAll(/(\w+)=(\S+)/g)) env[name] = value
    if (instruction === 'COPY') await copy(rest, cwd, sent)
    if (instruction === 'RUN') await runInShell(withoutCacheCleaning(rest), cwd, env)
  }
  return env
}

async function runInShell(command: string, cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  await run('sh', ['-c', command], { cwd, env }).catch((error: { stdout?: string; stderr?: string }) => {
    throw new Error(`RUN ${command} failed: ${error.stdout}${error.stderr}`)
  })
}

/** Cleaning npm's cache makes an image smaller, but here the cache is the machine's own. */
function withoutCacheCleaning(command: string): string {
  return command.replace(' && npm cache clean --force', '')
}

async function copy(rest: string, cwd: string, sent: readonly string[]): Promise<void> {
  const [, from, paths = ''] = /^(?:--from=(\S+)\s+)?(.*)$/.exec(rest) ?? []
  const names = paths.split(/\s+/)
  const target = names.pop() ?? ''
  for (const name of names) {
    if (from === undefined) expect(sent, `${name} must pass .dockerignore`).toContain(name)
    const source = from === undefined ? join(project, name) : join(folder, from, name)
    await cp(source, target.endsWith('/') ? join(cwd, target, basename(name)) : join(cwd, target), { recursive: true })
  }
}

interface Container {
  readonly process: ChildProcess
  readonly ended: Promise<number | null>
  output(): string
}

/** Starts the image's CMD; it is ended by the test or ends by itself. */
function start(variables: NodeJS.ProcessEnv): Container {
  const [command = '', ...words] = execForm(image, 'CMD')
  const cwd = join(folder, image.name, workdir)
  const child = spawn(command, words, { cwd, env: { ...environment, ...variables }, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  const take = (chunk: unknown): void => {
    text += String(chunk)
  }
  for (const stream of [child.stdout, child.stderr]) stream.on('data', take)
  return { process: child, output: () => text, ended: new Promise((resolve) => child.once('close', resolve)) }
}

async function untilHealthy(container: Container, port: string): Promise<void> {
  while (!(await isHealthy(port))) {
    if (container.process.exitCode !== null) throw new Error(`The program ended: ${container.output()}`)
    await pause(100)
  }
}

/** What the image's own HEALTHCHECK says of the program at this port. */
async function isHealthy(port: string): Promise<boolean> {
  const [command = '', ...words] = execForm(image, 'HEALTHCHECK')
  return run(command, words, { env: { ...environment, PORT: port } }).then(
    () => true,
    () => false,
  )
}

/** The test's environment without what a fresh container would not have; Node is the one that runs the tests. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:NODE_ENV|NODE_OPTIONS|VITEST.*|DHIS2_.*|GATEWAY_.*|PORT)$/.test(name),
  )
  return {
    ...Object.fromEntries(kept),
    PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
    npm_config_prefer_offline: 'true',
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
