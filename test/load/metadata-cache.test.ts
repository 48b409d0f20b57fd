import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Dhis2Client } from '../../src/dhis2/client.ts'
import { createMetadataCache, refreshing } from '../../src/load/metadata-cache.ts'
import { createMetadataLoad } from '../../src/load/metadata-load.ts'

const maxAgeMs = 1000
const unit = (name: string) => ({ organisationUnits: { id: 'DiszpKrYNg8', name } })

test('what one identity was shown is found under no other', () => {
  const cache = createMetadataCache({ maxBytes: 100_000, maxAgeMs })
  cache.set('me', 'organisationUnits DiszpKrYNg8', unit('Ngelehun'))
  expect(cache.get('you', 'organisationUnits DiszpKrYNg8')).toBeUndefined()
  expect(cache.get('me', 'organisationUnits DiszpKrYNg8')).toEqual(unit('Ngelehun'))
})

test('equal metadata of many identities is kept once, and unequal apart', () => {
  const cache = createMetadataCache({ maxBytes: 1_000_000, maxAgeMs })
  for (let number = 0; number < 50; number++) cache.set(`user ${number}`, 'a', unit('the same'))
  cache.set('french', 'a', unit('la même'))
  const held = new Set(Array.from({ length: 50 }, (_, number) => cache.get(`user ${number}`, 'a')))
  expect(held.size).toBe(1)
  expect(cache.get('french', 'a')).toEqual(unit('la même'))
})

test('whatever is kept and forgotten, an answer is the one that was last kept for that identity', () => {
  const step = fc.record({
    identity: fc.constantFrom('a', 'b', 'c'),
    address: fc.constantFrom('x', 'y'),
    name: fc.string(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 3000 }), (steps, maxBytes) => {
      const cache = createMetadataCache({ maxBytes, maxAgeMs })
      const last = new Map<string, object>()
      for (const { identity, address, name } of steps) {
        cache.set(identity, address, unit(name))
        last.set(`${identity} ${address}`, unit(name))
        for (const who of ['a', 'b', 'c']) {
          const found = cache.get(who, address)
          if (found !== undefined) expect(found).toEqual(last.get(`${who} ${address}`))
        }
      }
    }),
  )
})

test('a record used in the last fifth of its age is fetched anew once, beside the request, and lives on', async () => {
  let clock = 1
  let asked = 0
  const cache = createMetadataCache({ maxBytes: 100_000, maxAgeMs, now: () => clock })
  const client: Pick<Dhis2Client, 'metadata'> = {
    async metadata(_call, { keys }) {
      asked += 1
      const records = keys.map((key) => [key, { id: key, name: `read ${asked}` }] as const)
      return new Map(records) as never
    },
  }
  const call = { credentials: { kind: 'token', headers: { authorization: 'ApiToken x' } } } as const
  const load = () => createMetadataLoad({ client: client as Dhis2Client, cache, identity: 'me', call, batch: true })
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
  await load().warm('organisationUnits', ['DiszpKrYNg8'])
  clock += 700
  expect(load().peek('organisationUnits', 'DiszpKrYNg8')).toMatchObject({ name: 'read 1' })
  await turn()
  expect(asked).toBe(1)
  clock += 150
  expect(load().peek('organisationUnits', 'DiszpKrYNg8')).toMatchObject({ name: 'read 1' })
  expect(load().peek('organisationUnits', 'DiszpKrYNg8')).toMatchObject({ name: 'read 1' })
  await turn()
  expect(asked).toBe(2)
  clock += 500
  expect(load().peek('organisationUnits', 'DiszpKrYNg8')).toMatchObject({ name: 'read 2' })
  clock += 2000
  expect(load().peek('organisationUnits', 'DiszpKrYNg8')).toBeUndefined()
})

test('who wants everything fresh reads nothing from the cache, and refreshes nothing twice', () => {
  const cache = createMetadataCache({ maxBytes: 100_000, maxAgeMs })
  cache.set('me', 'a', unit('kept'))
  const fresh = refreshing(cache)
  expect(fresh.get('me', 'a')).toBeUndefined()
  expect(fresh.takesRefresh('me', 'a')).toBe(false)
})
