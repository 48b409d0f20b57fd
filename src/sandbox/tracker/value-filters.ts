import type { FilterFacts } from '../versions/version-facts.ts'
import { isUid } from './parameters.ts'
import { badRequest, badValue } from './refusal.ts'

/** One operator and its value; unary operators have none. */
export interface ValueFilter {
  operator: Operator
  value: string | undefined
}

const operators = [
  'EQ',
  'GT',
  'GE',
  'LT',
  'LE',
  'LIKE',
  'IN',
  'SW',
  'EW',
  'NULL',
  'NNULL',
  'IEQ',
  'NE',
  'NEQ',
  'NIEQ',
  'NLIKE',
  'ILIKE',
  'NILIKE',
] as const

/** An operator of 2.42's filters. */
export type Operator = (typeof operators)[number]

/** Reads filters such as `UID:ge:1:lt:5,UID:!null`, where `/` escapes `,` `:` and `/`; repeated parameters join with a comma. */
export function readFilters(query: URLSearchParams, name: string, facts: FilterFacts): Map<string, ValueFilter[]> {
  const input = query.getAll(name).join(',')
  const filters = new Map<string, ValueFilter[]>()
  for (const segments of splitFilters(input, facts.hasEscapes)) {
    try {
      addFilter(filters, segments, facts)
    } catch (error) {
      if (!(error instanceof FilterError)) throw error
      throw badRequest(
        facts.explains
          ? `${name}=${input} is invalid. ${error.message}`
          : `Query item or filter is invalid: ${segments.join(':')}`,
      )
    }
  }
  return filters
}

class FilterError extends Error {}

/** The segments of each filter, still escaped. */
function splitFilters(input: string, hasEscapes: boolean): string[][] {
  const found: string[][] = []
  let segments: string[] = []
  let segment = ''
  for (let at = 0; at < input.length; at++) {
    const character = input.charAt(at)
    const next = input.charAt(at + 1)
    if (hasEscapes && character === '/' && (next === '/' || next === ':' || next === ',')) {
      segment += character + next
      at++
    } else if (character === ':' || character === ',') {
      segments.push(segment)
      segment = ''
      if (character === ',') {
        found.push(segments)
        segments = []
      }
    } else segment += character
  }
  found.push([...segments, segment])
  return found.filter((parts) => parts.some((part) => part !== ''))
}

function addFilter(
  filters: Map<string, ValueFilter[]>,
  [uid = '', ...rest]: string[],
  { hasNullOperators, mostOperators, hasEscapes, unknownOperator, unknownAttribute }: FilterFacts,
): void {
  if (!isUid(uid)) {
    if (!hasEscapes) throw badRequest(unknownAttribute(uid.trim()))
    throw new FilterError(`UID must be an alphanumeric string of 11 characters starting with a letter, but was: ${uid}`)
  }
  const ofUid = filters.get(uid) ?? []
  filters.set(uid, ofUid)
  const words = rest.at(-1) === '' ? rest.slice(0, -1) : rest
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (unknownOperator !== undefined && words.length % 2 === 0 && findOperator(word) === undefined) {
      throw badValue(unknownOperator(word))
    }
    const operator = parseOperator(uid, word)
    if (operator === 'NULL' || operator === 'NNULL') {
      if (!hasNullOperators) throw new FilterError(`'${word}' is not a valid operator.`)
      const next = words[at + 1]
      if (next !== undefined && findOperator(next) === undefined) {
        throw new FilterError(`Unary operator '${word}' cannot have a value.`)
      }
      ofUid.push({ operator, value: undefined })
    } else {
      at++
      const value = words[at]
      if (value === undefined || value === '') throw new FilterError(`Binary operator '${word}' must have a value.`)
      ofUid.push({ operator, value: value.replaceAll(/\/([/,:])/g, '$1') })
    }
  }
  if (ofUid.length > mostOperators) {
    throw new FilterError(`A maximum of ${mostOperators === 3 ? 'three' : 'two'} operators can be used in a filter.`)
  }
}

function parseOperator(uid: string, word: string): Operator {
  if (word.trim() === '') throw new FilterError(`UID '${uid}' is missing an operator (or has too many ':').`)
  const operator = findOperator(word)
  if (operator === undefined) throw new FilterError(`'${word}' is not a valid operator.`)
  return operator
}

/** `!` stands for a leading N: `!null`, `!like`. */
function findOperator(word: string): Operator | undefined {
  const name = word.startsWith('!') ? `N${word.slice(1)}` : word
  return operators.find((operator) => operator === name.toUpperCase())
}
