import type { Dataset, MetadataObject } from './dataset.ts'
import { errorAnswer, type SandboxRoute } from './exchange.ts'
import { parseFields } from './fields.ts'
import { fileHolder } from './file-holder.ts'
import { uploadFile } from './file-upload.ts'
import { createExpanders } from './metadata/expanded-objects.ts'
import { selectObject } from './metadata/select-fields.ts'

const oldSharing = { externalAccess: false, userGroupAccesses: [], userAccesses: [] }

/** Whoever asks again finds an uploaded file stored, as on a real server a moment later (recording 483 of 2.38). */
function finishStoring({ fileContents, metadata }: Dataset, object: MetadataObject): void {
  const sizes = fileContents.get(object.id)
  if (object['storageStatus'] !== 'PENDING' || sizes?.ORIGINAL === undefined) return
  const stored = { ...object, storageStatus: 'STORED', hasMultipleStorageFiles: sizes.SMALL !== undefined }
  metadata.get('fileResources')?.set(object.id, stored)
}

const wholeObject = parseFields('*,!href,!access')

/**
 * `fileResources/{id}` without `fields`, which tells of any file to any user (recording 483), and `/data`, which DHIS2 never gives for values
 * of tracker data. With `fields`, and for the list, they are metadata like any other. A POST uploads one.
 */
export function createFileResourceRoute(dataset: Dataset): SandboxRoute {
  const expanderOf = createExpanders(dataset)
  return (request) => {
    const { method, path, query, user } = request
    if (method === 'POST' && path === 'fileResources') return uploadFile(dataset, request)
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
    const { hasExternalSharing, hasOldSharing, tellsAssignedFiles } = dataset.version.metadata
    const sharing = { ...(hasExternalSharing && { external: false }), users: {}, userGroups: {} }
    const assigned = object['assigned'] === true || fileHolder(dataset, id) !== undefined
    const told = { ...(hasOldSharing && oldSharing), ...(tellsAssignedFiles && { assigned }) }
    const body = { ...whole, favorites: [], favorite: false, sharing, ...told }
    finishStoring(dataset, object)
    return { status: 200, body }
  }
}
