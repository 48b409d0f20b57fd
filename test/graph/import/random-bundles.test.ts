import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RandomChild, randomChild } from '../../support/random-children.ts'
import { startGateway, type TestGateway } from '../../support/start-gateway.ts'

let gateway: TestGateway

beforeAll(async () => {
  gateway = await startGateway()
})
afterAll(() => gateway.close())

const IMPORT = `mutation ($bundle: TrackerBundleInput!) {
  importTracker(bundle: $bundle, options: { importStrategy: CREATE }) {
    errors { code message path id } report { stats { created } typeReports { trackerType objectReports { id } } } } }`

const READ = `query ($ids: [ID!]!) { trackedEntities(ids: $ids, program: "U7oMv90laog") { nodes {
  id trackedEntityType { id } orgUnit { id } geometry attributes { attribute { id } value }
  enrollments { nodes { id program { id } orgUnit { id } enrolledAt occurredAt status followUp
    events { nodes { id program { id } programStage { id } orgUnit { id } occurredAt status dataValues { dataElement { id } value } } } } } } } }`

interface Issue {
  code: string
  path: string[]
}
interface Imported {
  importTracker: { errors: Issue[]; report: { stats: { created: number } } }
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
let count = 0
/** UIDs of this run: the bundle's caller names its objects, so that they can be found again. */
function uid(): string {
  count += 1
  const tail = count.toString(36).padStart(9, '0')
  return `R${LETTERS[count % 52]}${tail}`
}

/** The same child with UIDs. */
function named({ enrollments, ...child }: RandomChild) {
  return {
    trackedEntity: uid(),
    ...child,
    enrollments: enrollments.map(({ events, ...enrollment }) => ({
      enrollment: uid(),
      ...enrollment,
      events: events.map((event) => ({ event: uid(), ...event })),
    })),
  }
}

type NamedChild = ReturnType<typeof named>

/** The same bundle with every list at its top. */
function flat(children: NamedChild[]) {
  const enrollments = children.flatMap((child) =>
    child.enrollments.map((one) => ({ ...one, trackedEntity: child.trackedEntity })),
  )
  return {
    trackedEntities: children.map(({ enrollments: _, ...child }) => child),
    enrollments: enrollments.map(({ events: _, ...one }) => one),
    events: enrollments.flatMap(({ enrollment, events }) => events.map((event) => ({ ...event, enrollment }))),
  }
}

interface ReadChild {
  id: string
  trackedEntityType: { id: string }
  orgUnit: { id: string }
  geometry: object | null
  attributes: { attribute: { id: string }; value: string }[]
  enrollments: {
    nodes: (Record<'id' | 'enrolledAt' | 'occurredAt' | 'status', string> & {
      followUp: boolean
      program: { id: string }
      orgUnit: { id: string }
      events: {
        nodes: (Record<'id' | 'occurredAt' | 'status', string> & {
          program: { id: string }
          programStage: { id: string }
          orgUnit: { id: string }
          dataValues: { dataElement: { id: string }; value: string }[]
        })[]
      }
    })[]
  }
}

const byKey = <Row extends object>(rows: Row[], key: keyof Row): Row[] =>
  rows.toSorted((one, other) => (String(one[key]) < String(other[key]) ? -1 : 1))

/** What was read, in the words of a bundle and in a settled order. */
function asBundle(child: ReadChild) {
  return {
    trackedEntity: child.id,
    trackedEntityType: child.trackedEntityType.id,
    orgUnit: child.orgUnit.id,
    ...(child.geometry && { geometry: child.geometry }),
    // DHIS2 makes up the system identifier itself.
    attributes: byKey(
      child.attributes
        .filter(({ attribute }) => attribute.id !== 'GDNUcCbvVAB')
        .map(({ attribute, value }) => ({ attribute: attribute.id, value })),
      'attribute',
    ),
    enrollments: child.enrollments.nodes.map(({ id, program, orgUnit, events, enrolledAt, occurredAt, ...one }) => ({
      enrollment: id,
      program: program.id,
      orgUnit: orgUnit.id,
      enrolledAt: enrolledAt.slice(0, 10),
      occurredAt: occurredAt.slice(0, 10),
      ...one,
      events: byKey(
        events.nodes.map((event) => ({
          event: event.id,
          program: event.program.id,
          programStage: event.programStage.id,
          orgUnit: event.orgUnit.id,
          occurredAt: event.occurredAt.slice(0, 10),
          status: event.status,
          dataValues: byKey(
            event.dataValues.map(({ dataElement, value }) => ({ dataElement: dataElement.id, value })),
            'dataElement',
          ),
        })),
        'event',
      ),
    })),
  }
}

function settled(child: NamedChild) {
  return {
    ...child,
    attributes: byKey(child.attributes, 'attribute'),
    enrollments: child.enrollments.map((one) => ({
      ...one,
      events: byKey(
        one.events.map((event) => ({ ...event, dataValues: byKey(event.dataValues, 'dataElement') })),
        'event',
      ),
    })),
  }
}

test('a valid bundle, nested or flat, is read back through the graph as it was sent', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(randomChild, { minLength: 1, maxLength: 4 }), fc.boolean(), async (children, nested) => {
      const sent = children.map(named)
      const bundle = nested ? { trackedEntities: sent } : flat(sent)
      const { importTracker } = await gateway.read<Imported>(IMPORT, { variables: { bundle } })
      expect(importTracker.errors).toEqual([])
      const ids = sent.map(({ trackedEntity }) => trackedEntity)
      const { trackedEntities } = await gateway.read<{ trackedEntities: { nodes: ReadChild[] } }>(READ, {
        variables: { ids },
      })
      const read = byKey(trackedEntities.nodes.map(asBundle), 'trackedEntity')
      expect(read).toEqual(byKey(sent.map(settled), 'trackedEntity'))
    }),
    { numRuns: 40 },
  )
})

