import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { end, type RunningProcess, spawnNode } from '../processes.ts'
import { openApiDocument } from './openapi.ts'

const sources = fileURLToPath(new URL('.', import.meta.url))
/** Kept between runs: it takes minutes to fill. */
const folder = join(tmpdir(), 'dhis2-tracker-graphql-bench-mesh')

/** How a Mesh names what a UID stands for: by its directive, or by resolvers that someone wrote to batch. */
export type MeshForm = 'resolveTo' | 'batched'

/** Installs GraphQL Mesh's composer and Hive Gateway, which serves what it composes; false where that cannot be done, as offline. */
export async function installMesh(): Promise<boolean> {
  mkdirSync(folder, { recursive: true })
  for (const file of ['links.mjs', 'mesh.config.mjs', 'gateway.config.mjs'])
    copyFileSync(join(sources, file), join(folder, file))
  copyFileSync(join(sources, 'packages.json'), join(folder, 'package.json'))
  const child = spawn('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'ignore',
  })
  const [code] = await once(child, 'exit').catch(() => [1])
  return code === 0
}

/** Composes the supergraph of the DHIS2 at this address and serves it. */
export async function startMesh(dhis2Url: string, authorization: string, form: MeshForm): Promise<RunningProcess> {
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(openApiDocument(dhis2Url)))
  const supergraph = `${form}.graphql`
  const run = (...argv: string[]) => {
    const child = spawnNode(argv, { cwd: folder, env: { FORM: form, AUTHORIZATION: authorization }, silent: true })
    child.stdout.resume()
    return child
  }
  await once(run('node_modules/.bin/mesh-compose', '-c', 'mesh.config.mjs', '-o', supergraph), 'exit')
  const port = await freePort()
  const serve = ['supergraph', supergraph, '-c', 'gateway.config.mjs', '-p', String(port), '--fork', '1']
  const child = run('node_modules/.bin/hive-gateway', ...serve)
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; !(await answers(url)); tries++) {
    if (tries > 120 || child.exitCode !== null) {
      await end(child)
      throw new Error('Hive Gateway did not start')
    }
    await pause(500)
  }
  return { url, pid: child.pid ?? 0, [Symbol.asyncDispose]: () => end(child) }
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/graphql?query={__typename}`).then(
    ({ ok }) => ok,
    () => false,
  )
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}
