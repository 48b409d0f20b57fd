import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { ListPlan } from '../plan/plan-list.ts'

/** An enrollment of a page, as far as its events are asked for by it. */
export interface PageEnrollment {
  enrollment: string
  program?: string | undefined
}

/**
 * The enrollments that a page held when the same caller last asked for it: what is asked for again, as by a dashboard, mostly holds the same, so
 * that their events can be fetched beside the page. Nothing is answered from here: the page itself decides what belongs to it.
 */
export interface LastPages {
  get(caller: string, plan: ListPlan): readonly PageEnrollment[] | undefined
  keep(caller: string, plan: ListPlan, enrollments: readonly PageEnrollment[]): void
}

/** Pages and enrollments of each remembered at most, and how long, in milliseconds. */
const MOST_PAGES = 1000
const MOST_ENROLLMENTS = 500
const MAX_AGE = 600_000

/** Remembers pages, in memory and under digests of who asked and what for. */
export function createLastPages(): LastPages {
  const pages = new LRUCache<string, PageEnrollment[]>({ max: MOST_PAGES, ttl: MAX_AGE })
  return {
    get: (caller, plan) => pages.get(keyOf(caller, plan)),
    keep(caller, plan, enrollments) {
      const kept = enrollments.map(({ enrollment, program }) => ({ enrollment, program }))
      if (kept.length > 0 && kept.length <= MOST_ENROLLMENTS) pages.set(keyOf(caller, plan), kept)
    },
  }
}

function keyOf(caller: string, { query, page, wanted }: ListPlan): string {
  return createHash('sha256')
    .update(JSON.stringify([caller, query, page, wanted]))
    .digest('base64url')
}
