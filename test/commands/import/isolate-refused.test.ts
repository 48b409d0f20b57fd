import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bundleOf, type ImportUnit, unitsOf } from '../../../src/commands/import/import-unit.ts'
import { type SendAnswer, type SendUnits, storeIsolating } from '../../../src/commands/import/isolate-refused.ts'
import { objectKey } from '../../../src/commands/import/locate-conflicts.ts'
import { type BundleObject, objectsOf } from '../../../src/imports/bundle-objects.ts'
import type { TrackerBundle } from '../../../src/model/import-bundle.ts'
import type { ReportedIssue } from '../../../src/model/import-report.ts'
import { validBundle } from '../../imports/arbitrary-bundle.ts'

const keyOf = ({ trackerType, uid }: BundleObject): string => objectKey(trackerType, uid)
const objectsIn = (units: readonly ImportUnit[]): BundleObject[] => objectsOf(bundleOf(units.map(({ root }) => root)))

/** The trees of a bundle, relationships apart. */
function unitsIn(bundle: TrackerBundle): ImportUnit[] {
  const record = { bundle, generated: new Set<string>(), placeOf: (path: readonly string[]) => ({ file: 'a', path }) }
  const limits = { objects: 1000, events: 1000, nested: true }
  return (['TRACKED_ENTITY', 'ENROLLMENT', 'EVENT'] as const).flatMap((phase) => [...unitsOf(record, phase, limits)])
}

function report(errors: ReportedIssue[], created: number, existing: string[] = [], stays = false): SendAnswer {
  const stats = { created, updated: 0, deleted: 0, ignored: 0, total: created }
  return {
    ...{ kind: 'report', existing: new Set(existing), stays },
    report: { status: 'OK', stats, errors, warnings: [], typeReports: [] },
  }
}

function issueOf({ trackerType, uid = '' }: BundleObject): ReportedIssue {
  return { code: 'E1000', message: 'bad', trackerType, uid, args: [] }
}

/** Stores a bundle whole or not at all; `names`: whether it tells the objects at fault. */
function atomicServer(isBad: (entry: BundleObject) => boolean, names: boolean) {
  const stored = new Set<string>()
  const send: SendUnits = async (units) => {
    const objects = objectsIn(units)
    const bad = objects.filter(isBad)
    if (bad.length > 0)
      return names ? report(bad.map(issueOf), 0) : { kind: 'refused', code: 'HTTP_500', message: 'no' }
    for (const entry of objects) {
      expect(stored.has(keyOf(entry))).toBe(false)
      stored.add(keyOf(entry))
    }
    return report([], objects.length)
  }
  return { stored, send }
}

const manyUnits = fc.array(validBundle, { minLength: 1, maxLength: 4 }).map((bundles) => bundles.flatMap(unitsIn))
/** Which of the objects are bad, by their order. */
const badness = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 })

test.each([
  ['names the objects at fault', true],
  ['does not say which objects are at fault', false],
])('where DHIS2 %s, all is stored but these and what is nested in them, each told once', async (_, names) => {
  await fc.assert(
    fc.asyncProperty(manyUnits, badness, async (units, pattern) => {
      const all = objectsIn(units)
      const badKeys = new Set(all.filter((_, index) => pattern[index] === true).map(keyOf))
      const isBad = (entry: BundleObject): boolean => badKeys.has(keyOf(entry))
      const { stored, send } = atomicServer(isBad, names)
      const outcome = await storeIsolating(units, send)
      const sound = all.filter((entry) => ![entry, ...entry.parents].some(isBad)).map(keyOf)
      const told = outcome.conflicts.map(({ trackerType, uid }) => objectKey(trackerType, uid))
      expect([...stored].sort()).toEqual(sound.sort())
      expect([...told, ...stored].sort()).toEqual(all.map(keyOf).sort())
      expect(outcome).toMatchObject({ refused: told.length, unknown: 0, stored: { created: stored.size } })
    }),
    { numRuns: 60 },
  )
})

test('one object at fault among many that DHIS2 does not name costs few requests', async () => {
  const units = Array.from({ length: 64 }, (_, index) =>
    unitsIn({ events: [{ event: `Ev0000000${String(index).padStart(2, '0')}` }] }),
  ).flat()
  const { send } = atomicServer(({ uid }) => uid === 'Ev000000037', false)
  let requests = 0
  const outcome = await storeIsolating(units, (some) => {
    requests += 1
    return send(some)
  })
  expect({ requests, refused: outcome.refused, created: outcome.stored.created }).toEqual({
    requests: 13,
    refused: 1,
    created: 63,
  })
})

