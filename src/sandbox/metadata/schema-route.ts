import type { Dataset } from '../dataset.ts'
import type { SandboxRoute } from '../exchange.ts'
import { applyFields, parseFields } from '../fields.ts'
import { className, singularName } from './metadata-types.ts'

/** `/schemas` and `/schemas/{name}`: the names of each metadata type, without its properties. */
export function createSchemaRoute(dataset: Dataset): SandboxRoute {
  const schemas = [...dataset.metadata.keys()].map((plural) => ({
    name: singularName(plural),
    singular: singularName(plural),
    plural,
    displayName: className(plural).replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' '),
    relativeApiEndpoint: `/${plural}`,
    metadata: true,
    shareable: true,
  }))
  return ({ method, path, query }) => {
    const [root, name, ...rest] = path.split('/')
    if (method !== 'GET' || root !== 'schemas' || rest.length > 0) return undefined
    const tree = parseFields(query.get('fields') ?? '*')
    if (name === undefined)
      return { status: 200, body: { schemas: schemas.map((schema) => applyFields(tree, schema)) } }
    const schema = schemas.find((candidate) => candidate.name === name)
    return schema && { status: 200, body: applyFields(tree, schema) }
  }
}
