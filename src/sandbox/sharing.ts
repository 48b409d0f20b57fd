import type { MetadataObject, SandboxUser } from './dataset.ts'

/** Whether the user may see this metadata object: superuser, no sharing at all, or `r` in a metadata position that applies to the user. */
export function canReadMetadata(user: SandboxUser, object: MetadataObject): boolean {
  return user.isSuperuser || object['sharing'] === undefined || grants(user, object, 0)
}

/** Whether the user may read data (entities, enrollments, events) of this program, stage, type or category option. */
export function canReadObjectData(user: SandboxUser, object: MetadataObject): boolean {
  return user.isSuperuser || grants(user, object, 2)
}

/** Whether the user may write data of this object. */
export function canWriteObjectData(user: SandboxUser, object: MetadataObject): boolean {
  return user.isSuperuser || grants(user, object, 3)
}

/** Access strings such as `rwr-----`: positions 0 and 1 are read and write of metadata, 2 and 3 of data. */
function grants(user: SandboxUser, object: MetadataObject, position: 0 | 2 | 3): boolean {
  const letter = position % 2 === 0 ? 'r' : 'w'
  return accessStrings(user, object['sharing']).some((access) => access[position] === letter)
}

function accessStrings(user: SandboxUser, sharing: unknown): string[] {
  if (!isRecord(sharing)) return []
  const found: string[] = []
  if (typeof sharing['public'] === 'string') found.push(sharing['public'])
  const grantsOf = (holders: unknown, ids: string[]): void => {
    if (!isRecord(holders)) return
    for (const id of ids) {
      const grant = holders[id]
      if (isRecord(grant) && typeof grant['access'] === 'string') found.push(grant['access'])
    }
  }
  grantsOf(sharing['users'], [user.id])
  grantsOf(sharing['userGroups'], user.userGroups)
  return found
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
