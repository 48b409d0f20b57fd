import type { Dhis2Client } from '../../dhis2/client.ts'
import type { ExportRequest, ExportRow, ExportTable } from '../../model/export-request.ts'
import type { Identity } from '../../model/identity.ts'
import { MissingCredentials } from '../../model/missing-credentials.ts'
import type { Capabilities } from '../../model/server-info.ts'
import { asEvent, asTrackedEntity, type TrackerRow, uidOf } from '../../model/tracker.ts'
import type { TrackedQuery } from '../../model/tracker-query.ts'
import type { UpstreamCall } from '../../model/upstream-call.ts'
import type { SeamedWindow } from '../../plan/seamed-windows.ts'
import type { MetadataCache } from '../metadata-cache.ts'
import { createMetadataDetailsLoad } from '../metadata-details-load.ts'
import { createMetadataLoad, type MetadataLoad } from '../metadata-load.ts'
import { attributeColumns, type ColumnSource, dataElementColumns, type ValueColumn } from './export-columns.ts'
import { exportQuery } from './export-query.ts'
import { exportFields, ownCells, ownHeadings } from './own-columns.ts'
import { streamRows, type WindowPage } from './stream-rows.ts'

/** Opens an export for a caller: the columns, and rows as they are taken. Rejects with MissingCredentials, a RefusedRequest, or DHIS2's refusal; `signal` ends it. */
export type OpenExport = (headers: Headers, request: ExportRequest, signal: AbortSignal) => Promise<ExportTable>

/** What exports are made of; `deadlineMs`: how long each request to DHIS2 may take. */
export interface ExportSource {
  client: Dhis2Client
  cache: MetadataCache
  identify: (headers: Headers) => Identity | undefined
  deadlineMs: number
}

/** Windows that are read at once, or wait to be taken. */
const WINDOWS_AT_ONCE = 4
/** Tracked entities whose attributes are asked for at once, so that the UIDs fit a URL. */
const ENTITIES_AT_ONCE = 450

/** Exports go out with the caller's own credentials, a few pages of rows in memory at a time. */
export function createOpenExport(source: ExportSource): OpenExport {
  return async (headers, request, signal) => {
    const identity = source.identify(headers)
    if (!identity) throw new MissingCredentials()
    const { credentials } = identity
    const call = (): UpstreamCall => ({ credentials, signal, deadline: Date.now() + source.deadlineMs })
    const capabilities = await source.client.capabilities(call())
    const query = exportQuery(request, capabilities)
    const loads = columnSource(source, identity, call())
    const values = request.kind === 'events' ? await dataElementColumns(loads, request) : []
    const attributes =
      request.kind === 'trackedEntities' || request.attributes ? await attributeColumns(loads, request) : []
    const fetch = { client: source.client, call, query, capabilities }
    const metadata = () => createMetadataLoad({ ...source, identity: identity.key, call: call(), batch: true })
    const table = { kind: request.kind, values, attributes, metadata }
    const parts = streamRows(async (window) => {
      const { rows, more } = await fetchRows(fetch, window)
      return { rows: await tableRows(rows, await attributesOf(fetch, rows, attributes), table), more }
    }, WINDOWS_AT_ONCE)
    return {
      columns: uniqueNames([...ownHeadings(request.kind), ...[...values, ...attributes].map(({ heading }) => heading)]),
      pages: cellsOf(parts),
    }
  }
}

function columnSource({ client, cache }: ExportSource, identity: Identity, call: UpstreamCall): ColumnSource {
  const source = { client, cache, identity: identity.key, call, batch: true }
  return { metadata: createMetadataLoad(source), metadataDetails: createMetadataDetailsLoad(source) }
}

interface Fetch {
  client: Dhis2Client
  call: () => UpstreamCall
  query: TrackedQuery
  capabilities: Capabilities
}

