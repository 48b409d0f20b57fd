import { z } from 'zod'
import type { Me, ServerInfo } from '../../model/server-info.ts'
import { Dhis2Error } from '../errors.ts'

const infoShape = z.looseObject({
  version: z.string(),
  serverDate: z.string().optional(),
  serverTimeZoneId: z.string().optional(),
  systemName: z.string().optional(),
})

/** What of `system/info` the gateway uses. */
export const INFO_FIELDS = 'version,serverDate,serverTimeZoneId,systemName'

/** `system/info` in the model's words. */
export function serverInfoFromWire(body: unknown): ServerInfo {
  const info = infoShape.safeParse(body)
  if (!info.success)
    throw new Dhis2Error('unexpected', 'The server does not answer system/info as a DHIS2 does: check DHIS2_URL')
  const { version, serverDate, serverTimeZoneId, systemName } = info.data
  return {
    version,
    ...(serverDate && { serverDate }),
    ...(serverTimeZoneId && { timeZone: serverTimeZoneId }),
    ...(systemName && { systemName }),
  }
}

const references = z.array(z.looseObject({ id: z.string() })).default([])

const meShape = z.looseObject({
  id: z.string(),
  username: z.string(),
  displayName: z.string().optional(),
  authorities: z.array(z.string()).default([]),
  organisationUnits: references,
  dataViewOrganisationUnits: references,
  teiSearchOrganisationUnits: references,
  programs: z.array(z.string()).default([]),
})

/** What of `me` the gateway uses. */
export const ME_FIELDS =
  'id,username,displayName,authorities,organisationUnits[id],dataViewOrganisationUnits[id],teiSearchOrganisationUnits[id],programs'

/** `me` in the model's words. */
export function meFromWire(body: unknown): Me {
  const me = meShape.safeParse(body)
  if (!me.success)
    throw new Dhis2Error('unexpected', 'The server does not answer /api/me as a DHIS2 does: check DHIS2_URL')
  const { displayName, ...rest } = me.data
  return { ...rest, ...(displayName && { displayName }) }
}
