/** One line of a section's table: what was measured, and the figures. */
export type BenchRow = Readonly<Record<string, string | number>>

/** A part of the bench: `npm run bench <name>` runs it alone. */
export interface Section {
  name: string
  /** What is compared, in one sentence. */
  about: string
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

/** The middle one of some figures. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The figure below which this share of them lies. */
export function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN
}
