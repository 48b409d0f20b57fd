import type { GraphQLResolveInfo } from 'graphql'
import type { GatewayContext } from '../../load/gateway-context.ts'
import { reachedProgram } from '../../load/reached-program.ts'
import type { ChangeLogEntry, ChangeLogOwner } from '../../model/change-log.ts'
import { optionalUid } from '../../plan/checks.ts'
import { demandOf } from '../../plan/collect-demand.ts'
import { needs } from '../../plan/need.ts'
import { type PageArguments, pageOfRows } from '../../plan/page-arguments.ts'
import { PlanError } from '../../plan/plan-error.ts'
import { builder } from '../builder.ts'
import { type Connection, connectionOf } from '../connection.ts'
import { DataElement, TrackedEntityAttribute } from '../metadata/refs.ts'
import { User } from '../metadata/user.ts'
import { pageArguments } from '../page-arguments.ts'
import { Event, TrackedEntity } from './refs.ts'

const ChangeTypeEnum = builder.enumType('ChangeType', {
  description: 'What a change did to a value.',
  values: {
    CREATE: { description: 'There was none before.' },
    UPDATE: { description: 'It took the place of another.' },
    DELETE: { description: 'It was taken away.' },
  } as const,
})

const ChangeLog = builder.objectRef<ChangeLogEntry>('ChangeLog').implement({
  description:
    'One change of one value. What changed is told by attribute, dataElement or eventField: one of the three.',
  fields: (t) => ({
    type: t.field({
      type: ChangeTypeEnum,
      description: 'What the change did.',
      ...needs({ reads: ['type'] }),
      resolve: ({ type }) => type ?? null,
    }),
    createdAt: t.field({
      type: 'LocalDateTime',
      nullable: false,
      description: 'When it was stored.',
      ...needs({ reads: ['createdAt'] }),
      resolve: ({ createdAt }) => createdAt,
    }),
    createdBy: t.field({
      type: User,
      description: 'Who stored it.',
      ...needs({ reads: ['createdBy'] }),
      resolve: ({ createdBy }) => createdBy ?? null,
    }),
    attribute: t.field({
      type: TrackedEntityAttribute,
      description: 'The attribute whose value changed.',
      ...needs({ names: { property: 'attribute', type: 'trackedEntityAttributes' } }),
      resolve: ({ attribute }) => (attribute === undefined ? null : { id: attribute }),
    }),
    dataElement: t.field({
      type: DataElement,
      description: 'The data element whose value changed.',
      ...needs({ names: { property: 'dataElement', type: 'dataElements' } }),
      resolve: ({ dataElement }) => (dataElement === undefined ? null : { id: dataElement }),
    }),
    eventField: t.string({
      description: 'The property of the event that changed: occurredAt, scheduledAt or geometry (from 2.42).',
      ...needs({ reads: ['eventField'] }),
      resolve: ({ eventField }) => eventField ?? null,
    }),
    previousValue: t.string({
      description: 'The text stored before.',
      ...needs({ reads: ['previousValue'] }),
      resolve: ({ previousValue }) => previousValue ?? null,
    }),
    currentValue: t.string({
      description: 'The text stored since.',
      ...needs({ reads: ['currentValue'] }),
      resolve: ({ currentValue }) => currentValue ?? null,
    }),
  }),
})

const ChangeLogConnection = builder.connectionObject(
  { type: ChangeLog, name: 'ChangeLogConnection', description: 'A page of a change log.' },
  { name: 'ChangeLogEdge', description: 'One of the changes of a page, with its cursor.' },
)

builder.objectField(TrackedEntity, 'changeLog', (t) =>
  t.field({
    type: ChangeLogConnection,
    description:
      'The changes of its attributes’ values, newest first (DHIS2 2.41 and newer; one request for each entity). Through a program those of that program’s attributes, else those of its type’s.',
    args: {
      program: t.arg.id({
        description:
          'UID of a program: changes of its attributes. Where left out, the program through which the entity was reached.',
      }),
      ...pageArguments(t.arg),
    },
    ...needs({ reads: ['trackedEntity'], reached: true }),
    resolve: (row, args, context, info) => {
      const id = row.trackedEntity
      const program = optionalUid('program', args.program) ?? reachedProgram(row)
      return logOf({ kind: 'trackedEntities', id, program }, args, context, info)
    },
  }),
)

builder.objectField(Event, 'changeLog', (t) =>
  t.field({
    type: ChangeLogConnection,
    description:
      'The changes of its data values and (from 2.42) of its times and place, newest first (DHIS2 2.41 and newer; one request for each event).',
    args: pageArguments(t.arg),
    ...needs({ reads: ['event'] }),
    resolve: ({ event }, args, context, info) => logOf({ kind: 'events', id: event }, args, context, info),
  }),
)

async function logOf(
  owner: ChangeLogOwner,
  args: PageArguments,
  { load }: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Connection<ChangeLogEntry>> {
  const { changeLogs, version } = await load.capabilities()
  if (!changeLogs)
    throw new PlanError('changeLog', `DHIS2 ${version.text} keeps no log that can be read; 2.41 and newer do`, {
      needsVersion: '2.41',
    })
  const page = pageOfRows(await load.changeLog(owner), args, ({ key }) => key)
  for (const [property, type] of demandOf(info).named) {
    const keys = page.rows.map((entry) => (property === 'attribute' ? entry.attribute : entry.dataElement))
    void load.metadata.warm(
      type,
      keys.filter((key) => key !== undefined),
    )
  }
  return connectionOf({ ...page, uidOf: ({ key }) => key })
}
