/**
 * `npm run bench` measures all sections, `npm run bench latency` one: prints tables and writes bench/results.json, which is not kept in
 * the repository, since figures are a machine's and a day's. Each section is a file beside this one; docs/bench.md tells what they mean.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { exportSection } from './export.ts'
import { following } from './following.ts'
import { growth } from './growth.ts'
import { latency } from './latency.ts'
import { mesh } from './mesh.ts'
import { names } from './names.ts'
import { requests } from './requests.ts'
import { runSections } from './run-sections.ts'
import type { Section } from './section.ts'
import { throughput } from './throughput.ts'

const sections: readonly Section[] = [requests, names, latency, following, throughput, mesh, exportSection, growth]

const print = (text: string): void => void process.stdout.write(text)
const complain = (text: string): void => void process.stderr.write(text)

process.exitCode = await main(process.argv.slice(2))

async function main(wanted: readonly string[]): Promise<number> {
  const all = sections.map(({ name }) => name)
  const unknown = wanted.find((name) => !all.includes(name))
  if (unknown !== undefined) {
    complain(`There is no section ${JSON.stringify(unknown)}. Sections: ${all.join(', ')}.\n`)
    return 2
  }
  const date = new Date()
  const chosen = sections.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
  const results = await runSections(chosen, { print, complain })
  const seconds = Math.round((Date.now() - date.getTime()) / 1000)
  const machine = { cores: availableParallelism(), processor: cpus()[0]?.model ?? '', node: process.version }
  mkdirSync('bench', { recursive: true })
  writeFileSync(
    'bench/results.json',
    `${JSON.stringify({ date: date.toISOString(), ...machine, seconds, sections: results }, null, 1)}\n`,
  )
  print(`\n${chosen.length} sections in ${Math.floor(seconds / 60)} min ${seconds % 60} s: bench/results.json\n`)
  return Object.values(results).some(({ error }) => error !== undefined) ? 1 : 0
}
