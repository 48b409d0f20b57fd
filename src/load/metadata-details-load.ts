import DataLoader from 'dataloader'
import type { MetadataType, Reference } from '../model/metadata.ts'
import type { InverseReference, MetadataDetail, MetadataDetails } from '../model/metadata-details.ts'
import type { MetadataSource } from './metadata-load.ts'
import type { Ready } from './ready.ts'

/** UIDs at most in one request. */
const LARGEST_BATCH = 450

/** What of metadata is loaded only where it is selected: all that one level of a query wants of one type in one request. */
export interface MetadataDetailsLoad {
  /** A detail of an object; null where it has none, or where sharing hides the object. */
  detail<Detail extends MetadataDetail>(
    type: MetadataType,
    id: string,
    detail: Detail,
  ): Ready<MetadataDetails[Detail] | null>
  /** The objects that point at an object, as far as the caller may see them. */
  pointers(inverse: InverseReference, id: string): Ready<Reference[]>
}

interface Wanted {
  id: string
  detail: MetadataDetail
}

/** The details of one GraphQL request. */
export function createMetadataDetailsLoad(source: MetadataSource): MetadataDetailsLoad {
  const details = new Map<MetadataType, DataLoader<Wanted, Partial<MetadataDetails>, string>>()
  const pointers = new Map<string, DataLoader<string, Reference[]>>()
  return {
    detail(type, id, detail) {
      const cached = source.cache.get(source.identity, `${type} ${id} ${detail}`)?.details
      if (cached) return cached[detail] ?? null
      const loader = details.get(type) ?? createDetailLoader(source, type)
      details.set(type, loader)
      return loader.load({ id, detail }).then((found) => found[detail] ?? null)
    },
    pointers(inverse, id) {
      const name = `${inverse.type} ${inverse.path.join('.')}`
      const cached = source.cache.get(source.identity, `${name} ${id}`)?.pointers
      if (cached) return cached.map((pointer) => ({ id: pointer }))
      const loader = pointers.get(name) ?? createPointerLoader(source, inverse, name)
      pointers.set(name, loader)
      return loader.load(id)
    },
  }
}

/** One request for all details that are wanted of a type in the same moment: most levels want the same of each object. */
function createDetailLoader(
  source: MetadataSource,
  type: MetadataType,
): DataLoader<Wanted, Partial<MetadataDetails>, string> {
  async function fetchAll(wanted: readonly Wanted[]): Promise<Partial<MetadataDetails>[]> {
    const ids = [...new Set(wanted.map(({ id }) => id))].sort()
    const details = [...new Set(wanted.map(({ detail }) => detail))].sort()
    const starts = Array.from({ length: Math.ceil(ids.length / LARGEST_BATCH) }, (_, i) => i * LARGEST_BATCH)
    const answers = await Promise.all(
      starts.map((start) =>
        source.client.metadataDetails(source.call, { type, ids: ids.slice(start, start + LARGEST_BATCH), details }),
      ),
    )
    return wanted.map(({ id, detail }) => {
      const row = answers.map((answer) => answer.get(id)).find((found) => found !== undefined)
      if (row) source.cache.set(source.identity, `${type} ${id} ${detail}`, { details: only(row, detail) })
      return row ?? {}
    })
  }
  return new DataLoader(fetchAll, {
    cacheKeyFn: ({ id, detail }) => `${id} ${detail}`,
    ...(!source.batch && { maxBatchSize: 1 }),
  })
}

function only(row: Partial<MetadataDetails>, detail: MetadataDetail): Partial<MetadataDetails> {
  return { [detail]: row[detail] }
}

function createPointerLoader(
  source: MetadataSource,
  inverse: InverseReference,
  name: string,
): DataLoader<string, Reference[]> {
  async function fetchAll(targets: readonly string[]): Promise<Reference[][]> {
    const found = await source.client.metadataPointers(source.call, inverse, [...targets].sort())
    return targets.map((target) => {
      const pointers = found.get(target) ?? []
      source.cache.set(source.identity, `${name} ${target}`, { pointers })
      return pointers.map((id) => ({ id }))
    })
  }
  return new DataLoader(fetchAll, { maxBatchSize: source.batch ? LARGEST_BATCH : 1 })
}
