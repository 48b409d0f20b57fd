import type { Dataset } from './dataset.ts'

/** A user as DHIS2 prints them in objects that were just created; undefined when there is none of this name. */
export function userReference(dataset: Dataset, username: string): Record<string, unknown> | undefined {
  const user = dataset.users.get(username)
  if (user === undefined) return undefined
  const name = `${user.firstName} ${user.surname}`
  const code = dataset.metadata.get('users')?.get(user.id)?.['code']
  return { id: user.id, ...(code !== undefined && { code }), name, displayName: name, username }
}

/** What DHIS2 prints beside the own properties of an object that this user just created, as the version tells sharing. */
export function freshObject(dataset: Dataset, username: string): Record<string, unknown> {
  const { hasExternalSharing, hasOldSharing } = dataset.version.metadata
  const user = userReference(dataset, username)
  const owner = { owner: user?.['id'], ...(hasExternalSharing && { external: false }), users: {}, userGroups: {} }
  return {
    translations: [],
    ...(hasOldSharing && { externalAccess: false, publicAccess: '--------', userGroupAccesses: [], userAccesses: [] }),
    createdBy: user,
    favorites: [],
    lastUpdatedBy: user,
    sharing: { ...owner, public: '--------' },
    user,
    favorite: false,
    attributeValues: [],
  }
}