test('a place in the input stays what it was although something before it was taken out', async () => {
  const event = (uid: string) => ({ event: uid, dataValues: [{ dataElement: 'De000000001', value: 'x' }] })
  const enrollment = {
    enrollment: 'En000000001',
    events: [event('Ev000000001'), event('Ev000000002'), event('Ev000000003')],
  }
  const units = unitsIn({ trackedEntities: [{ trackedEntity: 'Te000000001', enrollments: [enrollment] }] })
  let round = 0
  const outcome = await storeIsolating(units, async (some) => {
    const bad = objectsIn(some).find(({ trackerType }) => trackerType === 'EVENT')
    return bad && round++ < 2
      ? report([{ ...issueOf(bad), code: 'E1302', message: '`De000000001` is no number', args: ['De000000001'] }], 0)
      : report([], 3)
  })
  expect(outcome.conflicts.map(({ place, value }) => [place.path.join('.'), value])).toEqual([
    ['trackedEntities.0.enrollments.0.events.0.dataValues.0.value', 'x'],
    ['trackedEntities.0.enrollments.0.events.1.dataValues.0.value', 'x'],
  ])
})

test('what an earlier sending has stored counts as created and does not go again; what is nested in it goes alone', async () => {
  const enrollment = { enrollment: 'En000000001', events: [{ event: 'Ev000000001' }] }
  const units = unitsIn({ trackedEntities: [{ trackedEntity: 'Te000000001', enrollments: [enrollment] }] })
  const sent: string[][] = []
  const outcome = await storeIsolating(units, async (some) => {
    sent.push(objectsIn(some).map(keyOf))
    return sent.length === 1 ? report([], 0, ['TRACKED_ENTITY Te000000001']) : report([], 2)
  })
  expect(sent[1]).toEqual(['ENROLLMENT En000000001', 'EVENT Ev000000001'])
  expect(outcome).toMatchObject({ stored: { created: 3 }, refused: 0, conflicts: [] })
})

test('of those that hold one unique value, of which DHIS2 refuses each, the first is stored', async () => {
  const entity = (index: number, value: string) => ({
    trackedEntity: `Te00000000${index}`,
    attributes: [{ attribute: 'At000000001', value }],
  })
  const units = unitsIn({
    trackedEntities: [entity(1, 'a'), entity(2, 'b'), entity(3, 'a'), entity(4, 'taken'), entity(5, 'c')],
  })
  const taken = new Set(['taken'])
  const outcome = await storeIsolating(units, async (some) => {
    const heldBy = ({ object }: BundleObject): string => JSON.stringify(object).match(/"value":"(\w+)"/)?.[1] ?? ''
    const objects = objectsIn(some)
    const bad = objects.filter(
      (one) => taken.has(heldBy(one)) || objects.some((other) => other !== one && heldBy(other) === heldBy(one)),
    )
    if (bad.length === 0) for (const one of objects) taken.add(heldBy(one))
    const errors = bad.map((one) => ({
      ...issueOf(one),
      code: 'E1064',
      message: `Non-unique attribute value \`${heldBy(one)}\` for attribute \`At000000001\``,
      args: [heldBy(one), 'At000000001'],
    }))
    return report(errors, bad.length === 0 ? objects.length : 0)
  })
  expect(outcome).toMatchObject({ stored: { created: 3 }, refused: 2 })
  expect(outcome.conflicts.map(({ uid }) => uid).sort()).toEqual(['Te000000003', 'Te000000004'])
})

test('with atomicMode OBJECT nothing is sent again', async () => {
  const units = unitsIn({ events: [{ event: 'Ev000000001' }, { event: 'Ev000000002' }] })
  let requests = 0
  const outcome = await storeIsolating(units, async (some) => {
    requests += 1
    return report(objectsIn(some).slice(0, 1).map(issueOf), 1, [], true)
  })
  expect(requests).toBe(1)
  expect(outcome).toMatchObject({ stored: { created: 1 }, refused: 1, conflicts: [{ uid: 'Ev000000001' }] })
})

test('an unknown outcome is told of every object, and nothing is sent again', async () => {
  const units = unitsIn({ enrollments: [{ enrollment: 'En000000001', events: [{ event: 'Ev000000001' }] }] })
  const outcome = await storeIsolating(units, async () => ({ kind: 'unknown', message: 'lost' }))
  expect(outcome).toMatchObject({ unknown: 2, refused: 0 })
  expect(outcome.conflicts.map(({ code, uid }) => [code, uid])).toEqual([
    ['UNKNOWN_OUTCOME', 'En000000001'],
    ['UNKNOWN_OUTCOME', 'Ev000000001'],
  ])
})
