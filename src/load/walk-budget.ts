/** Related objects at most in one answer: a walk to and fro between them grows with every level, and costs no request that would stop it. */
const LARGEST_WALK = 50_000

/** Counts the related objects of one GraphQL request. */
export interface WalkBudget {
  /** Takes so many of what is left: `first` where this is the first time that there is not enough, `spent` from then on. */
  take(count: number): 'ok' | 'first' | 'spent'
}

/** The budget of one request. */
export function createWalkBudget(): WalkBudget {
  let left = LARGEST_WALK
  let told = false
  return {
    take(count) {
      left -= count
      if (left >= 0) return 'ok'
      if (told) return 'spent'
      told = true
      return 'first'
    },
  }
}

/** What the first walk too far is told. */
export const WALK_TOO_FAR = `The query asks for more than ${LARGEST_WALK} related objects: walk fewer levels, or fewer objects at once. What is missing is null.`
