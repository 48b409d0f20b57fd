import { z } from 'zod'
import type { ValueCondition } from '../../model/export-request.ts'

const TEXT_OPERATORS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'like', 'notLike', 'startsWith', 'endsWith'] as const

const FORM = /^(?<uid>[A-Za-z][A-Za-z0-9]{10}):(?<operator>\w+):(?<value>.*)$/s

/**
 * Conditions on the values of attributes or data elements, `<UID>:<operator>:<value>` each, with the operators of the graph;
 * `in` takes several values with semicolons between them, `isNull` takes true or false.
 */
export function conditions(of: 'attribute' | 'dataElement') {
  return z.array(z.string()).transform((texts, context) =>
    texts.map((text): ValueCondition => {
      const condition = parse(of, text)
      if (condition) return condition
      context.addIssue({
        code: 'custom',
        message: `"${text}" is not <UID>:<operator>:<value>, with one of ${[...TEXT_OPERATORS, 'in', 'isNull'].join(', ')}`,
      })
      return z.NEVER
    }),
  )
}

function parse(of: 'attribute' | 'dataElement', text: string): ValueCondition | undefined {
  const { uid = '', operator = '', value = '' } = FORM.exec(text)?.groups ?? {}
  const about = { [of]: uid }
  if (operator === 'in') return { ...about, in: value.split(';') }
  if (operator === 'isNull' && (value === 'true' || value === 'false')) return { ...about, isNull: value === 'true' }
  const known = TEXT_OPERATORS.find((name) => name === operator)
  return known && { ...about, [known]: value }
}
