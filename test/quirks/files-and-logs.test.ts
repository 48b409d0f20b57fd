import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordedExchanges } from '../recordings/exchanges.ts'
import { recordedAnswer } from '../support/recorded.ts'
import { basic, startGateway, type TestGateway } from '../support/start-gateway.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
})
afterAll(() => gateway.close())

describe('a file’s name without quotes', () => {
  test('recorded', () => {
    const exchange = recordedExchanges('2.42').find(({ number }) => number === 486)
    expect(exchange?.response.headers).toMatchObject({ 'content-disposition': 'filename=photo one.png' })
  })
  test('is written as RFC 6266 has it', async () => {
    const path = '/files/events/ZMMvnkUlsWX/dataValues/RecPhoto001'
    const { headers } = await fetch(gateway.url + path, { headers: { authorization: basic('admin') } })
    expect(headers.get('content-disposition')).toBe(
      `inline; filename="photo one.png"; filename*=UTF-8''photo%20one.png`,
    )
  })
})

describe('changes of one moment, which DHIS2 sorts by nothing else', () => {
  interface Change {
    createdAt: string
    attribute: { id: string }
  }
  test('recorded: they stand in no order', () => {
    const logs = recordedAnswer('224').body['changeLogs'] as {
      createdAt: string
      change: { attributeValue: { attribute: string } }
    }[]
    const attributes = logs
      .filter(({ createdAt }) => createdAt === '2026-11-21T04:01:43.980')
      .map(({ change }) => change.attributeValue.attribute)
    expect(attributes).toHaveLength(4)
    expect(attributes).not.toEqual(attributes.toSorted())
  })
  test('have one order in every reading', async () => {
    const { trackedEntity } = await gateway.read<{ trackedEntity: { changeLog: { nodes: Change[] } } }>(
      '{ trackedEntity(id: "OHUI8WXlIvy", program: "U7oMv90laog") { changeLog { nodes { createdAt attribute { id } } } } }',
    )
    const { nodes } = trackedEntity.changeLog
    const key = ({ createdAt, attribute }: Change): [string, string] => [createdAt, attribute.id]
    const sorted = nodes.toSorted((a, b) => {
      const [[timeA, idA], [timeB, idB]] = [key(a), key(b)]
      return timeA === timeB ? (idA < idB ? -1 : 1) : timeA < timeB ? 1 : -1
    })
    expect(nodes.length).toBeGreaterThan(4)
    expect(nodes).toEqual(sorted)
  })
})
