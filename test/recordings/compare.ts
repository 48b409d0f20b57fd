/** A response as recorded from a real DHIS2, or as the sandbox gave it. */
export interface ComparedResponse {
  status: number
  headers: Record<string, string>
  body: unknown
}

/** How far an exchange is compared beyond the rules that hold for all. */
export interface CompareOptions {
  /** Compare every value by its kind alone: everything in the answer depends on the machine or the moment. */
  shapeOnly?: boolean
  /** Properties, beyond the run-dependent ones, whose values are compared by kind. */
  loose?: readonly string[]
  /** The list that was asked for is in no order that DHIS2 promises. */
  anyOrder?: boolean
  /** Rows alike in what they are sorted by: which of them are on the page is the database's own choice. `by` is the event's property, or data element, that sorts them. */
  tied?: { by?: string }
  /** Properties that are not compared at all: an earlier exchange of the sitting wrote them. */
  ignored?: readonly string[]
}

interface Comparison extends CompareOptions {
  answerList?: string
}

/** Properties that hold a moment of the recorded server's import or answer, or something it made up then. */
const runDependent = new Set([
  'createdAt',
  'updatedAt',
  'completedAt',
  'completedDate',
  'storedDate',
  'storedAt',
  'created',
  'lastUpdated',
  'createdAtClient',
  'updatedAtClient',
  'date',
  'rev',
  'expiryDate',
])

/** Collections that are sets in DHIS2: their order differs from run to run. */
const unordered = new Set([
  'analyticsPeriodBoundaries',
  'attributes',
  'authorities',
  'categoryOptionCombos',
  'children',
  'dataValues',
  'enrollments',
  'events',
  'notes',
  'organisationUnits',
  'programIndicators',
  'programOwners',
  'programs',
  'relationships',
  'userGroups',
  'users',
])

/** What stands in the recordings for what told of the server's machine. */
const blanked = '…'

const comparedHeaders = ['content-type', 'location', 'cache-control', 'www-authenticate']

/** Every way in which an answer differs from the recorded one, as lines such as `body.pager.total: 5 instead of 6`; empty when it is the same. */
export function differences(
  recorded: ComparedResponse,
  actual: ComparedResponse,
  options: CompareOptions = {},
): string[] {
  const found: string[] = []
  if (recorded.status !== actual.status) found.push(`status: ${actual.status} instead of ${recorded.status}`)
  for (const name of comparedHeaders) {
    const wanted = recorded.headers[name]
    if (wanted !== undefined && mediaType(wanted) !== mediaType(actual.headers[name] ?? '')) {
      found.push(`header ${name}: ${actual.headers[name]} instead of ${wanted}`)
    }
  }
  if (recorded.headers['set-cookie'] !== undefined && actual.headers['set-cookie'] === undefined) {
    found.push('header set-cookie: missing')
  }
  compareValues('body', '', recorded.body, actual.body, { ...options, answerList: answerList(recorded.body) }, found)
  return found
}

/** What stands beside the list that was asked for, in the page shapes of all versions. */
const pagerKeys = ['pager', 'page', 'pageSize', 'total', 'pageCount']

/** The path of the list that was asked for, which is ordered; sets are those inside its items. */
function answerList(body: unknown): string {
  const [name, ...others] = isObject(body) ? Object.keys(body).filter((key) => !pagerKeys.includes(key)) : []
  return name === undefined || others.length > 0 ? '' : `body.${name}`
}

function mediaType(value: string): string {
  return value.toLowerCase().split(';', 1)[0] ?? ''
}

function compareValues(
  path: string,
  name: string,
  recorded: unknown,
  actual: unknown,
  options: Comparison,
  found: string[],
): void {
  if (found.length > 20) return
  if (Array.isArray(recorded) && Array.isArray(actual)) {
    compareLists(path, name, recorded, actual, options, found)
  } else if (isObject(recorded) && isObject(actual)) {
    for (const key of new Set([...Object.keys(recorded), ...Object.keys(actual)])) {
      if (options.ignored?.includes(key)) continue
      compareValues(`${path}.${key}`, key, recorded[key], actual[key], options, found)
    }
  } else if (recorded === blanked) {
    if (actual === undefined) found.push(`${path}: missing`)
  } else if (kindOf(recorded) !== kindOf(actual)) {
    found.push(`${path}: ${shown(actual)} instead of ${shown(recorded)}`)
  } else if (!options.shapeOnly && !isLoose(name, options) && normalized(recorded) !== normalized(actual)) {
    found.push(`${path}: ${shown(actual)} instead of ${shown(recorded)}`)
  }
}

function compareLists(
  path: string,
  name: string,
  recorded: unknown[],
  actual: unknown[],
  options: Comparison,
  found: string[],
): void {
  if (recorded.length !== actual.length) {
    found.push(`${path}: ${actual.length} items instead of ${recorded.length}`)
  }
  const isSet = path === options.answerList ? options.anyOrder === true : unordered.has(name)
  const wanted = isSet ? sortedSet(recorded, options) : recorded
  const given = isSet ? sortedSet(actual, options) : actual
  for (let index = 0; index < Math.min(wanted.length, given.length); index += 1) {
    compareValues(`${path}[${index}]`, '', wanted[index], given[index], options, found)
  }
}

function sortedSet(items: unknown[], options: CompareOptions): unknown[] {
  return items
    .map((item) => ({ item, key: setKey(item, options) }))
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
    .map(({ item }) => item)
}

const identities = ['id', 'enrollment', 'event', 'trackedEntity', 'relationship', 'note', 'attribute', 'dataElement']

function setKey(item: unknown, options: CompareOptions): string {
  if (!isObject(item)) return String(item)
  const identity = identities.map((name) => item[name]).find((value) => typeof value === 'string')
  return typeof identity === 'string' ? `${identity} ${canonical(item, options)}` : canonical(item, options)
}

/** The same text for two items that compare as the same. */
function canonical(value: unknown, options: CompareOptions, name = ''): string {
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical(item, options))
    return `[${(unordered.has(name) ? items.sort() : items).join()}]`
  }
  if (isObject(value)) {
    const keys = Object.keys(value)
      .filter((key) => !options.ignored?.includes(key))
      .sort()
    return `{${keys.map((key) => `${key}:${canonical(value[key], options, key)}`).join()}}`
  }
  return isLoose(name, options) ? kindOf(value) : String(normalized(value))
}

function isLoose(name: string, options: CompareOptions): boolean {
  return runDependent.has(name) || (options.loose?.includes(name) ?? false)
}

/** Of a page of HTML its title, of other text everything but the moments in it. */
function normalized(value: unknown): unknown {
  if (typeof value !== 'string') return value
  if (value.startsWith('<!doctype html>')) return /<title>(.*?)<\/title>/.exec(value)?.[1]
  if (/\d sec\. /.test(value)) return value.replaceAll(/[\d.]+ sec\./g, 'SECONDS')
  return value.includes('\n') ? value.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z?/g, 'TIME') : value
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'list' : typeof value
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 120 ? `${text.slice(0, 120)}…` : text
}