/** A way to break one place of a child, and where its fault is to be found. */
interface Fault {
  name: string
  /** Breaks the child and tells the path below it; undefined where the child has no such place. */
  break: (child: NamedChild) => string[] | undefined
}

const lastOf = <Item>(items: Item[]): [Item, string] | undefined => {
  const item = items.at(-1)
  return item === undefined ? undefined : [item, String(items.length - 1)]
}

const FAULTS: Fault[] = [
  {
    name: 'an unknown attribute',
    break: (child) => {
      child.attributes.push({ attribute: 'abcdefghijk', value: 'x' })
      return ['attributes', String(child.attributes.length - 1), 'attribute']
    },
  },
  {
    name: 'no option of the set',
    break: (child) => {
      child.attributes = child.attributes.filter(({ attribute }) => attribute !== 'WRkWhyijZxP')
      child.attributes.unshift({ attribute: 'WRkWhyijZxP', value: 'NOT_AN_OPTION' })
      return ['attributes', '0', 'value']
    },
  },
  {
    name: 'no date',
    break: (child) => {
      const at = child.attributes.findIndex(({ attribute }) => attribute === 'ANNYS5BP9uu')
      child.attributes[at] = { attribute: 'ANNYS5BP9uu', value: 'not a date' }
      return ['attributes', String(at), 'value']
    },
  },
  {
    name: 'an unknown organisation unit',
    break: (child) => {
      child.orgUnit = 'abcdefghijk'
      return ['orgUnit']
    },
  },
  {
    name: 'an unknown program',
    break: (child) => {
      const [enrollment, at] = lastOf(child.enrollments) ?? []
      if (!enrollment || !at) return undefined
      enrollment.program = 'abcdefghijk'
      enrollment.events = []
      return ['enrollments', at, 'program']
    },
  },
  {
    name: 'an unknown stage',
    break: (child) => {
      const [enrollment, at] = lastOf(child.enrollments) ?? []
      const [event, eventAt] = lastOf(enrollment?.events ?? []) ?? []
      if (!event || !at || !eventAt) return undefined
      event.programStage = 'abcdefghijk'
      return ['enrollments', at, 'events', eventAt, 'programStage']
    },
  },
  {
    name: 'a data value of another type',
    break: (child) => {
      const [enrollment, at] = lastOf(child.enrollments) ?? []
      const [event, eventAt] = lastOf(enrollment?.events ?? []) ?? []
      if (!event || !at || !eventAt) return undefined
      const id = event.programStage === 'UlGOlZiZl1i' ? 'g0Qbfdshgk5' : 'MExlQAuWCHu'
      event.dataValues = event.dataValues.filter(({ dataElement }) => dataElement !== id)
      event.dataValues.push({ dataElement: id, value: 'nine' })
      return ['enrollments', at, 'events', eventAt, 'dataValues', String(event.dataValues.length - 1), 'value']
    },
  },
  {
    name: 'an unknown data element',
    break: (child) => {
      const [enrollment, at] = lastOf(child.enrollments) ?? []
      const [event, eventAt] = lastOf(enrollment?.events ?? []) ?? []
      if (!event || !at || !eventAt) return undefined
      event.dataValues.push({ dataElement: 'abcdefghijk', value: '1' })
      return ['enrollments', at, 'events', eventAt, 'dataValues', String(event.dataValues.length - 1), 'dataElement']
    },
  },
  {
    name: 'an event without a stage',
    break: (child) => {
      const [enrollment, at] = lastOf(child.enrollments) ?? []
      const [event, eventAt] = lastOf(enrollment?.events ?? []) ?? []
      if (!event || !at || !eventAt) return undefined
      Reflect.deleteProperty(event, 'programStage')
      return ['enrollments', at, 'events', eventAt, 'programStage']
    },
  },
]

test('a broken bundle is refused with an issue at the broken place, at least 95 times of 100 at the very field', async () => {
  let exact = 0
  let broken = 0
  const missed: string[] = []
  const faulty = fc.tuple(fc.array(randomChild, { minLength: 1, maxLength: 3 }), fc.nat(), fc.constantFrom(...FAULTS))
  for (const [children, pick, fault] of fc.sample(faulty, { numRuns: 150, seed: 20261121 })) {
    const sent = children.map(named)
    const index = pick % sent.length
    const victim = sent[index]
    const below = victim && fault.break(victim)
    if (!below) continue
    const place = ['bundle', 'trackedEntities', String(index)]
    const { importTracker } = await gateway.read<Imported>(IMPORT, {
      variables: { bundle: { trackedEntities: sent } },
    })
    const paths = importTracker.errors.map(({ path }) => path.join('.'))
    broken += 1
    expect(importTracker.errors.length, fault.name).toBeGreaterThan(0)
    expect(paths.every((path) => path.startsWith(place.join('.')) || path === 'bundle')).toBe(true)
    if (paths.includes([...place, ...below].join('.'))) exact += 1
    else missed.push(`${fault.name}: ${paths.join(' ')} instead of ${below.join('.')}`)
  }
  expect(broken).toBeGreaterThan(80)
  expect(exact / broken, missed.join('\n')).toBeGreaterThanOrEqual(0.95)
})
