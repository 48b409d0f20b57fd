import type { SandboxAnswer, SandboxRequest, SandboxRoute } from '../exchange.ts'
import { requireTrackedEntity } from './one-record.ts'
import { grantTemporaryOwnership, transferOwnership } from './ownership.ts'
import { readUid, takeAnyUid } from './parameters.ts'
import { createReader } from './reader.ts'
import { badRequest, Refusal, refusalAnswer } from './refusal.ts'
import type { TrackerIndex } from './tracker-index.ts'

/** PUT tracker/ownership/transfer and POST tracker/ownership/override (breaking the glass), with the parameters of the version. */
export function createOwnershipRoute(living: () => TrackerIndex): SandboxRoute {
  return (request) => {
    const isTransfer = request.path === 'tracker/ownership/transfer' && request.method === 'PUT'
    const isOverride = request.path === 'tracker/ownership/override' && request.method === 'POST'
    if (!isTransfer && !isOverride) return undefined
    const index = living()
    const { version } = index.dataset
    try {
      if (!version.tracker.refusesMalformedUids) takeAnyUid(request.query)
      return isTransfer ? transferred(index, request) : opened(index, request)
    } catch (error) {
      if (error instanceof MissingParameter) return version.pages.missingParameter(error.parameter, request)
      if (error instanceof Refusal) return refusalAnswer(error)
      throw error
    }
  }
}

function transferred(index: TrackerIndex, { query, user }: SandboxRequest): SandboxAnswer {
  const { trackedEntity: names, orgUnit: unitNames, rules } = index.dataset.version.tracker.ownership
  const reader = createReader(index, user)
  for (const name of [...alone(names), 'program', ...alone(unitNames)]) requireParameter(query, name)
  const trackedEntity = readNamed(query, names)
  const orgUnit = readNamed(query, unitNames)
  const program = requireParameter(query, 'program')
  // From 2.42 on the tracked entity is read as by a reader of its program.
  if (rules === 'strict' || rules === 'explained') requireTrackedEntity(index, reader, query, trackedEntity)
  transferOwnership({ index, reader, trackedEntity, program }, orgUnit)
  return done('Ownership transferred')
}

function opened(index: TrackerIndex, { query, user }: SandboxRequest): SandboxAnswer {
  const { trackedEntity: names } = index.dataset.version.tracker.ownership
  for (const name of alone(names)) requireParameter(query, name)
  if (!query.has('reason')) throw new MissingParameter('reason')
  const program = requireParameter(query, 'program')
  const trackedEntity = readNamed(query, names)
  grantTemporaryOwnership({ index, reader: createReader(index, user), trackedEntity, program })
  return done('Temporary Ownership granted')
}

const done = (message: string): SandboxAnswer => ({
  status: 200,
  body: { httpStatus: 'OK', httpStatusCode: 200, status: 'OK', message },
})

/** A parameter that Spring itself misses, before DHIS2 is asked. */
class MissingParameter extends Error {
  readonly parameter: string

  constructor(parameter: string) {
    super(`Required parameter '${parameter}' is not present.`)
    this.name = 'MissingParameter'
    this.parameter = parameter
  }
}

/** The name of a parameter that has but one; Spring checks that it is there. */
const alone = (names: readonly string[]): readonly string[] => (names.length === 1 ? names : [])

function requireParameter(query: URLSearchParams, name: string): string {
  const value = readUid(query, name)
  if (value === undefined) throw new MissingParameter(name)
  return value
}

/** The value of a parameter that has a name of today and perhaps an older one, of which only one may be used. */
function readNamed(query: URLSearchParams, [today = '', older]: readonly string[]): string {
  const value = readUid(query, today)
  const old = older === undefined ? undefined : readUid(query, older)
  if (value !== undefined && old !== undefined) {
    const names = `Only one parameter of '${older}' and '${today}' must be specified.`
    throw badRequest(`${names} Prefer '${today}' as '${older}' will be removed.`)
  }
  const given = value ?? old
  if (given === undefined) throw badRequest(`Required request parameter '${today}' is not present`)
  return given
}
