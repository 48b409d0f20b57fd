/** Bytes that come as they are read; `destroy` ends their coming. */
export interface ByteStream extends AsyncIterable<Uint8Array> {
  destroy(): void
}

/** How large an image is to be; DHIS2 keeps smaller forms of each. */
export type ImageDimension = 'SMALL' | 'MEDIUM' | 'LARGE' | 'ORIGINAL'

/** A file that is the value of an event's data element or of a tracked entity's attribute (`of`: its UID). */
export interface TrackerFileRequest {
  kind: 'events' | 'trackedEntities'
  id: string
  of: string
  /** The program through which the attribute is seen, where it belongs to one. */
  program?: string
  /** Only of images. */
  dimension?: ImageDimension
}

/** A file as it comes: `length` in bytes where DHIS2 tells it, `name` as stored. Who does not read `bytes` to the end destroys them. */
export interface TrackerFile {
  bytes: ByteStream
  contentType: string
  length: number | undefined
  name: string | undefined
  etag: string | undefined
}

/** What DHIS2 knows of a stored file. */
export interface FileInfo {
  name?: string
  contentType?: string
  /** In bytes. */
  contentLength?: number
  /** NONE, PENDING, STORED: whether it can be read yet. */
  storageStatus?: string
}
