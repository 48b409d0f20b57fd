import { afterAll, beforeAll, expect, test } from 'vitest'
import { basic, startGateway, type TestGateway } from '../../support/start-gateway.ts'

const EVENT = 'a4FecsqH9BM'

let gateway: TestGateway
/** Runs once, after the gateway has read the event and before it looks again. */
let meanwhile: (() => Promise<unknown>) | undefined

beforeAll(async () => {
  gateway = await startGateway(
    {},
    {
      async interfere({ method, url = '' }) {
        const looksAgain =
          method === 'GET' && url.startsWith(`/api/tracker/events/${EVENT}?`) && !url.includes('geometry')
        if (!looksAgain || !meanwhile) return undefined
        const work = meanwhile
        meanwhile = undefined
        await work()
        return undefined
      },
    },
  )
})
afterAll(() => gateway.close())

async function read(): Promise<{ updatedAt: string; dataValues: Record<string, string> }> {
  const { event } = await gateway.read<{
    event: { updatedAt: string; dataValues: { dataElement: { id: string }; value: string }[] }
  }>(`{ event(id: "${EVENT}") { updatedAt dataValues { dataElement { id } value } } }`)
  const values = event.dataValues.map(({ dataElement, value }) => [dataElement.id, value] as const)
  return { updatedAt: event.updatedAt, dataValues: Object.fromEntries(values) }
}

const update = (given: string, value: string) => `mutation {
  updateEvent(input: { id: "${EVENT}" ${given} dataValues: [{ dataElement: "MExlQAuWCHu", value: "${value}" }] }) { event { updatedAt } errors { code } } }`

test('a change on the state that the caller saw is stored; one on an older state is CONFLICT, and nothing is stored', async () => {
  const seen = await read()
  const first = await gateway.ask(update(`ifUpdatedAt: "${seen.updatedAt}"`, '151'))
  expect(first.errors).toBeUndefined()
  const second = await gateway.ask(update(`ifUpdatedAt: "${seen.updatedAt}"`, '152'))
  expect(second.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', argument: 'ifUpdatedAt' })
  expect((await read()).dataValues['MExlQAuWCHu']).toBe('151')
})

test('a change by somebody else while the mutation is at work is CONFLICT, and theirs stays', async () => {
  meanwhile = () =>
    fetch(`${gateway.sandbox.url}/api/tracker?async=false&importStrategy=UPDATE`, {
      method: 'POST',
      headers: { authorization: basic('admin'), 'content-type': 'application/json' },
      body: JSON.stringify({
        events: [
          {
            event: EVENT,
            program: 'U7oMv90laog',
            programStage: 'cYE9ZDntzMW',
            enrollment: 'qjyp13YEsVa',
            orgUnit: 'qASw5VclrIU',
            occurredAt: '2026-10-12',
            status: 'COMPLETED',
            dataValues: [{ dataElement: 'MExlQAuWCHu', value: '160' }],
          },
        ],
      }),
    })
  const { errors } = await gateway.ask(update('', '161'))
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT' })
  expect((await read()).dataValues['MExlQAuWCHu']).toBe('160')
})

test('changes of one object that come at once through the gateway are done one after the other: none is lost', async () => {
  const set = (element: string, value: string) => `mutation {
    setDataValues(event: "${EVENT}", values: [{ dataElement: "${element}", value: "${value}" }]) { errors { code } } }`
  const answers = await Promise.all([
    gateway.ask(set('MExlQAuWCHu', '171')),
    gateway.ask(set('f6gE41nTCTn', '4100')),
    gateway.ask(set('G2LHJEdSNa0', 'Well')),
  ])
  for (const { errors } of answers) expect(errors).toBeUndefined()
  expect((await read()).dataValues).toMatchObject({ MExlQAuWCHu: '171', f6gE41nTCTn: '4100', G2LHJEdSNa0: 'Well' })
})
