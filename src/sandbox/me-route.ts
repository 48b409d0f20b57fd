import type { Dataset, SandboxUser } from './dataset.ts'
import type { SandboxRoute } from './exchange.ts'
import { parseFields } from './fields.ts'
import { createExpanders } from './metadata/expanded-objects.ts'
import { metadataAccess, selectProperties } from './metadata/select-fields.ts'
import { canReadObjectData } from './sharing.ts'
import { userSettings } from './user-settings-route.ts'
import type { MeFacts } from './versions/version-facts.ts'

/** `/me`: the caller's own user, with authorities, settings and the programs they may use. */
export function createMeRoute(dataset: Dataset): SandboxRoute {
  const expanderOf = createExpanders(dataset)
  return ({ method, path, query, user }) => {
    if (method !== 'GET' || (path !== 'me' && !path.startsWith('me/'))) return undefined
    const object = dataset.metadata.get('users')?.get(user.id)
    if (object === undefined) return undefined
    const expand = expanderOf(user)
    const { all, derived } = expand('users', object)
    const properties = { ...all, ...ownView(dataset, user) }
    if (path === 'me/authorities') return { status: 200, body: properties.authorities }
    if (path === 'me/settings') return { status: 200, body: properties.settings }
    if (path !== 'me') return undefined
    const fields = query.getAll('fields').join(',')
    const tree = parseFields(fields === '' ? '*' : fields)
    const body = selectProperties(tree, properties, derived, { dataset, expand, user })
    if ('settings' in body && !dataset.version.me.selectsSettings) body['settings'] = properties.settings
    return { status: 200, body }
  }
}

function ownView(
  dataset: Dataset,
  user: SandboxUser,
): { authorities: string[]; settings: Record<string, unknown> } & Record<string, unknown> {
  const { version } = dataset
  const programs = [...(dataset.metadata.get('programs')?.values() ?? [])]
  return {
    authorities: user.isSuperuser ? superuserAuthorities(user, version.me) : [...user.authorities],
    settings: userSettings(version, user),
    programs: programs.filter((program) => canReadObjectData(user, program)).map(({ id }) => id),
    dataSets: [],
    patTokens: [],
    access: metadataAccess(version, user),
  }
}

function superuserAuthorities({ authorities }: SandboxUser, { authorities: { added, missing } }: MeFacts): string[] {
  return [...[...authorities].filter((authority) => !missing.includes(authority)), ...added]
}
