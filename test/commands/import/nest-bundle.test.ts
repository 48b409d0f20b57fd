import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nestBundle } from '../../../src/commands/import/nest-bundle.ts'
import { type BundleObject, objectsOf } from '../../../src/imports/bundle-objects.ts'
import { validBundle } from '../../imports/arbitrary-bundle.ts'

const nameOf = ({ trackerType, uid }: BundleObject): string => `${trackerType} ${uid}`

test('every object stays once, its place before is told, and none is flat whose parent is in the bundle', () => {
  fc.assert(
    fc.property(validBundle, (bundle) => {
      const before = new Map(objectsOf(bundle).map((entry) => [nameOf(entry), entry.path]))
      const { bundle: nested, placeBefore } = nestBundle(bundle)
      const after = objectsOf(nested)
      expect(after.map(nameOf).sort()).toEqual([...before.keys()].sort())
      for (const entry of after) {
        const below = ['dataValues', '0', 'value']
        expect(placeBefore([...entry.path, ...below])).toEqual([...(before.get(nameOf(entry)) ?? []), ...below])
      }
      expect(nested.enrollments ?? []).toEqual([])
      expect((nested.events ?? []).filter(({ enrollment }) => enrollment)).toEqual([])
    }),
  )
})

test('what belongs to nothing in the bundle stays as it is', () => {
  const bundle = {
    trackedEntities: [{ trackedEntity: 'a', attributes: [] }],
    enrollments: [{ enrollment: 'b', trackedEntity: 'elsewhere' }, { program: 'c' }],
    events: [{ event: 'd', enrollment: 'elsewhere' }, { event: 'e' }],
  }
  expect(nestBundle(bundle).bundle).toEqual(bundle)
})

test('of a parent that is there twice the first gets its children, once', () => {
  const bundle = {
    trackedEntities: [{ trackedEntity: 'a' }, { trackedEntity: 'a' }],
    enrollments: [{ enrollment: 'b', trackedEntity: 'a' }],
  }
  expect(nestBundle(bundle).bundle.trackedEntities).toEqual([
    { trackedEntity: 'a', enrollments: [{ enrollment: 'b', trackedEntity: 'a' }] },
    { trackedEntity: 'a' },
  ])
})
