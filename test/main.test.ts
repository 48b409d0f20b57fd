import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { promisify } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { helpText } from '../src/settings-help.ts'

interface Program {
  readonly child: ChildProcess
  readonly output: { out: string; err: string }
  readonly ended: Promise<{ code: number | null; out: string; err: string }>
}

const running: Program[] = []
afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill('SIGKILL')
    await ended
  }
})

/** Runs the real program with nothing in its environment but this. */
function start(args: readonly string[], env: Record<string, string> = {}, nodeArgs: readonly string[] = []): Program {
  const child = spawn(process.execPath, [...nodeArgs, 'src/main.ts', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { out: '', err: '' }
  child.stdout?.on('data', (chunk) => {
    output.out += String(chunk)
  })
  child.stderr?.on('data', (chunk) => {
    output.err += String(chunk)
  })
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, ...output }))
  })
  const program = { child, output, ended }
  running.push(program)
  return program
}

/** Waits until the program has printed this, and gives what it matched. */
async function printed({ child, output, ended }: Program, pattern: RegExp): Promise<string[]> {
  for (;;) {
    const match = pattern.exec(output.out)
    if (match !== null) return [...match]
    if (child.exitCode !== null) throw new Error(`It ended: ${JSON.stringify(await ended)}`)
    await Promise.race([ended, new Promise((resolve) => child.stdout?.once('data', resolve))])
  }
}

async function startSandbox(): Promise<{ program: Program; url: string }> {
  const program = start(['sandbox', '--port', '0', '--basic-check', '0'])
  const [, url = ''] = await printed(program, /sandbox at (http:\S+)[\s\S]*analyst/)
  return { program, url }
}

async function withTakenPort(use: (port: number) => Promise<void>): Promise<void> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const address = server.address()
    await use(typeof address === 'object' && address !== null ? address.port : 0)
  } finally {
    server.close()
  }
}

const login = { DHIS2_USERNAME: 'clerk_north', DHIS2_PASSWORD: 'Tracker-123' }

test.each([['help'], ['--help'], ['-h'], ['doctor', '--help']])(
  '%s %s prints the commands and settings',
  async (...args) => {
    const env = { DHIS2_SERVICE_AUTHORIZATION: 'ApiToken hunter2' }
    expect(await start(args, env).ended).toEqual({ code: 0, out: helpText(), err: '' })
  },
)

test('--version prints the version of the package', async () => {
  const { code, out, err } = await start(['--version']).ended
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(readFileSync('package.json', 'utf8')).toContain(`"version": "${out.trim()}"`)
  expect(out).toMatch(/^\d+\.\d+\.\d+\S*\n$/)
})

test.each([
  [['start'], {}, 'There is no command "start". Commands: serve, sandbox, doctor, import, help.'],
  [['--prot', '5000'], {}, 'There is no flag --prot here. Did you mean --port?'],
  [['serve', '--port', 'x'], {}, '--port is "x", but must be a whole number from 0 to 65535.'],
  [[], { PORT: '-1' }, 'PORT is "-1", but must be a whole number from 0 to 65535.'],
  [[], { DHIS2_TIMEOUT: '5s' }, 'There is no setting DHIS2_TIMEOUT.'],
  [[], { NODE_ENV: 'production' }, 'DHIS2_URL is not set, and NODE_ENV=production does not serve the embedded sandbox'],
  [['sandbox', '--basic-check', '90'], {}, '--basic-check is "90", but must be a duration'],
  [['sandbox', '--host', 'x'], {}, 'There is no flag --host here.'],
  [['sandbox', '--dhis2', '2.34'], {}, '--dhis2 is "2.34", but must be one of 2.'],
  [['--dhis2', '2.43', '--dhis2-url', 'http://x'], {}, 'DHIS2_URL and GATEWAY_DHIS2 (--dhis2) are both set'],
  [['doctor'], {}, 'DHIS2_URL is not set: set it, or --dhis2-url, to the address of the DHIS2 to check.'],
  [['import'], {}, 'Name the files to import: dhis2-tracker-graphql import FILE…, or - for standard input.'],
  [
    ['import', 'a.json'],
    {},
    'DHIS2_URL is not set: set it, or --dhis2-url, to the address of the DHIS2 to import into.',
  ],
  [['import', 'a.json', '--dhis2-url', 'http://x'], {}, 'No login is given: set DHIS2_USERNAME and DHIS2_PASSWORD'],
  [['import', 'a.json', '--strategy', 'x'], {}, '--strategy is "x", but must be CREATE or UPDATE or CREATE_AND_UPDATE'],
  [['import', 'a.json', '--batch-size', '0'], {}, '--batch-size is "0", but must be a whole number from 1 to 100000.'],
  [['import', 'a.json', '--dry-runn'], {}, 'There is no flag --dry-runn here. Did you mean --dry-run?'],
  [['import', 'a.json', '--dry-run=yes'], {}, '--dry-run '],
  [['import', 'a.json', 'a.json'], {}, 'a.json is named twice.'],
  [['doctor', '--dhis2-url', 'http://x'], { DHIS2_USERNAME: 'someone' }, 'DHIS2_PASSWORD is not set'],
  [
    ['doctor', '--dhis2-url', 'http://x'],
    { ...login, DHIS2_TOKEN: 't' },
    'DHIS2_TOKEN and DHIS2_USERNAME or DHIS2_PASSWORD',
  ],
])('%j with %j is refused in one line on stderr, with exit code 2', async (args, env, message) => {
  const { code, out, err } = await start(args, env).ended
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err.startsWith(message)).toBe(true)
  expect(err.trimEnd()).not.toContain('\n')
})

