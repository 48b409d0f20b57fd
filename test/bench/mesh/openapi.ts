const text = { type: 'string' } as const
const list = (name: string) => ({ type: 'array', items: { $ref: `#/components/schemas/${name}` } })
const object = (properties: object) => ({ type: 'object', properties })
const parameter = (name: string) => ({ name, in: 'query', schema: text })

const named = {
  dataElements: 'DataElement',
  trackedEntityAttributes: 'TrackedEntityAttribute',
  organisationUnits: 'OrganisationUnit',
  programStages: 'ProgramStage',
}

/** An OpenAPI document of the endpoints that the example query needs, as one would write it for GraphQL Mesh. */
export function openApiDocument(url: string): object {
  const paths: Record<string, object> = {
    '/api/tracker/trackedEntities': operation(
      'trackedEntities',
      ['program', 'orgUnits', 'orgUnitMode', 'pageSize', 'fields'].map(parameter),
      'TrackedEntityPage',
    ),
  }
  const schemas: Record<string, object> = {
    TrackedEntityPage: object({ trackedEntities: list('TrackedEntity') }),
    TrackedEntity: object({
      trackedEntity: text,
      orgUnit: text,
      attributes: list('AttributeValue'),
      enrollments: list('Enrollment'),
    }),
    AttributeValue: object({ attribute: text, value: text }),
    Enrollment: object({ enrollment: text, status: text, enrolledAt: text, orgUnit: text, events: list('Event') }),
    Event: object({
      event: text,
      status: text,
      occurredAt: text,
      programStage: text,
      orgUnit: text,
      dataValues: list('DataValue'),
    }),
    DataValue: object({ dataElement: text, value: text }),
  }
  for (const [path, type] of Object.entries(named)) {
    schemas[type] = object({ id: text, displayName: text })
    schemas[`${type}List`] = object({ [path]: list(type) })
    paths[`/api/${path}`] = operation(path, ['filter', 'fields', 'paging'].map(parameter), `${type}List`)
    const id = { name: 'id', in: 'path', required: true, schema: text }
    paths[`/api/${path}/{id}`] = operation(`${path}ById`, [id, parameter('fields')], type)
  }
  return {
    openapi: '3.0.3',
    info: { title: 'DHIS2', version: '1' },
    servers: [{ url }],
    paths,
    components: { schemas },
  }
}

function operation(operationId: string, parameters: object[], type: string): object {
  const content = { 'application/json': { schema: { $ref: `#/components/schemas/${type}` } } }
  return { get: { operationId, parameters, responses: { 200: { description: type, content } } } }
}
