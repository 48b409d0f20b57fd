import type { EquivalentAnswer } from './ask-equivalent.ts'
import { isGraphObject } from './wire-answer.ts'

/** The codes that fit a status of DHIS2. */
const codes: Record<number, string[]> = {
  400: ['BAD_USER_INPUT'],
  401: ['UNAUTHENTICATED'],
  403: ['FORBIDDEN'],
  404: ['NOT_FOUND'],
  // 409 is also how 2.42 says that a search names too few attributes.
  409: ['CONFLICT', 'BAD_USER_INPUT'],
}

/** The gateway's own refusals, made without asking DHIS2. */
const ownCodes = ['GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'UNSUPPORTED_BY_SERVER', 'NOT_FOUND']

/** How the gateway's refusal differs from the recorded one: another kind, or not DHIS2's own words where DHIS2 was asked. */
export function refusalDifferences(
  { status, body }: { status: number; body: unknown },
  answer: EquivalentAnswer,
): string[] {
  if ('body' in answer) return [`answered, where DHIS2 refused with ${status}`]
  return answer.errors.flatMap(({ message, extensions = {} }) => {
    const code = String(extensions['code'])
    const dhis2 = extensions['dhis2']
    if (!isGraphObject(dhis2) || dhis2['message'] === undefined)
      return ownCodes.includes(code) && message !== '' ? [] : [`${code} without DHIS2's words: ${message}`]
    const found = codes[status]?.includes(code) ? [] : [`${code} for ${status}`]
    const recorded = isGraphObject(body) ? body['message'] : undefined
    return dhis2['message'] === recorded ? found : [...found, `${dhis2['message']} instead of ${recorded}`]
  })
}
