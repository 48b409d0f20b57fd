import type { OldParameter, TrackerFacts, TrackerList } from '../versions/version-facts.ts'
import { takeAnyUid } from './parameters.ts'
import { badRequest } from './refusal.ts'

/**
 * The query of a list in the names of 2.42, whatever the version calls its parameters: older names become today's, what the version does not
 * know is left out, and so is ignored. Two names of one parameter at once are refused, as in 2.41.
 */
export function spelledAsToday(
  query: URLSearchParams,
  list: TrackerList,
  { parameters, knowsSkipPaging, refusesMalformedUids }: TrackerFacts,
): URLSearchParams {
  const { old, unknown } = parameters[list]
  const spelled = new URLSearchParams(query)
  for (const name of unknown) spelled.delete(name)
  for (const parameter of old) rename(spelled, parameter)
  if (knowsSkipPaging) readSkipPaging(spelled)
  if (!refusesMalformedUids) takeAnyUid(spelled)
  return spelled
}

function rename(query: URLSearchParams, { from, to, list = false }: OldParameter): void {
  const values = query.getAll(from).filter((value) => value !== '')
  if (values.length === 0) return
  if (query.has(to)) {
    throw badRequest(
      `Only one parameter of '${from}' and '${to}' must be specified. Prefer '${to}' as '${from}' will be removed.`,
    )
  }
  query.delete(from)
  for (const value of values) query.append(to, list ? withOtherSeparator(value) : value)
}

/** A `;` list as a `,` list; commas become semicolons, so that what was no list of the old form is none of the new one. */
function withOtherSeparator(value: string): string {
  return value.replace(/[,;]/g, (separator) => (separator === ';' ? ',' : ';'))
}

function readSkipPaging(query: URLSearchParams): void {
  const skips = query.get('skipPaging')
  if (skips === null) return
  const paging = query.get('paging')
  if (paging !== null && paging === skips) {
    throw badRequest('Paging can either be enabled or disabled. Prefer `paging` as `skipPaging` will be removed.')
  }
  query.set('paging', String(skips !== 'true'))
}
