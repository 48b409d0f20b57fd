import type { Capabilities } from '../model/server-info.ts'
import type { AssignedUserMode, ValueOperator, ValueTest } from '../model/tracker-query.ts'
import { optionalUids, requiredUid } from './checks.ts'
import type { Maybe } from './list-arguments.ts'
import { PlanError } from './plan-error.ts'

/** A condition on the value of an attribute or data element as the graph takes it; every operator that is given must hold. */
export interface ValueCondition {
  attribute?: Maybe<string>
  dataElement?: Maybe<string>
  eq?: Maybe<string>
  ne?: Maybe<string>
  gt?: Maybe<string>
  ge?: Maybe<string>
  lt?: Maybe<string>
  le?: Maybe<string>
  like?: Maybe<string>
  notLike?: Maybe<string>
  startsWith?: Maybe<string>
  endsWith?: Maybe<string>
  in?: Maybe<readonly string[]>
  isNull?: Maybe<boolean>
}

const WITH_ONE_VALUE = [
  'eq',
  'ne',
  'gt',
  'ge',
  'lt',
  'le',
  'like',
  'notLike',
  'startsWith',
  'endsWith',
] as const satisfies ValueOperator[]

/** The tests of a list of conditions, or undefined where there are none. `argument` names the list in refusals. */
export function valueTests(
  argument: string,
  conditions: Maybe<readonly ValueCondition[]>,
  capabilities: Capabilities,
): ValueTest[] | undefined {
  const tests = (conditions ?? []).flatMap((condition, index) => testsOf(`${argument}[${index}]`, condition))
  const nullTest = tests.find(({ operator }) => operator === 'isNull' || operator === 'isNotNull')
  if (nullTest && !capabilities.nullFilters)
    throw new PlanError(argument, `DHIS2 ${capabilities.version.text} knows no isNull`, { needsVersion: '2.42' })
  const cut = tests.flatMap(({ values }) => values).find((value) => /[,:]/.test(value))
  if (cut !== undefined && !capabilities.filterEscapes)
    throw new PlanError(
      argument,
      `"${cut}" holds a comma or colon, at which DHIS2 ${capabilities.version.text} cuts it`,
      {
        needsVersion: '2.40',
      },
    )
  return tests.length > 0 ? tests : undefined
}

function testsOf(argument: string, condition: ValueCondition): ValueTest[] {
  const [name, uid] =
    condition.attribute === undefined ? ['dataElement', condition.dataElement] : ['attribute', condition.attribute]
  const of = requiredUid(`${argument}.${name}`, uid ?? '')
  const tests: ValueTest[] = []
  for (const operator of WITH_ONE_VALUE) {
    const value = condition[operator]
    if (typeof value === 'string')
      tests.push({ of, operator, values: [checkedValue(`${argument}.${operator}`, value)] })
  }
  if (condition.in) tests.push({ of, operator: 'in', values: checkedList(`${argument}.in`, condition.in) })
  if (typeof condition.isNull === 'boolean')
    tests.push({ of, operator: condition.isNull ? 'isNull' : 'isNotNull', values: [] })
  if (tests.length === 0)
    throw new PlanError(argument, 'says nothing of the value: give eq, like, in, isNull or another')
  return tests
}

/** DHIS2 refuses an operator without a value, and would read one of blanks as no value. */
function checkedValue(argument: string, value: string): string {
  if (value.trim() === '')
    throw new PlanError(argument, 'is empty: DHIS2 compares with text only; isNull asks for a missing value')
  return value
}

/** An `in` list goes upstream with `;` between its values, and DHIS2 knows no escape for one inside a value. */
function checkedList(argument: string, values: readonly string[]): string[] {
  if (values.length === 0) throw new PlanError(argument, 'is an empty list, which nothing is in: leave it out')
  const split = values.find((value) => value.includes(';') && values.length > 1)
  if (split !== undefined)
    throw new PlanError(argument, `"${split}" holds a semicolon, at which DHIS2 would split it: ask for it with eq`)
  return values.map((value) => checkedValue(argument, value))
}

/** Whose assignments a list looks for. */
export interface AssignedUsers {
  assignedUsers?: string[]
  assignedUserMode?: AssignedUserMode
}

/** The users and the mode of a `where`; DHIS2 refuses users without PROVIDED and PROVIDED without users (recorded: 214). */
export function assignedUsers(where: {
  assignedUsers?: Maybe<readonly string[]>
  assignedUserMode?: Maybe<AssignedUserMode>
}): AssignedUsers {
  const users = optionalUids('where.assignedUsers', where.assignedUsers)
  const mode = where.assignedUserMode ?? (users ? 'PROVIDED' : undefined)
  if (users?.length === 0)
    throw new PlanError('where.assignedUsers', 'is an empty list: leave it out, or use assignedUserMode: NONE')
  if (mode === 'PROVIDED' && !users) throw new PlanError('where.assignedUsers', 'must be given with PROVIDED')
  if (mode && mode !== 'PROVIDED' && users)
    throw new PlanError('where.assignedUserMode', `${mode} goes without assignedUsers: leave one of them out`)
  return { ...(users && { assignedUsers: users }), ...(mode && { assignedUserMode: mode }) }
}
