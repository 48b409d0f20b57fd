import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createSandbox, type Sandbox } from '../../../src/sandbox/server.ts'
import type { SandboxVersionName } from '../../../src/sandbox/versions/version-facts.ts'
import { ids } from './asking.ts'

const entities = z.object({
  instances: z.array(
    z.object({
      enrollments: z.array(z.object({ enrollment: z.string(), events: z.array(z.object({ event: z.string() })) })),
    }),
  ),
})
const events = z.object({ instances: z.array(z.object({ event: z.string() })) })
const pagedEvents = z.object({
  pager: z.record(z.string(), z.unknown()),
  events: z.array(z.object({ event: z.string() })),
})

const reach = `program=${ids.childProgramme}&ouMode=ACCESSIBLE&skipPaging=true`

describe.each(['2.38', '2.40'] as const)('%s', (version: SandboxVersionName) => {
  let sandbox: Sandbox

  beforeAll(async () => {
    sandbox = await createSandbox({ version, seeded: false })
  })
  afterAll(() => sandbox.close())

  async function ask(path: string): Promise<unknown> {
    const authorization = `Basic ${Buffer.from('clerk_north:Tracker-123').toString('base64')}`
    return (await fetch(`${sandbox.url}/api/${path}`, { headers: { authorization } })).json()
  }

  test('only 2.38 leaves out of a list what was registered outside the scope of a caller who reaches its owner', async () => {
    const fields = 'fields=enrollments[enrollment,events[event]]'
    const { instances } = entities.parse(await ask(`tracker/trackedEntities?${reach}&${fields}`))
    const enrollments = instances.flatMap((entity) => entity.enrollments)
    const nested = enrollments.flatMap((enrollment) => enrollment.events.map(({ event }) => event))
    const list = `enrollments=${enrollments.map(({ enrollment }) => enrollment).join(',')}`
    const listed = events.parse(await ask(`tracker/events?${reach}&${list}&fields=event`)).instances
    expect(nested.length).toBeGreaterThan(500)
    const missing = nested.filter((id) => !listed.some(({ event }) => event === id))
    expect(missing.length > 0).toBe(version === '2.38')
  })

  test('the names of today are ignored, and so a list of ids holds everything', async () => {
    const some = 'uO70JYP72hy,nsQajiRw3o9'
    const { instances } = events.parse(await ask(`tracker/events?events=${some}&fields=event`))
    expect(instances).toHaveLength(50)
    const named = events.parse(await ask(`tracker/events?event=O4RKLzzMWGs;${some.replace(',', ';')}&fields=event`))
    expect(named.instances).toContainEqual({ event: 'O4RKLzzMWGs' })
    expect(named.instances.length).toBeLessThanOrEqual(3)
  })

  test('a legacy list is the same rows, and says which page is the last', async () => {
    const where = `program=${ids.childProgramme}&ouMode=ACCESSIBLE`
    const all = events.parse(await ask(`tracker/events?${where}&skipPaging=true&fields=event`)).instances
    const first = pagedEvents.parse(await ask(`events?${where}&fields=event&pageSize=400`))
    const second = pagedEvents.parse(await ask(`events?${where}&fields=event&pageSize=400&page=2`))
    expect([first.pager['isLastPage'], second.pager['isLastPage']]).toEqual([false, true])
    expect([...first.events, ...second.events]).toEqual(all)
  })
})
