import type { SandboxUser } from './dataset.ts'
import { type MetadataObject, referenceIds } from './dataset-metadata.ts'

/** The users of the metadata, by username, with the authorities of their roles; `ALL` makes a superuser. */
export function sandboxUsers(metadata: Map<string, Map<string, MetadataObject>>): Map<string, SandboxUser> {
  const roles = metadata.get('userRoles') ?? new Map<string, MetadataObject>()
  const users = new Map<string, SandboxUser>()
  for (const user of metadata.get('users')?.values() ?? []) {
    const authorities = new Set(
      referenceIds(user['userRoles']).flatMap((id) => textList(roles.get(id)?.['authorities'])),
    )
    const username = String(user['username'])
    users.set(username, {
      id: user.id,
      username,
      firstName: String(user['firstName']),
      surname: String(user['surname']),
      password: String(user['password']),
      isSuperuser: authorities.has('ALL'),
      authorities,
      organisationUnits: referenceIds(user['organisationUnits']),
      dataViewOrganisationUnits: referenceIds(user['dataViewOrganisationUnits']),
      teiSearchOrganisationUnits: referenceIds(user['teiSearchOrganisationUnits']),
      userGroups: referenceIds(user['userGroups']),
      dbLocale: 'en',
    })
  }
  return users
}

function textList(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
