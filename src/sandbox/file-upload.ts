import { createHash } from 'node:crypto'
import type { Dataset } from './dataset.ts'
import { errorAnswer, type SandboxAnswer, type SandboxRequest } from './exchange.ts'
import type { UploadedFile } from './form-data.ts'
import { newUid } from './new-uid.ts'
import { imageSizes, type StoredFile } from './stored-file.ts'
import { isUid } from './tracker/parameters.ts'
import { freshObject } from './user-reference.ts'
import { beginWrite } from './write/tracker-store.ts'

const domains = ['DATA_VALUE', 'PUSH_ANALYSIS', 'DOCUMENT', 'MESSAGE_ATTACHMENT', 'USER_AVATAR', 'ORG_UNIT', 'ICON']

/** POST fileResources with a form that holds `file` (recording 482): the file waits to be named by a value. Images are not scaled: each size is the whole. */
export function uploadFile(dataset: Dataset, { query, form, user }: SandboxRequest): SandboxAnswer {
  const domain = query.get('domain') ?? form?.fields.get('domain') ?? 'DATA_VALUE'
  if (!domains.includes(domain)) return errorAnswer(400, `Value '${domain}' is not valid for parameter domain.`)
  const file = form?.files.find(({ field }) => field === 'file')
  if (file === undefined)
    return dataset.version.pages.missingParameter('file', { method: 'POST', path: 'fileResources' })
  if (file.bytes.length === 0) return errorAnswer(409, 'Could not read file or file is empty.')
  const files = dataset.metadata.get('fileResources') ?? new Map()
  const id = query.get('uid') ?? newUid()
  if (!isUid(id) || files.has(id)) return errorAnswer(409, `FileResource with UID \`${id}\` already exists.`, 'E1119')
  dataset.metadata.set('fileResources', files)
  const at = beginWrite(dataset, user).nextMoment()
  const stored = { id, ...storedProperties(dataset, file), created: at, lastUpdated: at, domain }
  const author = { id: user.id }
  files.set(id, { ...stored, createdBy: author, lastUpdatedBy: author })
  const bytes = (): StoredFile => ({ length: file.bytes.length, chunks: () => [file.bytes] })
  const isImage = file.contentType.startsWith('image/')
  dataset.fileContents.set(
    id,
    Object.fromEntries((isImage ? imageSizes : imageSizes.slice(0, 1)).map((size) => [size, bytes])),
  )
  const fileResource = { ...freshObject(dataset, user.username), ...stored, displayName: stored.name }
  return {
    status: 202,
    body: {
      httpStatus: 'Accepted',
      httpStatusCode: 202,
      status: 'OK',
      response: { responseType: 'FileResource', fileResource },
    },
  }
}

/** What DHIS2 keeps of a file beside its bytes, while it is still storing them. */
function storedProperties({ version }: Dataset, { name, contentType, bytes }: UploadedFile) {
  return {
    name: name.split(/[/\\]/).at(-1) || 'untitled',
    contentType: contentType || 'application/octet-stream',
    contentLength: bytes.length,
    contentMd5: createHash('md5').update(bytes).digest('hex'),
    ...(version.metadata.tellsAssignedFiles && { assigned: false }),
    hasMultipleStorageFiles: version.metadata.scalesImagesAtOnce && contentType.startsWith('image/'),
    storageStatus: 'PENDING',
  }
}