/** A window; where a version's pages are in no stable order, all rows are the first one. */
async function fetchRows(
  { client, call, query, capabilities }: Fetch,
  { page, pageSize }: SeamedWindow,
): Promise<WindowPage<TrackerRow>> {
  const fields = exportFields(query.kind)
  const stable = capabilities.stableDefaultOrder || capabilities.orderByUid[query.kind]
  if (!stable) return { rows: (await client.list(call(), { query, fields, page: 'all' })).rows, more: false }
  const { rows, more } = await client.list(call(), { query, fields, page: { page, pageSize, total: false } })
  return { rows, more }
}

type Values = ReadonlyMap<string, string | undefined>

/** The attributes of each row's tracked entity, by that one's UID. */
async function attributesOf(
  { client, call, query }: Fetch,
  rows: readonly TrackerRow[],
  columns: readonly ValueColumn[],
): Promise<Map<string, Values>> {
  if (columns.length === 0) return new Map()
  if (query.kind === 'trackedEntities') return attributesById(rows)
  const ids = [...new Set(rows.flatMap((row) => trackedEntityOf(row) ?? []))]
  const starts = Array.from({ length: Math.ceil(ids.length / ENTITIES_AT_ONCE) }, (_, i) => i * ENTITIES_AT_ONCE)
  const { program, includeDeleted } = query
  const answers = await Promise.all(
    starts.map((start) => {
      const some = ids.slice(start, start + ENTITIES_AT_ONCE)
      return client.list(call(), {
        query: {
          kind: 'trackedEntities',
          ids: some,
          ...(program && { program }),
          ...(includeDeleted && { includeDeleted }),
        },
        fields: { trackedEntity: true, attributes: { attribute: true, value: true } },
        page: { page: 1, pageSize: some.length, total: false },
      })
    }),
  )
  return attributesById(answers.flatMap((answer) => answer.rows))
}

function attributesById(rows: readonly TrackerRow[]): Map<string, Values> {
  return new Map(
    rows.map((row) => [
      uidOf(row),
      new Map((asTrackedEntity(row)?.attributes ?? []).map(({ attribute, value }) => [attribute, value])),
    ]),
  )
}

function trackedEntityOf(row: TrackerRow): string | undefined {
  return 'trackedEntity' in row ? row.trackedEntity : undefined
}

interface Table {
  kind: ExportRequest['kind']
  values: readonly ValueColumn[]
  attributes: readonly ValueColumn[]
  /** A metadata load for one page: what it has met is not kept beyond it. */
  metadata: () => MetadataLoad
}

interface TableRow {
  uid: string
  cells: ExportRow
}

/** The cells of rows: what waits to be taken holds no more than goes out, which is a fraction of what DHIS2 sent. */
async function tableRows(
  rows: readonly TrackerRow[],
  owned: ReadonlyMap<string, Values>,
  { kind, values, attributes, metadata }: Table,
): Promise<TableRow[]> {
  const load = metadata()
  await load.warm('organisationUnits', new Set(rows.flatMap((row) => ('orgUnit' in row && row.orgUnit) || [])))
  const nameOf = (id: string): string | undefined => load.peek('organisationUnits', id)?.displayName
  return rows.map((row) => {
    const stored = new Map((asEvent(row)?.dataValues ?? []).map(({ dataElement, value }) => [dataElement, value]))
    const ofEntity = owned.get(trackedEntityOf(row) ?? '')
    return {
      uid: uidOf(row),
      cells: [...ownCells(kind, row, nameOf), ...cells(values, stored), ...cells(attributes, ofEntity)],
    }
  })
}

async function* cellsOf(parts: AsyncIterable<TableRow[]>): AsyncGenerator<ExportRow[], void, undefined> {
  for await (const rows of parts) yield rows.map((row) => row.cells)
}

function cells(columns: readonly ValueColumn[], stored: Values | undefined): ExportRow {
  return columns.map(({ id, optionNames }) => {
    const value = stored?.get(id)
    return (value !== undefined && optionNames?.get(value)) || value
  })
}

/** Two columns of one name would be one to who reads them by name. */
function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    let unique = name
    for (let count = 2; taken.has(unique); count++) unique = `${name} (${count})`
    taken.add(unique)
    return unique
  })
}
