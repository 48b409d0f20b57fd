import type { ImportOptions } from '../../model/import-options.ts'
import type { Capabilities } from '../../model/server-info.ts'
import type { BatchLimits } from './import-unit.ts'

/**
 * How much one request may hold. Up to 2.40 the program rules of a bundle take time by the square of its events (a real 2.38.7
 * was not done with 1,000 after five minutes; 2.42 takes 3 seconds), so that few go at once. `batchSize`: what the user asks for.
 */
export function batchLimits(
  { version, importsBundles }: Capabilities,
  { importStrategy }: ImportOptions,
  batchSize: number | undefined,
): BatchLimits {
  const [objects, events] = version.major <= 40 ? [200, 50] : [500, 500]
  return {
    objects: batchSize ?? objects,
    events: batchSize ?? events,
    // What is deleted goes children first. The older endpoints take one kind at a time, and refuse all enrollments of a request
    // for one whose tracked entity is not there: alone in their request, these are found by halving it.
    nested: importStrategy !== 'DELETE' && importsBundles,
  }
}
