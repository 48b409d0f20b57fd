/** The bytes of a file, sent piece by piece, so that a large one is never whole in memory. */
export interface StoredFile {
  /** In bytes. */
  length: number
  chunks: () => Iterable<Uint8Array>
}

/** The sizes that DHIS2 keeps of an image; any other file has the first alone. */
export const imageSizes = ['ORIGINAL', 'SMALL', 'MEDIUM', 'LARGE'] as const

/** The bytes of a file in each of its sizes, made when they are asked for; none at all while DHIS2 is still storing it. */
export type FileSizes = Partial<Record<(typeof imageSizes)[number], () => StoredFile>>
