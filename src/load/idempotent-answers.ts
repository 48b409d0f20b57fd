import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { PlanError } from '../plan/plan-error.ts'
import type { ImportOutcome } from './store-bundle.ts'

/** Answers kept by the callers' own keys, so that a mutation that is sent again under its key is answered and not done again. */
export interface IdempotentAnswers {
  /** The first answer under this key, or that of `work`. Rejects where the key was used for something else. */
  once(key: string, content: string, work: () => Promise<ImportOutcome>): Promise<ImportOutcome>
}

interface Kept {
  contentHash: string
  outcome: Promise<ImportOutcome>
}

/** For how long a key is remembered, and how many of them. */
const DAY_MS = 86_400_000
const MOST_KEYS = 10_000

/** The kept answers of one gateway. Keys hold the caller's identity; what failed or was refused is forgotten, so that it can be mended and tried again. */
export function createIdempotentAnswers(): IdempotentAnswers {
  const kept = new LRUCache<string, Kept>({ max: MOST_KEYS, ttl: DAY_MS })
  return {
    once(key, content, work) {
      const contentHash = createHash('sha256').update(content).digest('base64url')
      const existing = kept.get(key)
      if (existing && existing.contentHash !== contentHash)
        throw new PlanError('Idempotency-Key', 'was used for another mutation: make a new key for each')
      if (existing) return existing.outcome
      const outcome = work()
      kept.set(key, { contentHash, outcome })
      const forget = (): unknown => kept.delete(key)
      outcome.then((answer) => isRefused(answer) && forget(), forget)
      return outcome
    },
  }
}

function isRefused({ report }: ImportOutcome): boolean {
  return report?.status === 'ERROR' && report.stats.created + report.stats.updated + report.stats.deleted === 0
}
