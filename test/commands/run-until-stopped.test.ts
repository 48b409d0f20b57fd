import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { runUntilStopped } from '../../src/commands/run-until-stopped.ts'

function startRun(): {
  source: EventEmitter
  log: string[]
  clock: { now: number }
  finish: () => void
  ended: Promise<void>
} {
  const source = new EventEmitter()
  const log: string[] = []
  const clock = { now: 0 }
  const { promise, resolve } = Promise.withResolvers<void>()
  const close = (): Promise<void> => {
    log.push('closing')
    return promise
  }
  const ended = runUntilStopped(
    source,
    { close },
    () => log.push('gave up'),
    () => clock.now,
  ).then(() => void log.push('ended'))
  return { source, log, clock, finish: resolve, ended }
}

test.each(['SIGINT', 'SIGTERM'])('%s closes once, and the run ends when all is closed', async (signal) => {
  const run = startRun()
  run.source.emit(signal)
  // npm and the terminal both send a Ctrl-C.
  run.source.emit(signal)
  await new Promise(setImmediate)
  expect(run.log).toEqual(['closing'])
  run.finish()
  await run.ended
  expect(run.log).toEqual(['closing', 'ended'])
  expect(run.source.listenerCount(signal)).toBe(0)
})

test('a second signal, more than a second later, gives up the wait', async () => {
  const run = startRun()
  run.source.emit('SIGINT')
  await new Promise(setImmediate)
  run.clock.now = 1001
  run.source.emit('SIGINT')
  expect(run.log).toEqual(['closing', 'gave up'])
  run.finish()
  await run.ended
})
