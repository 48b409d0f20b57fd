import { describe, expect, test } from 'vitest'
import { type SandboxVersionName, sandboxVersionNames } from '../../src/sandbox/versions/version-facts.ts'
import { recordedExchanges } from '../recordings/exchanges.ts'
import { startGateway } from '../support/start-gateway.ts'

type Recorded = Exclude<SandboxVersionName, '2.35'>

function rowsOf(version: Recorded, number: number): number | undefined {
  const body = recordedExchanges(version).find((exchange) => exchange.number === number)?.response.body
  const list = Object.values(body ?? {}).find((value) => Array.isArray(value))
  return Array.isArray(list) ? list.length : undefined
}

function statusOf(version: Recorded, number: number): number | undefined {
  return recordedExchanges(version).find((exchange) => exchange.number === number)?.response.status
}

describe('from 2.42 on a server ignores skipPaging, and cuts the list at 50', () => {
  test.each([
    ['2.38', 137, 105],
    ['2.40', 137, 105],
    ['2.41', 45, 105],
    ['2.42', 45, 50],
    ['2.43', 45, 50],
  ] as const)('recorded: %s', (version, number, rows) => expect(rowsOf(version, number)).toBe(rows))

  test.each(sandboxVersionNames)('lists that are wanted whole come whole on %s', async (version) => {
    const gateway = await startGateway({}, { version })
    const { trackedEntities } = await gateway.read<{
      trackedEntities: { nodes: { events: { totalCount: number } }[] }
    }>(
      `{ trackedEntities(program: "U7oMv90laog", first: 120) { nodes { events(status: [COMPLETED]) { totalCount } } } }`,
    )
    const events = trackedEntities.nodes.reduce((sum, node) => sum + node.events.totalCount, 0)
    expect(events).toBeGreaterThan(120)
    const requests = gateway.takeRequests().join('\n')
    expect(requests).not.toMatch(version >= '2.41' ? /skipPaging/ : /[?&]paging=/)
    await gateway.close()
  })
})

describe('from 2.41 on a page of more tracked entities than a system setting is refused', () => {
  test.each([
    ['2.38', 186, 200],
    ['2.40', 186, 200],
    ['2.41', 94, 400],
    ['2.42', 94, 400],
    ['2.43', 94, 400],
  ] as const)('recorded: %s', (version, number, status) => expect(statusOf(version, number)).toBe(status))

  test('a page of the graph is never so large, on any version', async () => {
    const gateway = await startGateway()
    const { errors } = await gateway.ask('{ trackedEntities(program: "U7oMv90laog", first: 100000) { nodes { id } } }')
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'first' })
    expect(gateway.takeRequests()).toEqual([])
    await gateway.close()
  })
})
