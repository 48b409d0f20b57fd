import type { Dataset, MetadataObject, SandboxUser } from '../dataset.ts'
import { errorAnswer, type SandboxAnswer, type SandboxRequest, type SandboxRoute } from '../exchange.ts'
import { type FieldTree, parseFields } from '../fields.ts'
import { canReadMetadata } from '../sharing.ts'
import { createExpanders, type Expander } from './expanded-objects.ts'
import { FilterRefusal, parseFilters, parseQuery } from './metadata-filter.ts'
import { pageOf, sortObjects } from './metadata-page.ts'
import { className, emptyPlurals } from './metadata-types.ts'
import { orgUnitRestriction } from './org-unit-restriction.ts'
import { createPathReader } from './property-paths.ts'
import { selectObject } from './select-fields.ts'

const uidForm = /^[A-Za-z0-9]{11}$/
const cached = { 'cache-control': 'no-cache, private' }

/** The generic metadata endpoints: `/{plural}`, `/{plural}/{id}`, `/{plural}/{id}/{collection}` and the `/metadata` bundle. */
export function createMetadataRoute(dataset: Dataset): SandboxRoute {
  const expanderOf = createExpanders(dataset)
  return (request) => {
    const locale = dataset.version.metadata.knowsLocale ? request.query.get('locale') : null
    const server: MetadataServer = {
      dataset,
      expand: expanderOf(locale === null ? request.user : { ...request.user, dbLocale: locale }),
    }
    const [plural = '', id, property, ...rest] = request.path.split('/')
    if (rest.length > 0 || request.method !== 'GET') return undefined
    if (plural === 'metadata' && id === undefined) return bundleAnswer(server, request)
    if (dataset.version.metadata.unknownTypes.includes(plural)) return undefined
    if (!dataset.metadata.has(plural) && !emptyPlurals.has(plural)) return undefined
    if (id === undefined) return listAnswer(server, plural, request)
    if (dataset.version.metadata.refusesMalformedIds && !uidForm.test(id))
      return errorAnswer(405, "Request method 'GET' is not supported")
    return objectAnswer(server, plural, id, property, request)
  }
}

interface MetadataServer {
  dataset: Dataset
  expand: Expander
}

function listAnswer(server: MetadataServer, plural: string, request: SandboxRequest): SandboxAnswer {
  const { query, user } = request
  try {
    const objects = listed(server, plural, query, user)
    const tree = fieldsOf(query.getAll('fields'), 'id,displayName')
    const paged = query.get('paging') !== 'false'
    const page = paged ? pageOf(objects, `${originOf(request)}/api/${plural}`, query) : { objects, pager: undefined }
    const items = page.objects.map((object) => selectObject(tree, plural, object, { ...server, user }))
    return { status: 200, body: { ...(page.pager && { pager: page.pager }), [plural]: items }, headers: cached }
  } catch (error) {
    if (error instanceof FilterRefusal) return errorAnswer(400, error.message, 'E1003')
    throw error
  }
}

/** The readable objects of a type that pass `filter` and `query`, sorted as `order` asks. */
function listed(server: MetadataServer, plural: string, query: URLSearchParams, user: SandboxUser): MetadataObject[] {
  const read = createPathReader(server.dataset, server.expand, plural)
  const passes = parseFilters(query.getAll('filter'), query.get('rootJunction'), read)
  const found = parseQuery(query.get('query'), read)
  const isPlaced = plural === 'organisationUnits' ? orgUnitRestriction(server.dataset, query, user) : () => true
  const objects = [...(server.dataset.metadata.get(plural)?.values() ?? [])].filter(
    (object) => canReadMetadata(user, object) && passes(object) && found(object) && isPlaced(object),
  )
  return sortObjects(objects, query.getAll('order'), read)
}

function objectAnswer(
  server: MetadataServer,
  plural: string,
  id: string,
  property: string | undefined,
  { query, user }: SandboxRequest,
): SandboxAnswer {
  const object = server.dataset.metadata.get(plural)?.get(id)
  const isHidden =
    object !== undefined && server.dataset.version.metadata.hidesUnshared && !canReadMetadata(user, object)
  if (object === undefined || isHidden) {
    return errorAnswer(404, `${className(plural)} with id ${id} could not be found.`, 'E1005')
  }
  const context = { ...server, user }
  const tree = fieldsOf(query.getAll('fields'), '*')
  if (property === undefined) return { status: 200, body: selectObject(tree, plural, object, context), headers: cached }
  const nested = fieldsOf(query.getAll('fields'), ':all')
  const only: FieldTree = { ...parseFields(''), fields: new Map([[property, { tree: nested, transformers: [] }]]) }
  return { status: 200, body: selectObject(only, plural, object, context), headers: cached }
}

/** `/metadata`: a list for each type named by `programs=true`, `programs:fields=…` or `programs:filter=…`. */
function bundleAnswer(server: MetadataServer, { query, user }: SandboxRequest): SandboxAnswer {
  const plurals = new Set(
    [...query.keys()].map((name) => name.split(':')[0] ?? '').filter((name) => server.dataset.metadata.has(name)),
  )
  const wanted = plurals.size === 0 ? [...server.dataset.metadata.keys()] : [...plurals].sort()
  const common = query.get('fields')
  try {
    const lists = wanted.map((plural) => {
      const own = new URLSearchParams()
      for (const part of ['filter', 'order'])
        for (const value of query.getAll(`${plural}:${part}`)) own.append(part, value)
      const tree = fieldsOf([query.get(`${plural}:fields`) ?? common ?? ':owner'], ':owner')
      return [
        plural,
        listed(server, plural, own, user).map((object) => selectObject(tree, plural, object, { ...server, user })),
      ]
    })
    const system = {
      ...(server.dataset.version.metadata.tellsSystemId && { id: null }),
      rev: 'sandbox',
      version: server.dataset.version.systemVersion,
      date: new Date().toISOString().replace('Z', '+0000'),
    }
    return { status: 200, body: { system, ...Object.fromEntries(lists) } }
  } catch (error) {
    if (error instanceof FilterRefusal) return errorAnswer(400, error.message, 'E1003')
    throw error
  }
}

function fieldsOf(texts: string[], otherwise: string): FieldTree {
  const text = texts.filter((part) => part !== '').join(',')
  return parseFields(text === '' ? otherwise : text)
}

/** DHIS2 makes its links from the address that the caller used. */
function originOf({ headers }: SandboxRequest): string {
  return headers['host'] === undefined ? '' : `http://${headers['host']}`
}
