import { expect, test } from 'vitest'
import { runSections, table } from './run-sections.ts'
import type { Section } from './section.ts'

function section(name: string, run: Section['run']): Section {
  return { name, about: `What ${name} is`, run }
}

test('a section that fails is told, and those after it still run', async () => {
  let printed = ''
  let complained = ''
  const results = await runSections(
    [
      section('first', async () => {
        throw new Error('the port was taken')
      }),
      section('second', async () => [{ ms: 12 }]),
    ],
    {
      print: (text) => {
        printed += text
      },
      complain: (text) => {
        complained += text
      },
    },
  )
  expect(complained).toMatch(/^\nfirst failed after \d+ s: Error: the port was taken/)
  expect(printed).toMatch(/^\nsecond: What second is \(\d+ s\)\nms\n12\n$/)
  expect(results).toEqual({
    first: {
      about: 'What first is',
      seconds: expect.any(Number),
      error: expect.stringContaining('the port was taken'),
    },
    second: { about: 'What second is', seconds: expect.any(Number), rows: [{ ms: 12 }] },
  })
})

test('a table has the columns of all rows, each as wide as its widest cell', () => {
  expect(
    table([
      { DHIS2: '2.38', ms: 7 },
      { ms: 12_345, 'at most': 0.5 },
    ]),
  ).toBe(['DHIS2     ms  at most', ' 2.38      7         ', '       12345      0.5'].join('\n'))
})
