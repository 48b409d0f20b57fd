/** Where a part of a bundle came from: `at` is its place in the bundle, `input` the place in the mutation's own arguments. */
export interface Origin {
  at: readonly string[]
  input: readonly string[]
}

/**
 * The place in the mutation's own arguments that a place in the bundle came from: by the nearest origin, and no deeper
 * than the arguments go, but for a property that is missing at the very end (the field that should have been filled).
 */
export function inputPath(bundlePath: readonly string[], origins: readonly Origin[], args: unknown): string[] {
  const origin = origins
    .filter(({ at }) => at.length <= bundlePath.length && at.every((step, index) => step === bundlePath[index]))
    .sort((one, other) => other.at.length - one.at.length)[0]
  if (!origin) return []
  return cutToWhatExists([...origin.input, ...bundlePath.slice(origin.at.length)], args)
}

function cutToWhatExists(path: readonly string[], args: unknown): string[] {
  const kept: string[] = []
  let value: unknown = args
  for (const [index, step] of path.entries()) {
    if (typeof value !== 'object' || value === null) break
    const inside: unknown = Reflect.get(value, step)
    const isMissingField = index === path.length - 1 && !Array.isArray(value)
    if (inside === undefined && !isMissingField) break
    kept.push(step)
    value = inside
  }
  return kept
}
