/** One line of a section's table: what was measured, and the figures. */
export type BenchRow = Readonly<Record<string, string | number>>

/** A part of the bench: `npm run bench <name>` runs it alone. */
export interface Section {
  name: string
  /** What is compared, in one sentence. */
  about: string
  /** Rejects when it cannot be measured; the processes that it started have ended then. */
  run(): Promise<BenchRow[]>
}

/** Measures something once; what it returns is not looked at. */
export type Ask = () => Promise<unknown>

/** The milliseconds of one call. */
export async function timed(ask: Ask): Promise<number> {
  const start = performance.now()
  await ask()
  return performance.now() - start
}

/** The times of several questions, asked in turns so that whatever else the machine does meets all of them. */
export async function timedInTurns(asks: readonly Ask[], rounds: number): Promise<number[][]> {
  const times: number[][] = asks.map(() => [])
  for (let round = 0; round < rounds; round++)
    for (const [index, ask] of asks.entries()) times[index]?.push(await timed(ask))
  return times
}

/** Asks these in turns, one after another, until all were asked so often or the milliseconds are over: Node compiles what runs often. */
export async function warmUp(asks: readonly Ask[], { rounds, ms }: { rounds: number; ms: number }): Promise<void> {
  const end = performance.now() + ms
  for (let round = 0; round < rounds; round++)
    for (const ask of asks) {
      await ask()
      if (performance.now() > end) return
    }
}

/** The middle one of some figures; of an even number, the upper of the two. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The figure below which this share of them lies. */
export function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN
}

/** A figure with so many digits after its point, as it stands in a table. */
export function rounded(value: number, digits = 0): number {
  return Number(value.toFixed(digits))
}
