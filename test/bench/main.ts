/**
 * `npm run bench` measures all sections, `npm run bench latency` one: prints tables and writes bench/results.json, which is not kept in
 * the repository, since figures are a machine's and a day's. Each section is a file beside this one.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { exportSection } from './export.ts'
import { following } from './following.ts'
import { latency } from './latency.ts'
import { mesh } from './mesh.ts'
import { requests } from './requests.ts'
import type { BenchRow, Section } from './section.ts'
import { throughput } from './throughput.ts'

const sections: readonly Section[] = [requests, latency, following, throughput, mesh, exportSection]

const wanted = process.argv.slice(2)
const results: Record<string, BenchRow[]> = {}
for (const { name, about, run } of sections.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const rows = await run()
  results[name] = rows
  process.stdout.write(`\n${name}: ${about}\n${table(rows)}\n`)
}
mkdirSync('bench', { recursive: true })
writeFileSync('bench/results.json', `${JSON.stringify(results, null, 1)}\n`)

function table(rows: readonly BenchRow[]): string {
  const columns = Object.keys(rows[0] ?? {})
  const lines = [columns, ...rows.map((row) => columns.map((name) => String(row[name] ?? '')))]
  const widths = columns.map((_, at) => Math.max(...lines.map((cells) => cells[at]?.length ?? 0)))
  return lines.map((cells) => cells.map((cell, at) => cell.padStart(widths[at] ?? 0)).join('  ')).join('\n')
}
