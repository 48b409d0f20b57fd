#!/usr/bin/env node
// Nothing of the project is imported before the version is checked: an older Node would fail on it with a puzzling error.
import { readFileSync } from 'node:fs'
import type { Settings } from './settings.ts'

const print = (line: string): void => void process.stdout.write(`${line}\n`)
const complain = (line: string): void => void process.stderr.write(`${line}\n`)

process.exitCode = isOldNode() ? 1 : await main(process.argv.slice(2))

function isOldNode(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const old = major < 22 || (major === 22 && minor < 19)
  if (old)
    complain(
      `This program needs Node 22.19 or newer, and this is Node ${process.versions.node}: install Node 24 LTS from https://nodejs.org.`,
    )
  return old
}

async function main(argv: readonly string[]): Promise<number> {
  const { SettingsError } = await import('./settings-error.ts')
  try {
    return await runCommand(argv)
  } catch (error) {
    const line = error instanceof SettingsError ? error.message : portProblem(error)
    if (line === undefined) throw error
    complain(line)
    return error instanceof SettingsError ? 2 : 1
  }
}

async function runCommand(argv: readonly string[]): Promise<number> {
  if (argv.includes('--help') || argv.includes('-h')) return help()
  if (argv.includes('--version') || argv.includes('-v')) return version()
  const [first = ''] = argv
  const command = first.startsWith('-') || first === '' ? 'serve' : first
  const flags = command === first ? argv.slice(1) : argv
  switch (command) {
    case 'serve':
      return serve(flags)
    case 'sandbox':
      return sandbox(flags)
    case 'doctor':
      return doctor(flags)
    case 'import':
      return importFiles(flags)
    case 'help':
      return help()
    default:
      complain(`There is no command ${JSON.stringify(command)}. Commands: serve, sandbox, doctor, import, help.`)
      return 2
  }
}

async function serve(flags: readonly string[]): Promise<number> {
  const { readSettings } = await import('./settings.ts')
  const { settings } = readSettings(flags, process.env)
  const { runServe } = await import('./commands/serve.ts')
  return untilStopped(await runServe(settings, startGateway, print))
}

async function startGateway(settings: Settings): Promise<{ url: string; close(): Promise<void> }> {
  const [{ createGateway }, { listen }, { letHeapGrow }] = await Promise.all([
    import('./gateway.ts'),
    import('./http/server.ts'),
    import('./http/heap-growth.ts'),
  ])
  letHeapGrow()
  const gateway = createGateway(settings)
  try {
    const server = await listen(gateway, { port: settings.port, host: settings.host })
    return { url: server.url, close: () => server.close().finally(() => gateway.close()) }
  } catch (error) {
    await gateway.close()
    throw error
  }
}

async function sandbox(flags: readonly string[]): Promise<number> {
  const { readSandboxOptions } = await import('./settings-sandbox.ts')
  const options = readSandboxOptions(flags)
  const { runSandbox } = await import('./commands/sandbox.ts')
  return untilStopped(await runSandbox(options, print))
}

async function doctor(flags: readonly string[]): Promise<number> {
  const { settings, dhis2Url, credentials } = await readTarget(flags, 'to check')
  const [{ runDoctor }, { createUpstream }] = await Promise.all([
    import('./commands/doctor.ts'),
    import('./gateway.ts'),
  ])
  const { client, close } = createUpstream({ ...settings, dhis2Url })
  try {
    return await runDoctor({ ...settings, url: dhis2Url, client, credentials }, print)
  } finally {
    await close()
  }
}

async function importFiles(argv: readonly string[]): Promise<number> {
  const { readImportFlags } = await import('./settings-import.ts')
  const flags = readImportFlags(argv)
  const { settings, dhis2Url, credentials } = await readTarget(flags.settings, 'to import into')
  if (credentials === undefined) {
    const { SettingsError } = await import('./settings-error.ts')
    throw new SettingsError(
      'No login is given: set DHIS2_USERNAME and DHIS2_PASSWORD, or DHIS2_TOKEN, in the environment.',
    )
  }
  const [{ runImport }, { createUpstream }] = await Promise.all([
    import('./commands/import/run-import.ts'),
    import('./gateway.ts'),
  ])
  // A batch takes DHIS2 longer than a question of a user, who would not wait.
  const headersTimeoutMs = Math.max(settings.headersTimeoutMs, 900_000)
  const { client, close } = createUpstream({ ...settings, headersTimeoutMs, dhis2Url })
  const giveUp = (): void => process.exit(130)
  const streams = { stdin: process.stdin, progress: process.stderr, signals: process, giveUp, print, complain }
  try {
    return await runImport({ flags, url: dhis2Url, client, credentials, ...streams })
  } finally {
    await close()
  }
}

/** The settings of a command that asks DHIS2 by itself, and the login of the environment. */
async function readTarget(flags: readonly string[], purpose: string) {
  const [{ readSettings }, { SettingsError }, { readDoctorLogin }] = await Promise.all([
    import('./settings.ts'),
    import('./settings-error.ts'),
    import('./settings-doctor.ts'),
  ])
  const { settings } = readSettings(flags, process.env)
  const { dhis2Url } = settings
  if (dhis2Url === undefined)
    throw new SettingsError(`DHIS2_URL is not set: set it, or --dhis2-url, to the address of the DHIS2 ${purpose}.`)
  return { settings, dhis2Url, credentials: readDoctorLogin(process.env, settings) }
}

async function help(): Promise<number> {
  const { helpText } = await import('./settings-help.ts')
  process.stdout.write(helpText())
  return 0
}

function version(): number {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  print(String(typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, 'version') : ''))
  return 0
}

async function untilStopped(running: { close(): Promise<void> }): Promise<number> {
  const { runUntilStopped } = await import('./commands/run-until-stopped.ts')
  await runUntilStopped(process, running, () => process.exit(1))
  return 0
}

/** A failure to listen as one line, or undefined for any other error. */
function portProblem(error: unknown): string | undefined {
  if (!(error instanceof Error) || Reflect.get(error, 'syscall') !== 'listen') return undefined
  const code = String(Reflect.get(error, 'code'))
  const port = String(Reflect.get(error, 'port') ?? '')
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken by another program: stop that one, or choose another port with PORT or --port.`
  if (code === 'EACCES')
    return `Port ${port} may not be opened by this user: choose one above 1023 with PORT or --port.`
  return `Cannot listen at this address (${code}): check GATEWAY_HOST or --host, and PORT or --port.`
}
