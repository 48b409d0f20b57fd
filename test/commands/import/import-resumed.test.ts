import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startBreakingProxy } from '../../support/breaking-proxy.ts'
import { child, createImportProgram, type ImportProgram, importsOf, ndjson, stored } from './import-program.ts'

// Each test starts the program several times, which takes long where the machine does something else.
vi.setConfig({ testTimeout: 60_000 })

let program: ImportProgram
beforeEach(() => {
  program = createImportProgram()
})
afterEach(() => program.clear())

/** A sandbox whose imports wait from the second on, until they are let go; `reached` resolves when one waits. */
async function startHolding() {
  const held = Promise.withResolvers<void>()
  const reached = Promise.withResolvers<void>()
  let imports = 0
  const sandbox = await program.startSandbox({
    async interfere({ method }) {
      if (method !== 'POST' || ++imports < 2) return undefined
      reached.resolve()
      await held.promise
      return undefined
    },
  })
  return { sandbox, reached: reached.promise, letGo: held.resolve }
}

const six = (name: string) => ndjson(Array.from({ length: 6 }, () => child(name)))
const ONE_BY_ONE = ['a.ndjson', '--batch-size', '2', '--concurrency', '1']

test.each([
  ['the file that was named', ['--resume', 'r.resume'], 'r.resume'],
  ['a file beside the input', [], 'a.ndjson.resume'],
])(
  'Ctrl-C lets the running batch end and writes %s; the same command with it does the rest',
  async (_, flags, resume) => {
    const { sandbox, reached, letGo } = await startHolding()
    program.write('a.ndjson', six('Stopped'))
    const first = program.start(sandbox.url, [...ONE_BY_ONE, ...flags])
    await reached
    first.stop()
    await new Promise((resolve) => setTimeout(resolve, 300))
    letGo()
    const { code, out, err } = await first.ended
    expect(code).toBe(130)
    expect(err).toContain('Stopping: the batches under way are let end.')
    expect(out).toContain('Done: 4 created.')
    expect(out).toContain(`run the same command with --resume ${resume}`)
    expect(await stored(sandbox, 'Stopped')).toHaveLength(2)

    const second = await program.run(sandbox.url, [...ONE_BY_ONE, '--resume', resume])
    expect(second).toMatchObject({ code: 0, err: '' })
    expect(second.out).toContain('Done by an earlier run, and not done again: 4 created.')
    expect(second.out).toContain('Done: 12 created.')
    expect(importsOf(sandbox)).toHaveLength(6)
    expect(await stored(sandbox, 'Stopped')).toHaveLength(6)

    const third = await program.run(sandbox.url, [...ONE_BY_ONE, '--resume', resume])
    expect(third).toMatchObject({ code: 0, err: '' })
    expect(importsOf(sandbox)).toHaveLength(6)
  },
)

test('after a kill, a batch that did not arrive is sent again', async () => {
  const { sandbox, reached, letGo } = await startHolding()
  program.write('a.ndjson', six('Killed'))
  const first = program.start(sandbox.url, [...ONE_BY_ONE, '--resume', 'r'])
  await reached
  first.stop('SIGKILL')
  await first.ended
  letGo()
  const second = await program.run(sandbox.url, [...ONE_BY_ONE, '--resume', 'r'])
  expect(second).toMatchObject({ code: 0, err: '' })
  expect(second.out).toContain('Done: 12 created.')
  expect(await stored(sandbox, 'Killed')).toHaveLength(6)
})

/** Makes the resume file what it is where the program ended after its last batch was stored, before it could write that. */
function forgetLastAnswer(): void {
  const lines = program.read('r').trimEnd().split('\n')
  expect(lines.at(-1)).toContain('"done":2')
  program.write('r', `${lines.slice(0, -1).join('\n')}\n`)
}

test('a batch of which nobody knows the outcome is sent again where it only creates under our own UIDs, and is not stored twice', async () => {
  const sandbox = await program.startSandbox()
  program.write('a.ndjson', ndjson([child('Unsure'), child('Unsure')]))
  await program.run(sandbox.url, [...ONE_BY_ONE, '--resume', 'r'])
  forgetLastAnswer()
  const { code, out } = await program.run(sandbox.url, [...ONE_BY_ONE, '--resume', 'r'])
  expect({ code, done: /Done: .*/.exec(out)?.[0] }).toEqual({ code: 0, done: 'Done: 4 created.' })
  expect(importsOf(sandbox)).toHaveLength(3)
  expect(await stored(sandbox, 'Unsure')).toHaveLength(2)
})

