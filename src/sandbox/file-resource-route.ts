import type { Dataset } from './dataset.ts'
import { errorAnswer, type SandboxRoute } from './exchange.ts'
import { parseFields } from './fields.ts'
import { createExpanders } from './metadata/expanded-objects.ts'
import { selectObject } from './metadata/select-fields.ts'

const wholeObject = parseFields('*,!href,!access')

/**
 * `fileResources/{id}` without `fields`, which tells of any file to any user (recording 483), and `/data`, which DHIS2 never gives for values
 * of tracker data. With `fields`, and for the list, they are metadata like any other.
 */
export function createFileResourceRoute(dataset: Dataset): SandboxRoute {
  const expanderOf = createExpanders(dataset)
  return ({ method, path, query, user }) => {
    const [, id = '', part] = /^fileResources\/([A-Za-z0-9]{11})(?:\/(\w+))?$/.exec(path) ?? []
    if (method !== 'GET' || id === '' || (part ?? 'data') !== 'data') return undefined
    if (part === undefined && query.has('fields')) return undefined
    const object = dataset.metadata.get('fileResources')?.get(id)
    if (object === undefined) return errorAnswer(404, `FileResource with id ${id} could not be found.`, 'E1005')
    if (part === 'data') {
      return errorAnswer(
        403,
        `You don't have access to fileResource '${id}' or this fileResource is not available from this endpoint`,
        'E1006',
      )
    }
    const whole = selectObject(wholeObject, 'fileResources', object, { dataset, expand: expanderOf(user), user })
    const { hasExternalSharing } = dataset.version.metadata
    const sharing = { ...(hasExternalSharing && { external: false }), users: {}, userGroups: {} }
    return { status: 200, body: { ...whole, favorites: [], favorite: false, sharing } }
  }
}
