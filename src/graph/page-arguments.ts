import type { ArgBuilder } from '@pothos/core'
import type { GraphTypes } from './builder.ts'

/** What arguments of fields are made with. */
export type ArgumentBuilder = ArgBuilder<PothosSchemaTypes.ExtendDefaultTypes<GraphTypes>>

/** The page arguments of a list; `bounds` tells how many rows come. */
export function pageArguments(t: ArgumentBuilder, bounds = 'up to 1000; all where neither first nor last is given') {
  return {
    first: t.int({ description: `How many at most, ${bounds}.` }),
    after: t.string({ description: 'Cursor to go on from: rows behind it.' }),
    last: t.int({ description: 'How many at most from the end, or before `before`; goes without first.' }),
    before: t.string({ description: 'Cursor to go back from: rows before it.' }),
  }
}
