import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bundleOf, type ImportRecord, objectsOfRoot } from '../../../src/commands/import/import-unit.ts'
import { type Batch, makeBatches } from '../../../src/commands/import/make-batches.ts'
import { objectsOf } from '../../../src/imports/bundle-objects.ts'
import type { ImportStrategy } from '../../../src/model/import-options.ts'
import { validBundle } from '../../imports/arbitrary-bundle.ts'
import { collect } from '../../support/collect.ts'

const limitsArbitrary = fc.record({
  objects: fc.integer({ min: 1, max: 12 }),
  events: fc.integer({ min: 1, max: 6 }),
  nested: fc.boolean(),
})
type Limits = typeof limitsArbitrary extends fc.Arbitrary<infer Value> ? Value : never

function records(bundles: readonly ImportRecord['bundle'][]): () => AsyncIterable<ImportRecord> {
  return async function* () {
    for (const [index, bundle] of bundles.entries())
      yield { bundle, generated: new Set(), placeOf: (path) => ({ file: 'a', line: index, path }) }
  }
}

async function batchesOf(
  bundles: readonly ImportRecord['bundle'][],
  limits: Limits,
  strategy: ImportStrategy = 'CREATE',
): Promise<Batch[]> {
  return collect(makeBatches({ read: records(bundles), limits, strategy }))
}

const sentOf = ({ units }: Batch) => objectsOf(bundleOf(units.map(({ root }) => root)))
const names = (objects: readonly { trackerType: string; uid: string | undefined }[]): string[] =>
  objects.map(({ trackerType, uid }) => `${trackerType} ${uid}`).sort()

test('every object of the input is in exactly one batch, with the place where it stands', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(validBundle, { maxLength: 4 }), limitsArbitrary, async (bundles, limits) => {
      const batches = await batchesOf(bundles, limits)
      expect(names(batches.flatMap(sentOf))).toEqual(names(bundles.flatMap(objectsOf)))
      for (const { units } of batches)
        for (const { root, origin } of units) {
          const found = origin
            .placeOf([])
            .path.reduce<unknown>(
              (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
              bundles[origin.placeOf([]).line ?? -1],
            )
          expect(found).toMatchObject({ ...uidOf(root.object) })
        }
    }),
    { numRuns: 60 },
  )
})

function uidOf(object: object): object {
  const key = ['relationship', 'event', 'enrollment', 'trackedEntity'].find((name) => Reflect.has(object, name))
  return key === undefined ? {} : { [key]: Reflect.get(object, key) }
}

test('a batch holds no more than its limits unless it is one object, and no UID twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(validBundle, { maxLength: 4 }), limitsArbitrary, async (bundles, limits) => {
      // The first bundle comes twice, as a file with corrections may have it.
      for (const batch of await batchesOf([...bundles, ...bundles.slice(0, 1)], limits)) {
        const sent = sentOf(batch)
        const events = sent.filter(({ trackerType }) => trackerType === 'EVENT').length
        expect(sent.length <= limits.objects || sent.length === 1).toBe(true)
        expect(events <= limits.events || events === 1).toBe(true)
        expect(new Set(names(sent)).size).toBe(sent.length)
        expect(batch.objects).toBe(sent.length)
      }
    }),
    { numRuns: 60 },
  )
})

test('what an object refers to is in its own batch or an earlier phase; on deleting in a later one', async () => {
  await fc.assert(
    fc.asyncProperty(validBundle, limitsArbitrary, fc.boolean(), async (bundle, limits, deletes) => {
      const batches = await batchesOf(
        [bundle],
        { ...limits, nested: limits.nested && !deletes },
        deletes ? 'DELETE' : 'CREATE',
      )
      const batchOf = new Map(batches.flatMap((batch) => sentOf(batch).map(({ uid }) => [uid, batch.number] as const)))
      for (const batch of batches)
        for (const { object } of sentOf(batch))
          for (const parent of [Reflect.get(object, 'trackedEntity'), Reflect.get(object, 'enrollment')]) {
            const where = typeof parent === 'string' ? (batchOf.get(parent) ?? batch.number) : batch.number
            expect(deletes ? where >= batch.number : where <= batch.number).toBe(true)
          }
    }),
    { numRuns: 60 },
  )
})

test('an object that leaves its nesting keeps the reference that it was', async () => {
  const event = { event: 'Ev000000001', programStage: 'a' }
  const enrollment = {
    enrollment: 'En000000001',
    program: 'Pr000000001',
    events: [event, { ...event, event: 'Ev000000002' }],
  }
  const batches = await batchesOf(
    [{ trackedEntities: [{ trackedEntity: 'Te000000001', enrollments: [enrollment] }] }],
    {
      ...{ objects: 2, events: 1 },
      nested: true,
    },
  )
  expect(batches.map(({ units }) => units.map(({ root }) => root.object))).toEqual([
    [{ trackedEntity: 'Te000000001' }],
    [{ enrollment: 'En000000001', program: 'Pr000000001', trackedEntity: 'Te000000001' }],
    ...['Ev000000001', 'Ev000000002'].map((uid) => [
      {
        event: uid,
        programStage: 'a',
        program: 'Pr000000001',
        enrollment: 'En000000001',
        trackedEntity: 'Te000000001',
      },
    ]),
  ])
})

test('what a batch touches has all tracked entities of its objects, or is any where one cannot be told', async () => {
  const limits = { objects: 9, events: 9, nested: true }
  const touched = async (bundle: ImportRecord['bundle'], strategy?: ImportStrategy) =>
    (await batchesOf([bundle], limits, strategy)).map((batch) => batch.touched && [...batch.touched].sort())
  const end = (uid: string) => ({ trackedEntity: { trackedEntity: uid } })
  expect(await touched({ enrollments: [{ enrollment: 'e', trackedEntity: 't' }] })).toEqual([['e', 't']])
  expect(await touched({ events: [{ event: 'v', enrollment: 'e', trackedEntity: 't' }] })).toEqual([['t', 'v']])
  expect(await touched({ events: [{ event: 'v', enrollment: 'e' }] })).toEqual([undefined])
  expect(await touched({ events: [{ event: 'v' }] })).toEqual([['v']])
  expect(await touched({ events: [{ event: 'v' }] }, 'DELETE')).toEqual([undefined])
  expect(await touched({ relationships: [{ relationship: 'r', from: end('a'), to: end('b') }] })).toEqual([
    ['a', 'b', 'r'],
  ])
  expect(await touched({ relationships: [{ relationship: 'r', from: end('a') }] })).toEqual([undefined])
})

test('the batches of the same input are the same each time', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(validBundle, { maxLength: 3 }), limitsArbitrary, async (bundles, limits) => {
      const twice = [await batchesOf(bundles, limits), await batchesOf(bundles, limits)]
      const [first, second] = twice.map((batches) =>
        batches.map(({ number, units }) => [number, units.flatMap(({ root }) => names(objectsOfRoot(root)))]),
      )
      expect(first).toEqual(second)
    }),
    { numRuns: 20 },
  )
})
