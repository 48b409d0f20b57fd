import { Kind, parse, print, visit } from 'graphql'
import { type Answer, basic, type TestGateway } from '../support/start-gateway.ts'

/** How a query is to be asked. */
export interface TwinQuestion {
  query: string
  variables?: object
  as?: string
}

/** The answers of both executors to one query, each with its errors in one order and in JSON: the order of fields counts. */
export async function twinAnswers(
  gateway: TestGateway,
  question: TwinQuestion,
): Promise<[planned: string, other: string]> {
  return [await answer(gateway, question, '@include'), await answer(gateway, question, '@defer')]
}

/** A directive that changes nothing, of which one is left to Yoga's executor. */
async function answer(
  gateway: TestGateway,
  { query, variables = {}, as = 'admin' }: TwinQuestion,
  directive: string,
): Promise<string> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: basic(as) },
    body: JSON.stringify({ query: withDirective(query, directive), variables }),
  })
  const { data, errors }: Answer = await response.json()
  return JSON.stringify({ data, errors: errors?.map((error) => JSON.stringify(error)).sort() })
}

function withDirective(query: string, directive: string): string {
  const fragment = parse(`{ ... ${directive}(if: ${directive === '@include'}) { executedBy: __typename } }`)
    .definitions[0]
  const added = fragment?.kind === Kind.OPERATION_DEFINITION ? fragment.selectionSet.selections : []
  return print(
    visit(parse(query), {
      OperationDefinition: (node) => ({
        ...node,
        selectionSet: { ...node.selectionSet, selections: [...node.selectionSet.selections, ...added] },
      }),
    }),
  )
}