test('a batch with the caller’s own UIDs is not sent again but told', async () => {
  const sandbox = await program.startSandbox()
  const entities = [1, 2].map((index) => ({ ...child('Named'), enrollments: [], trackedEntity: `CliNamed00${index}` }))
  program.write('a.ndjson', ndjson(entities))
  const args = ['a.ndjson', '--batch-size', '1', '--resume', 'r', '--strategy', 'CREATE_AND_UPDATE']
  await program.run(sandbox.url, [...args, '--concurrency', '1'])
  forgetLastAnswer()
  const second = await program.run(sandbox.url, args)
  expect(second).toMatchObject({ code: 1, err: '' })
  expect(second.out).toContain('Done: 1 created, 1 unknown.')
  expect(importsOf(sandbox)).toHaveLength(2)
  expect(program.read('a.ndjson.conflicts.csv')).toContain('a.ndjson,2,,TRACKED_ENTITY,CliNamed002,UNKNOWN_OUTCOME,')
})

test('a resume file of another input or strategy is refused before anything is sent', async () => {
  const sandbox = await program.startSandbox()
  program.write('a.ndjson', ndjson([child('Other')]))
  expect((await program.run(sandbox.url, ['a.ndjson', '--resume', 'r'])).code).toBe(0)
  program.write('a.ndjson', ndjson([child('Changed')]))
  const changed = await program.run(sandbox.url, ['a.ndjson', '--resume', 'r'])
  expect(changed).toMatchObject({ code: 2, out: '' })
  expect(changed.err).toBe('The resume file r is of another input, or the input has changed. Nothing was sent.\n')
  expect(importsOf(sandbox)).toHaveLength(1)
  const same = await program.run(sandbox.url, ['a.ndjson', '--resume', 'a.ndjson'])
  expect(same.err).toBe('The input, the resume file and the conflicts report must be different files.\n')
  expect(program.read('a.ndjson')).toContain('Changed')
})

test.each([
  { of: 'request', bytes: 0 },
  { of: 'request', bytes: 300 },
  { of: 'response', bytes: 0 },
  { of: 'response', bytes: 200 },
] as const)(
  'a connection that breaks after $bytes bytes of the $of stores nothing twice and loses nothing',
  async (at) => {
    const sandbox = await program.startSandbox()
    const proxy = await startBreakingProxy(sandbox.url)
    try {
      program.write('a.ndjson', six('Lost'))
      proxy.breakNext('POST /api/tracker', at)
      const { code, out } = await program.run(proxy.url, ONE_BY_ONE)
      expect(proxy.hasBroken()).toBe(true)
      expect({ code, done: /Done: .*/.exec(out)?.[0] }).toEqual({ code: 0, done: 'Done: 12 created.' })
      expect(await stored(sandbox, 'Lost')).toHaveLength(6)
    } finally {
      await proxy.close()
    }
  },
)

test('a change whose answer is lost is told as unknown, and the rest is stored', async () => {
  const sandbox = await program.startSandbox()
  const proxy = await startBreakingProxy(sandbox.url)
  try {
    program.write(
      'a.ndjson',
      ndjson([1, 2].map((index) => ({ ...child('Update'), enrollments: [], trackedEntity: `CliUpdate0${index}` }))),
    )
    expect((await program.run(sandbox.url, ['a.ndjson'])).code).toBe(0)
    sandbox.requests.length = 0
    proxy.breakNext('POST /api/tracker', { of: 'response', bytes: 0 })
    const { code, out } = await program.run(proxy.url, [
      'a.ndjson',
      '--strategy',
      'UPDATE',
      '--batch-size',
      '1',
      '--concurrency',
      '1',
    ])
    expect({ code, done: /Done: .*/.exec(out)?.[0] }).toEqual({ code: 1, done: 'Done: 1 updated, 1 unknown.' })
    expect(importsOf(sandbox)).toHaveLength(2)
  } finally {
    await proxy.close()
  }
})

test('where DHIS2 is too busy for a moment, the batch is sent again', async () => {
  let refusals = 1
  const sandbox = await program.startSandbox({
    interfere: ({ method }) => (method === 'POST' && refusals-- > 0 ? { status: 503, body: {} } : undefined),
  })
  program.write('a.ndjson', ndjson([child('Busy')]))
  expect(await program.run(sandbox.url, ['a.ndjson'])).toMatchObject({ code: 0, err: '' })
  expect(await stored(sandbox, 'Busy')).toHaveLength(1)
})
