import { beside, changeLogs, duplicates, operators, orders, parameters, singles } from './parameters.ts'
import type { Endpoint, Place, WireName } from './place.ts'
import { endpoints, shapes } from './properties.ts'

const intro = `# What of DHIS2's tracker export has which place in the graph

Every parameter and every property of the tracker export endpoints of DHIS2 2.41, 2.42 and 2.43, and where it stands in
[the schema](../schema/schema.graphql). The gateway translates the same names for older versions.

This page is printed from the tables in \`test/coverage\`, by which the tests also turn every recorded read of a real DHIS2 into a GraphQL
query and compare the answers. \`npx vitest run test/coverage -u\` prints it anew; a test fails where it is stale, where a place is not in
the schema, or where a recorded exchange has a parameter or property that is missing here.

2.43 splits events by the type of their program: \`trackerEvents\` and \`singleEvents\` are \`events\` here, on every version.
`

/** The whole of docs/coverage.md. */
export function coveragePage(): string {
  const lists = endpointNames.map(endpointSection)
  const properties = shapeNames.map(shapeSection)
  return [
    intro,
    '## Parameters\n',
    ...lists,
    duplicateSection(),
    besideSection(),
    operatorSection(),
    '## Properties\n',
    ...properties,
  ].join('\n')
}

const endpointNames: Endpoint[] = ['trackedEntities', 'enrollments', 'events', 'relationships']
const shapeNames: WireName[] = [
  'TrackedEntity',
  'Enrollment',
  'Event',
  'Relationship',
  'RelationshipItem',
  'Attribute',
  'DataValue',
  'Note',
  'User',
  'DisplayedUser',
  'ProgramOwner',
  'PotentialDuplicate',
  'ChangeLog',
  'AttributeChange',
  'DataValueChange',
  'EventFieldChange',
]

function endpointSection(endpoint: Endpoint): string {
  const { field, parameters: ofOne } = singles[endpoint]
  const { defaultFields } = endpoints[endpoint]
  const list = table('Parameter', parameters[endpoint], (path) => `\`${endpoint}(${nested(path)})\``)
  const one = table('Path or parameter', ofOne, (path) => `\`${field}(${path})\``)
  const order = table('Value', orders[endpoint], (value) => `\`orderBy: { field: ${value} }\``)
  return [
    `### \`/api/tracker/${endpoint}\`\n`,
    list,
    `\n\`order\` sorts by these${endpoint === 'trackedEntities' ? ' and by attributes' : endpoint === 'events' ? ', by attributes of the tracked entity and by data elements' : ''}:\n`,
    order,
    `\nWithout \`fields\`, DHIS2 shows \`${defaultFields}\`; the graph shows what is selected.\n`,
    `### \`/api/tracker/${endpoint}/{uid}\`\n`,
    one,
    '',
    ...changeLogSection(endpoint),
  ].join('\n')
}

function changeLogSection(endpoint: Endpoint): string[] {
  const parameters = changeLogs[endpoint]
  if (parameters === undefined) return []
  const rows = table('Parameter', parameters, (path) => `\`${singles[endpoint].type}.changeLog(${path})\``)
  return [`### \`/api/tracker/${endpoint}/{uid}/changeLogs\`\n`, rows, '']
}

function duplicateSection(): string {
  const rows = table('Parameter', duplicates, (path) => `\`potentialDuplicates(${path})\``)
  return ['### `/api/potentialDuplicates`\n', rows, ''].join('\n')
}

function besideSection(): string {
  const rows = Object.entries(beside).map(
    ([path, place]) => `| \`${path}\` | ${cell(place, (field) => `\`${place.type}.${field}\``)} |`,
  )
  return ['### Files and forms, under `/api/tracker/`\n', '| Path | In the graph |', '| --- | --- |', ...rows, ''].join(
    '\n',
  )
}

function operatorSection(): string {
  const rows = Object.entries(operators).map(
    ([name, field]) => `| \`${name}\` | \`{ ${field.includes(':') ? field : `${field}: …`} }\` |`,
  )
  const said = 'Of `filter` and `filterAttributes`. None of them regards case; several in one condition must all hold.'
  return ['### Operators\n', `${said}\n`, '| Operator | In a condition |', '| --- | --- |', ...rows, ''].join('\n')
}

function shapeSection(name: WireName): string {
  const { type, properties } = shapes[name]
  return [`### ${titles[name] ?? name}\n`, table('Property', properties, (path) => placeIn(type, path)), ''].join('\n')
}

const titles: Partial<Record<WireName, string>> = {
  RelationshipItem: '`from` and `to` of a relationship',
  Attribute: 'Attribute value',
  DataValue: 'Data value',
  User: 'User (`createdBy`, `updatedBy`)',
  DisplayedUser: 'User (`assignedUser`, `createdBy` of a note)',
  ProgramOwner: 'Program owner',
  PotentialDuplicate: 'Potential duplicate',
  ChangeLog: 'Change log entry',
  AttributeChange: '`change.attributeValue` of a change log entry',
  DataValueChange: '`change.dataValue` of a change log entry',
  EventFieldChange: '`change.eventField` of a change log entry',
  TrackedEntity: 'Tracked entity',
}

function placeIn(type: string, path: string): string {
  if (path === '.') return 'on the entry itself, see below'
  return path.startsWith('...') ? `\`${type} { ${path} }\`` : `\`${type}.${path}\``
}

function table(head: string, rows: Record<string, Place>, print: (path: string) => string): string {
  const lines = Object.entries(rows)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, place]) => `| \`${name}\` | ${cell(place, print)} |`)
  return [`| ${head} | In the graph |`, '| --- | --- |', ...lines].join('\n')
}

function cell(place: Place, print: (path: string) => string): string {
  if ('none' in place) return `– ${place.none}`
  return 'pending' in place ? `not yet: ${print(place.pending)}` : print(place.place)
}

/** `where.enrolledAt.after` → `where: { enrolledAt: { after } }`. */
function nested(path: string): string {
  const [first = '', ...rest] = path.split('.')
  return rest.length === 0 ? first : `${first}: { ${nested(rest.join('.'))} }`
}
