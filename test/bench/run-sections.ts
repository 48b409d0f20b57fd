import type { BenchRow, Section } from './section.ts'

/** What came of a section, as it stands in results.json: its rows, or why there are none. */
export interface SectionResult {
  about: string
  seconds: number
  rows?: BenchRow[]
  error?: string
}

/** Where the bench tells what it does. */
export interface BenchOutput {
  print(text: string): void
  complain(text: string): void
}

/** Measures these sections one after another and prints their tables. One that fails is complained of, and the others still run. */
export async function runSections(
  sections: readonly Section[],
  { print, complain }: BenchOutput,
): Promise<Record<string, SectionResult>> {
  const results: Record<string, SectionResult> = {}
  for (const { name, about, run } of sections) {
    const start = performance.now()
    const outcome = await run().then(
      (rows) => ({ rows }),
      (error: unknown) => ({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
    const seconds = Math.round((performance.now() - start) / 1000)
    results[name] = { about, seconds, ...outcome }
    if ('error' in outcome) complain(`\n${name} failed after ${seconds} s: ${outcome.error}\n`)
    else print(`\n${name}: ${about} (${seconds} s)\n${table(outcome.rows)}\n`)
  }
  return results
}

/** The rows with their columns below each other, all that any row has. */
export function table(rows: readonly BenchRow[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const lines = [columns, ...rows.map((row) => columns.map((name) => String(row[name] ?? '')))]
  const widths = columns.map((_, at) => Math.max(...lines.map((cells) => cells[at]?.length ?? 0)))
  return lines.map((cells) => cells.map((cell, at) => cell.padStart(widths[at] ?? 0)).join('  ')).join('\n')
}
