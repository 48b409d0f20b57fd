import { LRUCache } from 'lru-cache'
import type { AskedImport } from '../locate-report.ts'

/** The jobs that this gateway started, by who started them, as far as it remembers. */
export interface StartedJobs {
  /** Keeps what a job was asked to import, so that the issues of its report have places. */
  remember(identity: string, job: string, asked: AskedImport): void
  /** Whether this caller started the job through this gateway. */
  has(identity: string, job: string): boolean
  /** What the job was asked to import; undefined where that is not known, or not to this caller. */
  askedOf(identity: string, job: string): AskedImport | undefined
}

/** How many jobs are remembered, and how many characters of theirs. */
const LIMITS = { entries: 1_000, characters: 64 * 1024 * 1024 }

/** The memory of one gateway for the jobs that it started; those that were not looked at for longest are forgotten first. */
export function createStartedJobs(limits = LIMITS): StartedJobs {
  const kept = new LRUCache<string, { asked: AskedImport | undefined }>({
    max: limits.entries,
    maxSize: limits.characters,
  })
  const keyOf = (identity: string, job: string): string => `${identity} ${job}`
  return {
    remember(identity, job, asked) {
      const size = JSON.stringify(asked.bundle).length
      // What is too large to be kept is known as a job of ours all the same.
      if (size > limits.characters) kept.set(keyOf(identity, job), { asked: undefined }, { size: 1 })
      else kept.set(keyOf(identity, job), { asked }, { size })
    },
    has: (identity, job) => kept.has(keyOf(identity, job)),
    askedOf: (identity, job) => kept.get(keyOf(identity, job))?.asked,
  }
}
