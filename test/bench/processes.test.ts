import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test, vi } from 'vitest'
import { startPassThroughProcess } from './processes.ts'

const processes = new URL('processes.ts', import.meta.url).href
const bench = `
  const { startPassThroughProcess } = await import(${JSON.stringify(processes)})
  const { url } = await startPassThroughProcess('http://127.0.0.1:9')
  process.stdout.write(url)
`

function listens(url: string): Promise<boolean> {
  return fetch(url, { method: 'HEAD' }).then(
    () => true,
    (error: unknown) => !(error instanceof Error) || Reflect.get(Object(error.cause), 'code') !== 'ECONNREFUSED',
  )
}

test.each(['SIGINT', 'SIGKILL'] as const)('processes end with a bench that %s ended', async (signal) => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', bench], {
    // What is left over of it, should this fail, holds no pipe of the tests open.
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [first] = await once(child.stdout, 'data')
  const url = String(first)
  expect(await listens(url)).toBe(true)
  child.kill(signal)
  await vi.waitFor(async () => expect(await listens(url)).toBe(false), 10_000)
})

test('a process ends with the section that started it, also where that fails', async () => {
  let url = ''
  const section = async (): Promise<void> => {
    await using proxy = await startPassThroughProcess('http://127.0.0.1:9')
    url = proxy.url
    expect(await listens(url)).toBe(true)
    throw new Error('no figures')
  }
  await expect(section()).rejects.toThrow('no figures')
  expect(await listens(url)).toBe(false)
})
