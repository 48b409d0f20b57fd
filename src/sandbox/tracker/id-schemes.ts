import type { EventRecord, MetadataObject } from '../dataset.ts'
import { badValue, Refusal } from './refusal.ts'
import type { TrackerIndex } from './tracker-index.ts'

/** How an event names its metadata: by UID unless an id scheme says otherwise. */
export interface EventNames {
  program: (id: string) => string
  programStage: (id: string) => string
  orgUnit: (id: string) => string
  dataElement: (id: string) => string
  categoryOptionCombo: (id: string) => string
  categoryOption: (id: string) => string
}

const asIs = (id: string): string => id

/** Everything by UID. */
export const uidNames: EventNames = {
  program: asIs,
  programStage: asIs,
  orgUnit: asIs,
  dataElement: asIs,
  categoryOptionCombo: asIs,
  categoryOption: asIs,
}

const kinds: Record<keyof EventNames, { noun: string; plural: string }> = {
  orgUnit: { noun: 'OrganisationUnit', plural: 'organisationUnits' },
  program: { noun: 'Program', plural: 'programs' },
  programStage: { noun: 'ProgramStage', plural: 'programStages' },
  categoryOptionCombo: { noun: 'CategoryOptionCombo', plural: 'categoryOptionCombos' },
  categoryOption: { noun: 'CategoryOption', plural: 'categoryOptions' },
  dataElement: { noun: 'DataElement', plural: 'dataElements' },
}

/** The id schemes of a request: how to name what the events of a page hold, refusing when an identifier is missing there. */
export interface IdSchemes {
  names: EventNames
  /** Throws the 422 that lists every missing identifier of these events, selected or not (recording 127). */
  check: (events: EventRecord[]) => void
}

/** Reads `idScheme`, `orgUnitIdScheme` and so on: `UID`, `CODE`, `NAME`. Undefined when all is by UID. */
export function readIdSchemes(query: URLSearchParams, index: TrackerIndex): IdSchemes | undefined {
  const { idSchemeKinds } = index.dataset.version.tracker
  if (idSchemeKinds.length === 0) return undefined
  const general = readScheme(query, 'idScheme') ?? 'UID'
  const schemeOf = (kind: keyof EventNames): string => readScheme(query, `${kind}IdScheme`) ?? general
  const used = idSchemeKinds.map((kind) => ({ kind, scheme: schemeOf(kind) }))
  if (used.every(({ scheme }) => scheme === 'UID')) return undefined
  const names = { ...uidNames }
  for (const { kind, scheme } of used) {
    names[kind] = (id) => identifier(index, kind, scheme, id) ?? id
  }
  return { names, check: (events) => checkIdentifiers(index, used, events) }
}

function readScheme(query: URLSearchParams, name: string): string | undefined {
  const text = query.get(name)
  if (text === null || text === '') return undefined
  const scheme = text.toUpperCase()
  if (scheme === 'UID' || scheme === 'CODE' || scheme === 'NAME' || /^ATTRIBUTE:/.test(scheme)) return scheme
  throw badValue(
    `Value '${text}' is not valid for parameter ${name}. Valid values are: [UID, CODE, NAME, ATTRIBUTE:attributeUid]`,
  )
}

function identifier(index: TrackerIndex, kind: keyof EventNames, scheme: string, id: string): string | undefined {
  if (scheme === 'UID') return id
  const object: MetadataObject | undefined = index.dataset.metadata.get(kinds[kind].plural)?.get(id)
  const value = scheme === 'CODE' ? object?.['code'] : scheme === 'NAME' ? object?.['name'] : undefined
  return typeof value === 'string' ? value : undefined
}

function idsOf(event: EventRecord, kind: keyof EventNames): string[] {
  if (kind === 'dataElement') return event.dataValues.map(({ dataElement }) => dataElement)
  if (kind === 'categoryOption') return event.attributeCategoryOptions
  if (kind === 'categoryOptionCombo') return [event.attributeOptionCombo]
  return [event[kind]]
}

function checkIdentifiers(
  index: TrackerIndex,
  used: { kind: keyof EventNames; scheme: string }[],
  events: EventRecord[],
): void {
  const lines = used.flatMap(({ kind, scheme }) => {
    const ids = new Set(events.flatMap((event) => idsOf(event, kind)))
    const missing = [...ids].filter((id) => identifier(index, kind, scheme, id) === undefined).sort()
    return missing.length === 0 ? [] : [`${kinds[kind].noun}[${scheme}]=${missing.join(',')}`]
  })
  if (lines.length === 0) return
  throw new Refusal(
    422,
    'Not all metadata has an identifier for the requested idScheme. Either change the requested idScheme or add the missing identifiers to the metadata.',
    undefined,
    `Following metadata listed using their UIDs is missing identifiers for the requested idScheme:\n\n${lines.join('\n')}`,
  )
}
