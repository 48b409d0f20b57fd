import type { GatewayContext } from '../../load/gateway-context.ts'
import type { FileInfo, ImageDimension, TrackerFileRequest } from '../../model/tracker-file.ts'
import { needs } from '../../plan/need.ts'
import { builder } from '../builder.ts'

/** A stored file: its UID, and where it is read. */
export interface FileRow {
  id: string
  isImage: boolean
  request: TrackerFileRequest
}

const ImageDimensionEnum = builder.enumType('ImageDimension', {
  description: 'How large an image is to be; DHIS2 keeps smaller forms of each.',
  values: {
    SMALL: { description: 'At most 256 pixels wide.' },
    MEDIUM: { description: 'At most 512 pixels wide.' },
    LARGE: { description: 'At most 1024 pixels wide.' },
    ORIGINAL: { description: 'As it was uploaded.' },
  } as const,
})

/** A file or image that is the value of an attribute or data element. */
export const FileResource = builder.objectRef<FileRow>('FileResource').implement({
  description: 'A file or image that is a stored value. What DHIS2 knows of it costs a request for each file.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false, description: 'UID.', ...needs({}) }),
    name: t.string({ description: 'Its name when it was uploaded.', resolve: ofInfo('name') }),
    contentType: t.string({ description: 'Its media type, such as image/png.', resolve: ofInfo('contentType') }),
    contentLength: t.float({ description: 'Its size in bytes.', resolve: ofInfo('contentLength') }),
    storageStatus: t.string({
      description: 'NONE, PENDING or STORED: whether DHIS2 has stored it yet.',
      resolve: ofInfo('storageStatus'),
    }),
    url: t.string({
      nullable: false,
      description:
        'Where the gateway gives its bytes, from the gateway’s own root: read it with the credentials of this request. Ranges are understood.',
      resolve: ({ request }) => fileUrl(request),
    }),
    imageUrl: t.string({
      description: 'The same of an image in another size; null for other files.',
      args: { dimension: t.arg({ type: ImageDimensionEnum, required: true, description: 'The size.' }) },
      resolve: ({ request, isImage }, { dimension }) => (isImage ? fileUrl(request, dimension) : null),
    }),
  }),
})

function ofInfo<Key extends keyof FileInfo>(
  key: Key,
): (row: FileRow, args: object, context: GatewayContext) => Promise<NonNullable<FileInfo[Key]> | null> {
  return async ({ id }, _args, { load }) => (await load.fileInfo(id))[key] ?? null
}

function fileUrl({ kind, id, of, program }: TrackerFileRequest, dimension?: ImageDimension): string {
  const list = kind === 'events' ? 'dataValues' : 'attributes'
  const query = new URLSearchParams({
    ...(program && { program }),
    ...(dimension && { dimension: dimension.toLowerCase() }),
  }).toString()
  return `/files/${kind}/${id}/${list}/${of}${query && `?${query}`}`
}
