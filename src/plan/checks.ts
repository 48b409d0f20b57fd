import type { OrgUnitMode } from '../model/tracker-query.ts'
import { PlanError } from './plan-error.ts'

/** DHIS2's UID: a letter, then ten letters or digits (DHIS2 docs: "Identifier"). */
const UID = /^[A-Za-z][A-Za-z0-9]{10}$/

/** UIDs at most in one argument: as many as fit one upstream URL. */
export const LARGEST_ID_LIST = 500

/** The value if it is a UID or absent; else a refusal that names the argument. */
export function optionalUid(argument: string, value: string | null | undefined): string | undefined {
  if (value === null || value === undefined) return undefined
  if (!UID.test(value))
    throw new PlanError(argument, `"${value}" is not a DHIS2 UID (11 letters and digits, the first a letter)`)
  return value
}

/** The value if it is a UID; else a refusal that names the argument. */
export function requiredUid(argument: string, value: string): string {
  const uid = optionalUid(argument, value)
  if (uid === undefined) throw new PlanError(argument, 'must be given')
  return uid
}

/** A list of UIDs without repeats, or undefined where none was given. An empty list stays: it names nothing. */
export function optionalUids(argument: string, values: readonly string[] | null | undefined): string[] | undefined {
  if (!values) return undefined
  const uids = [...new Set(values.map((value) => requiredUid(argument, value)))]
  if (uids.length > LARGEST_ID_LIST)
    throw new PlanError(argument, `holds ${uids.length} ids, at most ${LARGEST_ID_LIST} go into one list: ask in parts`)
  return uids
}

/** Refuses combinations of organisation units and mode that DHIS2 refuses or, worse, takes for something wider. */
export function checkOrgUnits(
  orgUnits: string[] | undefined,
  mode: OrgUnitMode | undefined,
  argument = 'orgUnits',
): void {
  if (orgUnits?.length === 0)
    throw new PlanError(argument, 'is an empty list, which would mean everywhere: leave it out or name a unit')
  const needsUnits = mode === 'SELECTED' || mode === 'CHILDREN' || mode === 'DESCENDANTS'
  if (needsUnits && !orgUnits) throw new PlanError('orgUnitMode', `${mode} needs ${argument} to start from`)
  if (mode && !needsUnits && orgUnits)
    throw new PlanError(
      'orgUnitMode',
      `${mode} goes without ${argument}: it is about the caller's own organisation units`,
    )
}
