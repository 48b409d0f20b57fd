import { askRest } from './example-query.ts'

/** Where metadata of a type is listed, and what of it the example query shows: options too, which name coded values. */
const lists = {
  organisationUnits: 'id,displayName',
  programStages: 'id,displayName',
  trackedEntityAttributes: 'id,displayName,optionSet[options[code,displayName]]',
  dataElements: 'id,displayName,optionSet[options[code,displayName]]',
} as const

/** In which list the metadata is that these properties of a row name. */
const namedBy: Readonly<Record<string, keyof typeof lists>> = {
  orgUnit: 'organisationUnits',
  programStage: 'programStages',
  attribute: 'trackedEntityAttributes',
  dataElement: 'dataElements',
}

/**
 * The rows and names of the example query as a good programmer asks for them by hand: the one nested call, then one request for each type
 * of metadata with the UIDs on that page, all at once. Gives how many requests that were.
 */
export async function askRestAndNames(
  url: string,
  authorization: string,
  first: number,
  version: string,
): Promise<number> {
  const page = await askRest(url, authorization, first, version)
  const uids = new Map<keyof typeof lists, Set<string>>()
  JSON.parse(page.text, (property, value: unknown) => {
    const list = namedBy[property]
    if (list !== undefined && typeof value === 'string') uids.set(list, (uids.get(list) ?? new Set()).add(value))
    return value
  })
  const named = [...uids].map(async ([list, keys]) => {
    const filter = encodeURIComponent(`id:in:[${[...keys].join(',')}]`)
    const path = `/api/${list}?filter=${filter}&fields=${encodeURIComponent(lists[list])}&paging=false`
    const answer = await fetch(url + path, { headers: { authorization } })
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
    return await answer.json()
  })
  return 1 + (await Promise.all(named)).length
}
