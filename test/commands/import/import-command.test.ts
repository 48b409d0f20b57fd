import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  child,
  createImportProgram,
  type ImportProgram,
  importsOf,
  ndjson,
  ORG_UNIT,
  PROGRAM,
  stored,
} from './import-program.ts'

let program: ImportProgram
beforeEach(() => {
  program = createImportProgram()
})
afterEach(() => program.clear())

test('NDJSON is stored in batches; what DHIS2 refuses is taken out and listed with its line and value, and the exit code is 1', async () => {
  const sandbox = await program.startSandbox()
  const children = Array.from({ length: 30 }, (_, index) => child('Batched', index === 7 ? '=cmd' : '2026-09-28'))
  program.write('a.ndjson', ndjson(children))
  const { code, out, err } = await program.run(sandbox.url, ['a.ndjson', '--batch-size', '20'])
  expect({ code, err }).toEqual({ code: 1, err: '' })
  expect(out).toContain('Importing 60 objects of a.ndjson')
  expect(out).toContain('Done: 58 created, 2 refused.')
  expect(await stored(sandbox, 'Batched')).toHaveLength(29)
  expect(importsOf(sandbox)).toHaveLength(4)
  const [header, ...rows] = program.read('a.ndjson.conflicts.csv').trimEnd().split('\r\n')
  expect(header).toBe('file,line,path,trackerType,uid,code,message,value')
  expect(rows[0]).toMatch(/^a\.ndjson,8,attributes\[2\]\.value,TRACKED_ENTITY,\w{11},E1007,.*,'=cmd$/)
  expect(rows[1]).toMatch(/^a\.ndjson,8,enrollments\[0\],ENROLLMENT,\w{11},E5000,/)
  expect(rows).toHaveLength(2)
})

test.each(['2.35', '2.38', '2.43'] as const)('%s: a bundle of JSON, gzipped, from standard input', async (version) => {
  const sandbox = await program.startSandbox({ version })
  const bundle = JSON.stringify({ trackedEntities: [child('Piped'), child('Piped')] }, null, 2)
  const { code, out, err } = await program.run(sandbox.url, ['-'], { stdin: gzipSync(bundle) })
  expect({ code, err, done: /Done: .*/.exec(out)?.[0] }).toEqual({ code: 0, err: '', done: 'Done: 4 created.' })
})

test('a dry run stores nothing', async () => {
  const sandbox = await program.startSandbox()
  program.write('a.json', JSON.stringify({ trackedEntities: [child('Tried'), child('Tried', 'x')] }))
  const { code, out } = await program.run(sandbox.url, ['a.json', '--dry-run', '--conflicts', 'c.csv'])
  expect(code).toBe(1)
  expect(out).toContain('Tried, and nothing stored: 2 valid, 2 refused.')
  expect(program.read('c.csv')).toContain('a.json,1,trackedEntities[1].attributes[2].value,TRACKED_ENTITY')
  expect(await stored(sandbox, 'Tried')).toEqual([])
})

test('the same input again creates nothing twice', async () => {
  const sandbox = await program.startSandbox()
  program.write('a.ndjson', ndjson([child('Twice')]))
  expect((await program.run(sandbox.url, ['a.ndjson'])).code).toBe(0)
  const { code, out } = await program.run(sandbox.url, ['a.ndjson'])
  expect(code).toBe(1)
  expect(out).toContain('2 refused')
  expect(program.read('a.ndjson.conflicts.csv')).toContain('E1002')
  expect(await stored(sandbox, 'Twice')).toHaveLength(1)
})

test('an input that is broken ends it before anything is sent, with the file and the line', async () => {
  const sandbox = await program.startSandbox()
  program.write('a.ndjson', `${ndjson([child('Broken')])}{"trackedEntityType":\n`)
  const { code, out, err } = await program.run(sandbox.url, ['a.ndjson'])
  expect({ code, out, err }).toEqual({
    code: 2,
    out: '',
    err: 'a.ndjson line 2 is not JSON: it ends too early, or is something else.\n',
  })
  expect(importsOf(sandbox)).toEqual([])
})

test('everything that DHIS2 takes goes in the order of what belongs to what, and out again by DELETE', async () => {
  const sandbox = await program.startSandbox()
  const uid = (kind: string, index: number) => `${kind}${String(index).padStart(11 - kind.length, '0')}`
  const flat = [0, 1, 2].flatMap((index) => {
    const { enrollments, ...entity } = child('Flat')
    const trackedEntity = uid('CliTe', index)
    const enrollment = uid('CliEn', index)
    const event = {
      event: uid('CliEv', index),
      enrollment,
      trackedEntity,
      program: PROGRAM,
      programStage: 'UlGOlZiZl1i',
    }
    return [
      { ...event, orgUnit: ORG_UNIT, occurredAt: '2026-10-02', status: 'ACTIVE', dataValues: [] },
      ...enrollments.map((one) => ({ ...one, enrollment, trackedEntity })),
      { ...entity, trackedEntity },
    ]
  })
  program.write('a.ndjson', ndjson(flat))
  const created = await program.run(sandbox.url, ['a.ndjson', '--batch-size', '2'])
  expect(created).toMatchObject({ code: 0, err: '' })
  expect(created.out).toContain('Done: 9 created.')
  program.write(
    'b.ndjson',
    ndjson([0, 1, 2].flatMap((i) => [{ trackedEntity: uid('CliTe', i) }, { event: uid('CliEv', i) }])),
  )
  const deleted = await program.run(sandbox.url, ['b.ndjson', '--strategy', 'delete'])
  expect(deleted).toMatchObject({ code: 0, err: '' })
  expect(deleted.out).toContain('Done: 6 deleted.')
  expect(await stored(sandbox, 'Flat')).toEqual([])
})

test('the flat lists of a bundle are checked together in a dry run, and told by their places in the file', async () => {
  const sandbox = await program.startSandbox()
  const [trackedEntity, enrollment] = ['CliFlatTe01', 'CliFlatEn01']
  const { enrollments, ...entity } = child('Flat')
  const event = {
    enrollment,
    program: PROGRAM,
    programStage: 'cYE9ZDntzMW',
    orgUnit: ORG_UNIT,
    occurredAt: '2026-10-02',
  }
  const bundle = {
    trackedEntities: [{ ...entity, trackedEntity }],
    enrollments: enrollments.map((one) => ({ ...one, enrollment, trackedEntity })),
    events: [event, { ...event, occurredAt: '2026-10-03', dataValues: [{ dataElement: 'Nowhere0001', value: 'x' }] }],
  }
  program.write('a.json', JSON.stringify(bundle, null, 1))
  const { code, out } = await program.run(sandbox.url, ['a.json', '--dry-run'])
  expect(code).toBe(1)
  expect(out).toContain('Tried, and nothing stored: 3 valid, 1 refused.')
  expect(program.read('a.json.conflicts.csv')).toMatch(
    /a\.json,,events\[1\]\.dataValues\[0\]\.dataElement,EVENT,\w{11},E1304,/,
  )
})

test('an output that cannot be written ends it before anything is sent', async () => {
  const sandbox = await program.startSandbox()
  program.write('a.ndjson', ndjson([child('Unwritten')]))
  const { code, err } = await program.run(sandbox.url, ['a.ndjson', '--conflicts', 'nowhere/c.csv'])
  expect({ code, err }).toEqual({ code: 2, err: 'nowhere/c.csv cannot be written (ENOENT).\n' })
  expect(importsOf(sandbox)).toEqual([])
})

test('a login that DHIS2 does not take ends it with one line, and the password is in none', async () => {
  const sandbox = await program.startSandbox()
  program.write('a.ndjson', ndjson([child('Nobody')]))
  const { code, out, err } = await program.run(sandbox.url, ['a.ndjson'], { env: { DHIS2_PASSWORD: 'hunter2' } })
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toMatch(/^DHIS2 did not accept the login\.[^\n]*\n$/)
  expect(err).not.toContain('hunter2')
})
