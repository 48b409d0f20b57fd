import type { BatchCounts } from './journal.ts'

/** How far an import is. Objects that an earlier run did are in `skipped`, and not in what the speed is made of. */
export interface ProgressState {
  total: number
  skipped: number
  counts: BatchCounts
  /** Milliseconds since the first batch. */
  elapsed: number
}

/** The objects that came to some end. */
export function objectsDone(counts: BatchCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

/** One line that tells how far an import is: share, counts, speed, and the time that is left. */
export function progressLine(state: ProgressState): string {
  const { total, skipped, counts, elapsed } = state
  const done = Math.min(objectsDone(counts), total)
  const perSecond = elapsed > 0 ? ((done - skipped) * 1000) / elapsed : 0
  const left = perSecond > 0 ? `, ${duration((total - done) / perSecond)} left` : ''
  const share = total === 0 ? 100 : Math.floor((done * 100) / total)
  return `${share}% ${done}/${total} objects: ${countsText(counts)}, ${Math.round(perSecond)}/s${left}`
}

/** The counts in words; kinds of which there are none are left out. */
export function countsText(counts: BatchCounts): string {
  const { created, updated, deleted, unchanged, valid, refused, unknown } = counts
  const words = Object.entries({ created, updated, deleted, unchanged, valid, refused, unknown }).filter(
    ([, count]) => count > 0,
  )
  return words.length === 0 ? 'nothing yet' : words.map(([word, count]) => `${count} ${word}`).join(', ')
}

/** A bar of 20 characters before the line, cut to the width of the terminal. */
export function progressBar(state: ProgressState, columns: number): string {
  const full =
    state.total === 0 ? 20 : Math.floor((Math.min(objectsDone(state.counts), state.total) * 20) / state.total)
  return `[${'#'.repeat(full)}${'.'.repeat(20 - full)}] ${progressLine(state)}`.slice(0, Math.max(20, columns - 1))
}

/** Where progress is shown: a terminal, or what its output is redirected to. */
export interface ProgressStream {
  write(text: string): unknown
  isTTY?: boolean
  columns?: number
}

/** Shows how far an import is: a bar that is drawn over itself on a terminal, elsewhere a line every five seconds. */
export function startProgress(stream: ProgressStream, stateNow: () => ProgressState): { stop(): void } {
  const show = stream.isTTY
    ? () => stream.write(`\r\x1b[K${progressBar(stateNow(), stream.columns || 80)}`)
    : () => stream.write(`${progressLine(stateNow())}\n`)
  const timer = setInterval(show, stream.isTTY ? 200 : 5_000)
  return {
    stop() {
      clearInterval(timer)
      if (stream.isTTY) stream.write('\r\x1b[K')
    },
  }
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`
}
