import type { EquivalentAnswer } from './ask-equivalent.ts'
import { isGraphObject } from './wire-answer.ts'

/** The codes that fit a status of DHIS2. */
const codes: Record<number, string[]> = {
  400: ['BAD_USER_INPUT'],
  401: ['UNAUTHENTICATED'],
  403: ['FORBIDDEN'],
  404: ['NOT_FOUND'],
  // 409 is also how DHIS2 says that a search names too few attributes.
  409: ['CONFLICT', 'BAD_USER_INPUT'],
}

/** What the gateway refuses by itself: a part of DHIS2's recorded words, and the gateway's own for the same. */
const ownRefusals: [RegExp, RegExp][] = [
  [/is not a valid operator|filter is invalid: \w+:nope/, /"AttributeCondition" not to include unknown field/],
  [/filter is invalid: \w+:!?null/, /^where.attributes: DHIS2 2.41.* knows no isNull/],
  [/Either `program`, `trackedEntityType` or `trackedEntities`/, /^program: give program, trackedEntityType or ids/],
  [/UID must be an alphanumeric string/, /is not a DHIS2 UID/],
  [/Invalid page size/, /^first: must be from 0 to 1000/],
  [
    /Missing required parameter 'trackedEntity', 'enrollment' or 'event'/,
    /"Query.relationships\(of:\)" .* is required/,
  ],
  [/order parameter is invalid. Cannot order by/, /does not exist in "\w+OrderField" enum/],
  [/is ambiguous|error \(SqlState: 42/, /^orderBy: DHIS2 .* fails when it sorts/],
  [/Program is mandatory|&#39;program&#39; is not present/, /^program: /],
  [/Assigned User uid\(s\) must be specified/, /^where.assignedUsers: must be given/],
]

/** The codes of the gateway's own refusals; those of a query that does not fit the schema are the GraphQL server's. */
const ownCodes = ['BAD_USER_INPUT', 'UNSUPPORTED_BY_SERVER', 'GRAPHQL_VALIDATION_FAILED']

/** How the gateway's refusal differs from the recorded one: another kind, or words of its own that tell something else. */
export function refusalDifferences(
  { status, body }: { status: number; body: unknown },
  answer: EquivalentAnswer,
): string[] {
  if ('body' in answer) return [`answered, where DHIS2 refused with ${status}`]
  const recorded = JSON.stringify(body)
  return answer.errors.flatMap(({ message, extensions = {} }) => {
    const code = String(extensions['code'])
    const dhis2 = extensions['dhis2']
    if (isGraphObject(dhis2)) {
      const wrongCode = codes[status]?.includes(code) ? [] : [`${code} for ${status}`]
      const said = isGraphObject(body) ? body['message'] : undefined
      return dhis2['message'] === said ? wrongCode : [...wrongCode, `${dhis2['message']} instead of ${said}`]
    }
    const tellsTheSame = ownRefusals.some(([theirs, ours]) => theirs.test(recorded) && ours.test(message))
    return tellsTheSame && ownCodes.includes(code) ? [] : [`${code}, ${message}, where DHIS2 said ${recorded}`]
  })
}
