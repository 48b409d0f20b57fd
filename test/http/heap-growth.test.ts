import { setFlagsFromString } from 'node:v8'
import { beforeEach, expect, test, vi } from 'vitest'

vi.mock('node:v8', () => ({ setFlagsFromString: vi.fn() }))

/** How much the heap may grow as V8 was last told, in percent; undefined where it was told nothing. */
function growth(): string | undefined {
  return vi.mocked(setFlagsFromString).mock.lastCall?.[0]
}

beforeEach(() => {
  vi.resetModules()
  vi.mocked(setFlagsFromString).mockClear()
})

test('the heap is small while any export is under way, and may grow again when the last has ended', async () => {
  const { keepHeapSmall, letHeapGrow } = await import('../../src/http/heap-growth.ts')
  letHeapGrow()
  expect(growth()).toBe('--heap-growing-percent=300')
  const [first, second] = [keepHeapSmall(), keepHeapSmall()]
  expect(growth()).toBe('--heap-growing-percent=50')
  first()
  first()
  expect(growth()).toBe('--heap-growing-percent=50')
  second()
  expect(growth()).toBe('--heap-growing-percent=300')
})

test('a program that only embeds the gateway keeps its own rule', async () => {
  const { keepHeapSmall } = await import('../../src/http/heap-growth.ts')
  keepHeapSmall()()
  expect(growth()).toBeUndefined()
})
