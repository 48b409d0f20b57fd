import type { MetadataType, MetadataTypes } from '../model/metadata.ts'
import type { MetadataQuery } from '../model/metadata-query.ts'
import { type Anchor, anchoredAt, lostAnchor, type WantedPage, windowBefore } from '../plan/page-arguments.ts'
import { type PageWindow, readWindow } from '../plan/page-window.ts'
import type { MetadataLoad, MetadataSource } from './metadata-load.ts'

/** A page of metadata objects, the first of them at `offset` of the list of `total`. */
export interface ListedMetadata<Type extends MetadataType> {
  rows: MetadataTypes[Type][]
  offset: number
  total: number
}

/** Lists metadata: the records that come with a page are known to the rest of the request. */
export interface MetadataLists {
  list<Type extends MetadataType>(
    query: MetadataQuery & { type: Type },
    page: WantedPage,
    wanted: number,
  ): Promise<ListedMetadata<Type>>
}

/** The metadata lists of one GraphQL request. */
export function createMetadataLists(source: MetadataSource, metadata: MetadataLoad): MetadataLists {
  async function window<Type extends MetadataType>(
    query: MetadataQuery & { type: Type },
    { offset, first }: PageWindow,
  ): Promise<ListedMetadata<Type>> {
    const { pageSize, pages, start } = readWindow({ offset, first: Math.max(1, first) })
    const answers = await Promise.all(
      pages.map((page) => source.client.metadataPage(source.call, query, { page, pageSize })),
    )
    for (const { records } of answers) for (const [key, record] of records) metadata.keep(query.type, key, record)
    const rows = answers.flatMap(({ records }) => [...records.values()]).slice(offset - start, offset - start + first)
    return { rows, offset, total: answers[0]?.total ?? 0 }
  }

  async function anchored<Type extends MetadataType>(
    query: MetadataQuery & { type: Type },
    page: WantedPage & { anchor: Anchor },
    wanted: number,
  ): Promise<ListedMetadata<Type>> {
    const { anchor } = page
    const offset = Math.min(page.window.offset, anchor.index)
    const answer = await window(query, { offset, first: page.window.first + 1 })
    if (answer.rows[anchor.index - offset]?.id === anchor.uid)
      return { ...answer, offset: page.window.offset, rows: answer.rows.toSpliced(anchor.index - offset, 1) }
    const all = await window(query, { offset: 0, first: Math.max(1, answer.total) })
    const index = all.rows.findIndex(({ id }) => id === anchor.uid)
    if (index === -1) throw lostAnchor(anchor)
    const { offset: start, first } = anchoredAt(page, index, wanted)
    return { ...all, offset: start, rows: all.rows.slice(start, start + first) }
  }

  return {
    async list(query, page, wanted) {
      const { anchor } = page
      if (anchor) return anchored(query, { ...page, anchor }, wanted)
      if (!page.fromEnd) return window(query, page.window)
      const { total } = await window(query, { offset: 0, first: 1 })
      return window(query, windowBefore(total, page.window.first))
    },
  }
}
