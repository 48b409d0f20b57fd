import { printCursor } from '../../src/plan/cursor.ts'
import type { Answer, TestGateway } from '../support/start-gateway.ts'
import type { EquivalentQuery } from './equivalent-query.ts'
import { type GraphObject, isGraphObject, wireObject } from './wire-answer.ts'

/** The graph's answer to what a recorded request asked, in the shape of the recording; or its refusal. */
export type EquivalentAnswer = { body: GraphObject; sortKeys: string[] } | { errors: NonNullable<Answer['errors']> }

type Ask = (paging: string[]) => Promise<GraphObject | NonNullable<Answer['errors']>>

/** Asks the gateway an equivalent query as the recorded user: the page that was asked for, or all pages. */
export async function askEquivalent(
  gateway: TestGateway,
  as: string,
  query: EquivalentQuery,
): Promise<EquivalentAnswer> {
  const ask: Ask = async (paging) => {
    const { data, errors } = await gateway.ask(query.text(paging), { as: as === 'nobody' ? null : as })
    const object = data?.['answer']
    const answer = isGraphObject(object) && 'log' in object ? object['log'] : object
    return errors ?? (isGraphObject(answer) ? answer : [{ message: 'no answer' }])
  }
  if (query.page?.all) return askAll(query, ask)
  if (query.page) return askPage(query, query.page, ask)
  const answer = await ask([])
  return Array.isArray(answer) ? { errors: answer } : { body: wireObject(query.properties, answer), sortKeys: [] }
}

async function askPage(
  query: EquivalentQuery,
  { size, number }: { size: number; number: number },
  ask: Ask,
): Promise<EquivalentAnswer> {
  const offset = (number - 1) * size
  const answer = await ask([`first: ${size}`, ...(offset > 0 ? [`after: "${printCursor(offset)}"`] : [])])
  if (Array.isArray(answer)) return { errors: answer }
  const { hasNextPage, hasPreviousPage } = pageInfoOf(answer)
  const total = answer['totalCount']
  const pager = { hasNextPage, hasPreviousPage, ...(total !== undefined && { total }) }
  return asListed(query, nodesOf(answer), { pager })
}

async function askAll(query: EquivalentQuery, ask: Ask): Promise<EquivalentAnswer> {
  const nodes: GraphObject[] = []
  let after: unknown
  do {
    const answer = await ask(['first: 1000', ...(typeof after === 'string' ? [`after: "${after}"`] : [])])
    if (Array.isArray(answer)) return { errors: answer }
    nodes.push(...nodesOf(answer))
    const { hasNextPage, endCursor } = pageInfoOf(answer)
    after = hasNextPage === true ? endCursor : undefined
  } while (after !== undefined)
  return asListed(query, nodes, {})
}

function asListed(query: EquivalentQuery, nodes: GraphObject[], beside: GraphObject): EquivalentAnswer {
  const keys = query.sortKeys.map((_field, index) => `sortKey${index}`)
  return {
    body: { ...beside, [query.listName]: nodes.map((node) => wireObject(query.properties, node)) },
    sortKeys: nodes.map((node) => JSON.stringify(keys.map((key) => node[key]))),
  }
}

function nodesOf(answer: GraphObject): GraphObject[] {
  const nodes = answer['nodes']
  return Array.isArray(nodes) ? nodes.filter(isGraphObject) : []
}

function pageInfoOf(answer: GraphObject): GraphObject {
  const pageInfo = answer['pageInfo']
  return isGraphObject(pageInfo) ? pageInfo : {}
}
