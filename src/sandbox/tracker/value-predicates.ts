import { Refusal } from './refusal.ts'
import type { ValueInfo } from './tracker-metadata.ts'
import type { Operator, ValueFilter } from './value-filters.ts'

/** Whether a stored value (undefined: none) passes. */
export type ValuePredicate = (value: string | undefined) => boolean

/** The filters of one attribute or data element as one predicate; without an operator everything passes. */
export function valuePredicate(
  info: ValueInfo,
  noun: 'attribute' | 'data element',
  filters: ValueFilter[],
): ValuePredicate {
  const predicates = filters.map((filter) => filterPredicate(info, noun, filter))
  return (value) => predicates.every((passes) => passes(value))
}

/** All of 2.42's operators ignore case: `eq` is `ieq`, `like` is `ilike`. A missing value passes `null` alone, as in SQL. */
function filterPredicate(info: ValueInfo, noun: string, { operator, value = '' }: ValueFilter): ValuePredicate {
  if (operator === 'NULL') return (stored) => stored === undefined
  if (operator === 'NNULL') return (stored) => stored !== undefined
  const text = value.toLowerCase()
  const onText = textPredicates[operator]
  if (onText !== undefined) return (stored) => stored !== undefined && onText(stored.toLowerCase(), text)
  const cast = castFor(info.valueType)
  const wanted = operator === 'IN' ? text.split(';').filter((part) => part !== '') : [text]
  const operands = wanted.map((part) => castOperand(info, noun, part, cast))
  return (stored) => stored !== undefined && compares(operator, cast(stored.toLowerCase()), operands)
}

const textPredicates: Partial<Record<Operator, (stored: string, text: string) => boolean>> = {
  LIKE: (stored, text) => stored.includes(text),
  ILIKE: (stored, text) => stored.includes(text),
  NLIKE: (stored, text) => !stored.includes(text),
  NILIKE: (stored, text) => !stored.includes(text),
  SW: (stored, text) => stored.startsWith(text),
  EW: (stored, text) => stored.endsWith(text),
  IEQ: (stored, text) => stored === text,
  NIEQ: (stored, text) => stored !== text,
}

type Operand = string | number | undefined

function compares(operator: Operator, stored: Operand, operands: Operand[]): boolean {
  const [operand] = operands
  if (stored === undefined || operand === undefined) return false
  switch (operator) {
    case 'IN':
      return operands.includes(stored)
    case 'NE':
    case 'NEQ':
      return stored !== operand
    case 'GT':
      return stored > operand
    case 'GE':
      return stored >= operand
    case 'LT':
      return stored < operand
    case 'LE':
      return stored <= operand
    default:
      return stored === operand
  }
}

/** DHIS2 casts numbers alone before comparing; dates and booleans compare as text (`ValueType`, 2.42). */
function castFor(valueType: string): (text: string) => Operand {
  if (valueType.startsWith('INTEGER')) return (text) => (/^[+-]?\d+$/.test(text) ? Number(text) : undefined)
  return isNumeric(valueType) ? numberOf : (text) => text
}

/** Whether values of this type order as numbers. */
export function isNumeric(valueType: string): boolean {
  return /^(NUMBER|UNIT_INTERVAL|PERCENTAGE|INTEGER.*)$/.test(valueType)
}

/** The number a value stands for, undefined when it is none. */
export function numberOf(text: string): number | undefined {
  const number = Number(text)
  return text.trim() === '' || Number.isNaN(number) ? undefined : number
}

function castOperand(info: ValueInfo, noun: string, text: string, cast: (text: string) => Operand): Operand {
  const operand = cast(text)
  if (operand !== undefined) return operand
  throw new Refusal(
    400,
    `Filter for ${noun} ${info.id} is invalid. The ${noun} value type is ${info.valueType} but the value \`${text}\` is not.`,
  )
}