test('an older Node is told which one is needed', async () => {
  const pretend = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'22.18.0'})`
  const { code, out, err } = await start(['--version'], {}, ['--import', pretend]).ended
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toBe(
    'This program needs Node 22.19 or newer, and this is Node 22.18.0: install Node 24 LTS from https://nodejs.org.\n',
  )
})

test.each(['SIGINT', 'SIGTERM'] as const)('the sandbox alone answers until %s', async (signal) => {
  const { program, url } = await startSandbox()
  const answer = await fetch(`${url}/api/me?fields=username`, {
    headers: { authorization: `Basic ${btoa('admin:district')}` },
  })
  expect(await answer.json()).toEqual({ username: 'admin' })
  program.child.kill(signal)
  expect(await program.ended).toMatchObject({ code: 0, err: '' })
})

test.each([['serve'], ['sandbox']])('%s on a port that is taken says so in one line', async (command) => {
  await withTakenPort(async (port) => {
    expect(await start([command, '--port', String(port)]).ended).toEqual({
      code: 1,
      out: '',
      err: `Port ${port} is taken by another program: stop that one, or choose another port with PORT or --port.\n`,
    })
  })
})

test('without DHIS2_URL the sandbox is served, and the command that it prints gives names', async () => {
  const program = start([], { PORT: '0' })
  const [, url] = await printed(program, /Serving the embedded sandbox at (http:\S+)\/graphql\n[\s\S]*Ctrl-C/)
  const { out } = program.output
  expect(out).toContain('clerk_north / Tracker-123')
  expect(out).toContain('admin / district')
  expect(out).toContain('fictional country')
  expect(out).toContain(`In a browser:  ${url}/graphql`)
  const [, command = ''] = await printed(program, /^ +(curl .*)$/m)
  const answer = await promisify(execFile)('sh', ['-c', `${command} -s`])
  const names = [...answer.stdout.matchAll(/"displayName":"([^"]+)"/g)].map((match) => match[1])
  expect(names).toContain('First name')
  program.child.kill('SIGTERM')
  expect(await program.ended).toMatchObject({ code: 0 })
})

test('with DHIS2_URL that DHIS2 is served, and no sandbox is started', async () => {
  const { url } = await startSandbox()
  const program = start([], { PORT: '0', DHIS2_URL: url })
  const [, served, gateway] = await printed(program, /Serving (\S+) at (\S+)\/graphql\n/)
  expect(served).toBe(url)
  const answer = await fetch(`${gateway}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Basic ${btoa('admin:district')}` },
    body: JSON.stringify({ query: '{ me { username } }' }),
  })
  expect(await answer.json()).toEqual({ data: { me: { username: 'admin' } } })
  expect(program.output.out).not.toMatch(/sandbox|Tracker-123/)
  program.child.kill('SIGINT')
  expect(await program.ended).toMatchObject({ code: 0 })
})

test('doctor finds a running DHIS2 healthy, and a wrong password not, without printing either', async () => {
  const { url } = await startSandbox()
  const healthy = await start(['doctor'], { DHIS2_URL: url, ...login }).ended
  expect(healthy).toMatchObject({ code: 0, err: '' })
  expect(healthy.out).toContain('accepted as clerk_north')
  const refused = await start(['doctor'], { DHIS2_URL: url, ...login, DHIS2_PASSWORD: 'hunter2' }).ended
  expect(refused).toMatchObject({ code: 1, err: '' })
  expect(refused.out).toMatch(/^FAIL +login/m)
  expect(healthy.out + refused.out).not.toMatch(/hunter2|Tracker-123/)
})
