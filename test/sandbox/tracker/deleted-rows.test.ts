import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../../../src/sandbox/server.ts'
import { basic } from '../../support/start-gateway.ts'
import { ids } from './asking.ts'

let sandbox: Sandbox
let bare: Sandbox

beforeAll(async () => {
  sandbox = await createSandbox()
  bare = await createSandbox({ seeded: false })
})

afterAll(async () => {
  await sandbox.close()
  await bare.close()
})

async function ask(path: string, as = 'admin', { url } = sandbox) {
  const response = await fetch(`${url}/api/tracker/${path}`, { headers: { authorization: basic(as) } })
  return response.json()
}

const gone = 'SbxGoneTe01'
const nested = 'fields=trackedEntity,deleted,enrollments[enrollment,deleted,events[event,deleted]]'

test('a deleted entity is not there, unless deleted ones are asked for (recordings 279 and 280)', async () => {
  expect(await ask(`trackedEntities/${gone}`)).toMatchObject({ httpStatusCode: 404 })
  expect((await ask(`trackedEntities?trackedEntities=${gone}&fields=trackedEntity`)).trackedEntities).toEqual([])
  const shown = await ask(`trackedEntities?trackedEntities=${gone}&includeDeleted=true&fields=trackedEntity,deleted`)
  expect(shown).toEqual({
    pager: { page: 1, pageSize: 50 },
    trackedEntities: [{ trackedEntity: gone, deleted: true }],
  })
})

test('what is deleted shows inside what is there, with deleted ones asked for (recordings 544 and 545)', async () => {
  const hidden = await ask(`trackedEntities/X3hwAqirg87?${nested}`)
  expect(hidden.enrollments.map(({ enrollment }: { enrollment: string }) => enrollment)).not.toContain('SbxGoneEn02')
  const shown = await ask(
    `trackedEntities?trackedEntities=X3hwAqirg87&program=${ids.childProgramme}&includeDeleted=true&${nested}`,
  )
  expect(shown.trackedEntities[0]).toMatchObject({ deleted: false })
  expect(shown.trackedEntities[0].enrollments).toContainEqual({
    enrollment: 'SbxGoneEn02',
    deleted: true,
    events: [{ event: 'SbxGoneEv03', deleted: true }],
  })
})

/** Lists with what deleted rows they hold for who asks for them. */
const lists: [path: string, key: string, id: string, deleted: string[]][] = [
  [`trackedEntities?program=${ids.childProgramme}&orgUnitMode=ACCESSIBLE`, 'trackedEntities', 'trackedEntity', [gone]],
  [`enrollments?program=${ids.childProgramme}`, 'enrollments', 'enrollment', ['SbxGoneEn01', 'SbxGoneEn02']],
  ['enrollments?enrollments=SbxGoneEn02', 'enrollments', 'enrollment', ['SbxGoneEn02']],
  ['events?enrollments=zMHyJh4zkgK', 'events', 'event', ['SbxGoneEv04']],
  [`events?program=${ids.inpatient}`, 'events', 'event', ['SbxGoneEv05']],
  ['relationships?trackedEntity=X0guBImuthe', 'relationships', 'relationship', ['SbxGoneRe01']],
]

describe.each(lists)('%s', (path, key, id, deleted) => {
  const rows = async (suffix: string, as?: string, from?: Sandbox): Promise<string[]> =>
    (await ask(`${path}&paging=false&fields=${id}${suffix}`, as, from))[key].map(
      (row: Record<string, string>) => row[id],
    )

  test('deleted rows are added by includeDeleted, and only then', async () => {
    const living = await rows('')
    expect(living).toEqual(await rows('', 'admin', bare))
    expect(new Set(await rows('&includeDeleted=true'))).toEqual(new Set([...living, ...deleted]))
    expect(await rows('&includeDeleted=false')).toEqual(living)
  })

  test('who may not read living rows there may not read deleted ones', async () => {
    const seen = await rows('&includeDeleted=true', 'viewer').catch(() => [])
    for (const row of deleted) expect(seen).not.toContain(row)
  })
})

test('totals count what is shown', async () => {
  const total = async (suffix: string): Promise<number> =>
    (await ask(`events?program=${ids.inpatient}&totalPages=true&pageSize=1${suffix}`)).pager.total
  expect(await total('&includeDeleted=true')).toBe((await total('')) + 1)
})

test('a value that is no boolean is refused', async () => {
  expect(await ask('events?includeDeleted=maybe')).toMatchObject({ httpStatusCode: 400 })
})
