import { EventEmitter } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runImport } from '../../../src/commands/import/run-import.ts'
import { createUpstream, type Upstream } from '../../../src/gateway.ts'
import { createSandbox, type Sandbox } from '../../../src/sandbox/server.ts'
import { readSettings } from '../../../src/settings.ts'
import { readImportFlags } from '../../../src/settings-import.ts'
import { type RandomChild, randomChild } from '../../support/random-children.ts'
import { basic } from '../../support/start-gateway.ts'

const VERSIONS = ['2.35', '2.38', '2.43'] as const
const servers = new Map<string, { sandbox: Sandbox; upstream: Upstream }>()
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'random-imports-'))
  for (const version of VERSIONS) {
    const sandbox = await createSandbox({ version })
    const { settings } = readSettings([], { DHIS2_URL: sandbox.url, GATEWAY_LOG_LEVEL: 'error' })
    servers.set(version, { sandbox, upstream: createUpstream({ ...settings, dhis2Url: sandbox.url }) })
  }
})
afterAll(async () => {
  for (const { sandbox, upstream } of servers.values()) {
    await upstream.close()
    await sandbox.close()
  }
  rmSync(folder, { recursive: true, force: true })
})

async function importFile(version: string, args: readonly string[]): Promise<{ code: number; out: string }> {
  const server = servers.get(version)
  if (!server) throw new Error(`There is no sandbox of ${version}`)
  const lines: string[] = []
  const code = await runImport({
    flags: readImportFlags(args),
    url: server.sandbox.url,
    client: server.upstream.client,
    credentials: { kind: 'basic', headers: { authorization: basic('admin') } },
    stdin: Readable.from([]),
    progress: { write: () => true },
    signals: new EventEmitter(),
    giveUp: () => {},
    print: (line) => lines.push(line),
    complain: (line) => lines.push(line),
  })
  return { code, out: lines.join('\n') }
}

const sizeOf = ({ enrollments }: RandomChild): number =>
  enrollments.reduce((sum, { events }) => sum + 1 + events.length, 1)
const count = (out: string, word: string): number => Number(new RegExp(`Done: .*?(\\d+) ${word}`).exec(out)?.[1] ?? 0)

let runs = 0

test.each(VERSIONS)(
  '%s: of random children, all are stored but those with a fault, which are told by their lines',
  async (version) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(randomChild, fc.boolean()), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 15 }),
        fc.integer({ min: 1, max: 3 }),
        async (children, batchSize, concurrency) => {
          const file = join(folder, `${version}-${runs++}.ndjson`)
          const isBad = (index: number): boolean => children[index]?.[1] === true
          const lines = children.map(([child, bad]) =>
            JSON.stringify(bad ? { ...child, orgUnit: 'Nowhere0001' } : child),
          )
          writeFileSync(file, `${lines.join('\n')}\n`)
          const args = [file, '--batch-size', String(batchSize), '--concurrency', String(concurrency)]
          const { code, out } = await importFile(version, args)
          const total = children.reduce((sum, [child]) => sum + sizeOf(child), 0)
          const sound = children.reduce((sum, [child], index) => (isBad(index) ? sum : sum + sizeOf(child)), 0)
          expect({ created: count(out, 'created'), refused: count(out, 'refused') }).toEqual({
            created: sound,
            refused: total - sound,
          })
          expect(code).toBe(total === sound ? 0 : 1)
          if (total === sound) return
          const rows = readFileSync(`${file}.conflicts.csv`, 'utf8').trimEnd().split('\r\n').slice(1)
          const told = new Set(rows.map((row) => Number(row.split(',')[1])))
          expect([...told].sort()).toEqual(children.flatMap((_, index) => (isBad(index) ? [index + 1] : [])).sort())
        },
      ),
      { numRuns: 15 },
    )
  },
)
