import type { MetadataObject } from '../dataset.ts'
import type { SandboxAnswer, SandboxRequest } from '../exchange.ts'
import { type FileSizes, imageSizes, type StoredFile } from '../stored-file.ts'
import type { EventKind } from './event-kinds.ts'
import { accessibleEvent, requireTrackedEntity } from './one-record.ts'
import { readPathUid } from './parameters.ts'
import type { Reader } from './reader.ts'
import { badRequest, badValue, conflict, notFound, Refusal } from './refusal.ts'
import type { TrackerIndex } from './tracker-index.ts'

/** A request for a file that is a value of a record: `of` is its attribute or data element. */
export interface FileRequest {
  index: TrackerIndex
  reader: Reader
  request: SandboxRequest
  uid: string
  of: string
  form: 'file' | 'image'
}

/** GET tracker/events/{uid}/dataValues/{dataElement}/file or /image. */
export function readEventFile(kind: EventKind, { index, reader, request, uid, of, form }: FileRequest): SandboxAnswer {
  const id = readPathUid(uid, 'event')
  const size = readSize(request.query, form, '/tracker/event/dataValues/{dataElement}/image')
  const element = index.metadata.dataElements.get(readPathUid(of, 'dataElement'))
  if (element === undefined) throw notFound('DataElement', of)
  if (!isFileType(element.valueType)) throw missing(`Data element ${of} is not a file (or image).`)
  const event = accessibleEvent(kind, index, reader, id)
  const value = event?.dataValues.find(({ dataElement }) => dataElement === of)?.value
  if (value === undefined) throw missing(`Event ${id} with data element ${of} could not be found.`)
  return serve(index, request, value, size)
}

/** GET tracker/trackedEntities/{uid}/attributes/{attribute}/file or /image; an attribute that only a program has needs `program`. */
export function readAttributeFile({ index, reader, request, uid, of, form }: FileRequest): SandboxAnswer {
  const id = readPathUid(uid, 'trackedEntity')
  const attribute = readPathUid(of, 'attribute')
  const size = readSize(request.query, form, '/tracker/trackedEntities/attributes/{attribute}/image')
  const { entity, program } = requireTrackedEntity(index, reader, request.query, id)
  const isShown = index.metadata.typeAttributes.has(attribute) || program?.attributes.has(attribute) === true
  const found = entity.attributes.find((value) => isShown && value.attribute === attribute)
  if (found === undefined) throw notFound('TrackedEntityAttribute', attribute)
  if (!isFileType(index.metadata.attributes.get(attribute)?.valueType)) {
    throw missing(`Tracked entity attribute ${attribute} is not a file (or image).`)
  }
  return serve(index, request, found.value, size)
}

type Size = (typeof imageSizes)[number]

/** The size asked of an image, in any case; undefined for `/file`, where there is nothing to choose. */
function readSize(query: URLSearchParams, form: FileRequest['form'], imagePath: string): Size | undefined {
  const text = query.get('dimension') ?? ''
  if (form === 'file') {
    if (text === '') return undefined
    throw badRequest(`Request parameter 'dimension' is only supported for images by API ${imagePath}`)
  }
  const size = imageSizes.find((name) => name === text.toUpperCase())
  if (text === '' || size !== undefined) return size ?? 'ORIGINAL'
  throw badValue(`Value '${text}' is not valid for parameter dimension. Valid values are: [${imageSizes.join(', ')}]`)
}

const isFileType = (valueType: string | undefined): boolean => valueType === 'FILE_RESOURCE' || valueType === 'IMAGE'

const missing = (message: string): Refusal => new Refusal(404, message, 'E1005')

/** DHIS2 2.42 sends the whole file whatever `Range` asks for, and 304 without it when `If-None-Match` names its id. */
function serve(index: TrackerIndex, request: SandboxRequest, id: string, size: Size | undefined): SandboxAnswer {
  const resource = index.dataset.metadata.get('fileResources')?.get(id)
  if (resource === undefined) throw notFound('FileResource', id)
  const headers = { ...fileHeaders, etag: `"${id}"` }
  if (isNamed(id, request.headers['if-none-match'])) return { status: 304, body: '', headers }
  const file = contentOf(resource, index.dataset.fileContents.get(id) ?? {}, size)
  return {
    status: 200,
    body: '',
    file,
    headers: {
      ...headers,
      'content-type': `${String(resource['contentType'])};charset=UTF-8`,
      'content-disposition': `filename=${String(resource['name'])}`,
    },
  }
}

const fileHeaders = {
  'cache-control': 'no-cache, private',
  'content-security-policy': "script-src 'none'; ",
  'x-content-type-options': 'nosniff',
  'x-xss-protection': '1; mode=block',
}

function isNamed(id: string, ifNoneMatch = ''): boolean {
  return ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '').replaceAll('"', '') === id)
}

function contentOf(resource: MetadataObject, sizes: FileSizes, size: Size | undefined): StoredFile {
  if (size !== undefined && !/^image\/(jpe?g|png|gif)$/.test(String(resource['contentType']))) {
    throw badRequest('File is not an image')
  }
  if (size !== undefined && size !== 'ORIGINAL' && resource['hasMultipleStorageFiles'] !== true) {
    throw badRequest('Image is not stored using multiple dimensions')
  }
  const content = sizes[size ?? 'ORIGINAL']
  if (content === undefined) {
    throw conflict('The content is being processed and is not available yet. Try again later.')
  }
  return content()
}
