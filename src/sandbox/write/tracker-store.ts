/**
 * The writable side of the dataset: when a write happens, by whom, and that readers notice. Whoever changes rows takes a `Write` first and gives
 * its rows times from it; rows are changed in place or added to the dataset's maps at their end, with `nextSerial`.
 */
import type { Dataset, SandboxUser } from '../dataset.ts'
import { timeText } from '../time-text.ts'

/** One write by one user. */
export interface Write {
  username: string
  /** A moment later than any that was given before, in the form of record times. */
  nextMoment: () => string
}

/** A second lies between one write and the next, so that a reader who compares times can tell them apart. */
const betweenWrites = 1000

/** Begins a write: the sandbox's clock moves on, and everything derived from the rows is derived again at the next read. */
export function beginWrite({ written }: Dataset, { username }: Pick<SandboxUser, 'username'>): Write {
  written.revision += 1
  written.clock += betweenWrites
  return {
    username,
    nextMoment: () => passMoment({ written }),
  }
}

/** Moves the sandbox's clock on by a millisecond without a write, and tells the time. */
export function passMoment({ written }: Pick<Dataset, 'written'>): string {
  written.clock += 1
  return timeText(written.clock)
}

/** The internal number of the next row of a map. */
export function nextSerial(rows: ReadonlyMap<string, unknown>): number {
  return rows.size + 1
}
