import { expect, test } from 'vitest'
import { capabilitiesOf, parseVersion } from '../../../src/dhis2/dialects/capabilities.ts'
import { createLegacyDialect } from '../../../src/dhis2/dialects/legacy.ts'
import { createModernDialect } from '../../../src/dhis2/dialects/modern.ts'
import type { TrackerKind } from '../../../src/model/tracker.ts'
import type { TrackerListRequest } from '../../../src/model/tracker-query.ts'
import { recordedExchanges } from '../../recordings/exchanges.ts'

const legacy = createLegacyDialect(capabilitiesOf(parseVersion('2.35.14')))
const modern = createModernDialect(capabilitiesOf(parseVersion('2.41.9.1')))
const recorded = new Map(recordedExchanges('2.41').map((exchange) => [exchange.file, exchange]))

function body(file: string): unknown {
  return structuredClone(recorded.get(file)?.response.body)
}

/** Keeps of `rich` what `other` tells too, however deep; lists are matched by their objects' UIDs or definitions. */
function common(rich: unknown, other: unknown): unknown {
  if (Array.isArray(rich) && Array.isArray(other))
    return rich
      .flatMap((item) => {
        const twin = other.find((candidate) => keyOf(candidate) === keyOf(item))
        return twin === undefined ? [] : [common(item, twin)]
      })
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  if (typeof rich !== 'object' || rich === null || typeof other !== 'object' || other === null) return rich
  return Object.fromEntries(
    Object.entries(rich)
      .filter(([key]) => key in other && key !== 'relationships')
      .map(([key, value]) => [key, common(value, Reflect.get(other, key))]),
  )
}

function keyOf(value: unknown): string {
  const object = Object(value)
  return String(object.event ?? object.enrollment ?? object.dataElement ?? object.attribute ?? object.program ?? value)
}

test.each<[kind: TrackerKind, old: string, today: string, atLeast: string[]]>([
  [
    'trackedEntities',
    '233-legacy-tei-one',
    '187-singular-te-one-program',
    ['trackedEntity', 'createdAt', 'updatedAt', 'orgUnit', 'inactive', 'deleted', 'attributes', 'enrollments'],
  ],
  [
    'enrollments',
    '237-legacy-enrollment-one',
    '109-plural-en-one',
    ['enrollment', 'trackedEntity', 'enrolledAt', 'occurredAt', 'completedAt', 'followUp', 'createdAt', 'createdBy'],
  ],
  [
    'events',
    '240-legacy-event-one',
    '124-plural-ev-one',
    [
      'event',
      'occurredAt',
      'scheduledAt',
      'completedAt',
      'dataValues',
      'trackedEntity',
      'createdBy',
      'attributeCategoryOptions',
    ],
  ],
])('%s: %s says in old words what %s says in new ones', (kind, old, today, atLeast) => {
  const was = legacy.objectFromWire(kind, body(old))
  const is = modern.objectFromWire(kind, body(today))
  const shared = common(was, is)
  expect(shared).toEqual(common(is, was))
  expect(Object.keys(Object(shared))).toEqual(expect.arrayContaining(atLeast))
})

const page = { page: 1, pageSize: 5, total: false }

test.each<[file: string, request: TrackerListRequest]>([
  [
    '231-legacy-tei-ids',
    {
      query: { kind: 'trackedEntities', ids: ['OHUI8WXlIvy', 'pJnSemnCUQb'], program: 'U7oMv90laog' },
      fields: { trackedEntity: true, attributes: { attribute: true, value: true } },
      page: 'all',
    },
  ],
  [
    '239-legacy-events-stage',
    {
      query: {
        kind: 'events',
        program: 'U7oMv90laog',
        programStage: 'UlGOlZiZl1i',
        orgUnits: ['xFHN90MB0JE'],
        orgUnitMode: 'DESCENDANTS',
        occurredAt: { after: '2025-01-01', before: '2026-12-31' },
      },
      fields: {
        event: true,
        enrollment: true,
        trackedEntity: true,
        occurredAt: true,
        status: true,
        dataValues: { dataElement: true, value: true },
      },
      page,
    },
  ],
  [
    '241-legacy-relationships',
    { query: { kind: 'relationships', of: { kind: 'trackedEntities', id: 'gJdvQFTiADL' } }, fields: {}, page: 'all' },
  ],
])('%s: a question has its old words', (file, request) => {
  const asked = new URL(legacy.listToWire(request), 'http://dhis2/api/')
  const wanted = new URL(recorded.get(file)?.request.path ?? '', 'http://dhis2')
  expect(asked.pathname).toBe(wanted.pathname)
  for (const [name, value] of wanted.searchParams)
    if (name === 'fields') expect(fieldsOf(asked)).toEqual(fieldsOf(wanted))
    else if (!/page|Paging/i.test(name) && !name.endsWith('Date'))
      expect([name, asked.searchParams.get(name)]).toEqual([name, value])
    else expect([name, asked.searchParams.has(name)]).toEqual([name, true])
})

function fieldsOf({ searchParams }: URL): string[] {
  return (searchParams.get('fields') ?? '').split(/[[\],]/).sort()
}

test('relationships come whole, and a page is cut from them', () => {
  const query = { kind: 'relationships', of: { kind: 'trackedEntities', id: 'gJdvQFTiADL' } } as const
  const all = legacy.listFromWire({ query, fields: '*', page: 'all' }, body('241-legacy-relationships'))
  expect(all.rows).toMatchObject([
    {
      relationship: expect.any(String),
      from: { kind: 'trackedEntities', id: 'gJdvQFTiADL' },
      createdAt: expect.any(String),
    },
  ])
  expect(all.total).toBe(all.rows.length)
  const beyond = legacy.listFromWire(
    { query, fields: '*', page: { page: 2, pageSize: 50, total: false } },
    body('241-legacy-relationships'),
  )
  expect(beyond.rows).toEqual([])
})
