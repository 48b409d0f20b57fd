import type { TrackedEntity as TrackedEntityRow } from '../../model/tracker.ts'
import { needs } from '../../plan/need.ts'
import { PlanError } from '../../plan/plan-error.ts'
import { TrackedEntityType } from '../metadata/refs.ts'
import { AttributeValue } from './attribute-value.ts'
import { enrollmentsOf, viewedEntity } from './joined.ts'
import { nestedEnrollmentArguments, nestedEventArguments } from './nested-arguments.ts'
import { nestedEnrollments, nestedEvents } from './nested-list.ts'
import { EnrollmentConnection, EventConnection, TrackedEntity } from './refs.ts'

TrackedEntity.implement({
  description: 'A person or thing followed through programs.',
  fields: (t) => ({
    id: t.exposeID('trackedEntity', { nullable: false, description: 'UID.', ...needs({ reads: ['trackedEntity'] }) }),
    trackedEntityType: t.field({
      type: TrackedEntityType,
      description: 'What kind of person or thing it is.',
      ...needs({ names: { property: 'trackedEntityType', type: 'trackedEntityTypes' } }),
      resolve: ({ trackedEntityType }) => (trackedEntityType === undefined ? null : { id: trackedEntityType }),
    }),
    inactive: t.boolean({
      nullable: false,
      description: 'Whether it is marked as no longer followed.',
      ...needs({ reads: ['inactive'] }),
      resolve: ({ inactive }) => inactive ?? false,
    }),
    potentialDuplicate: t.boolean({
      nullable: false,
      description: 'Whether it is flagged as a potential duplicate of another.',
      ...needs({ reads: ['potentialDuplicate'] }),
      resolve: ({ potentialDuplicate }) => potentialDuplicate ?? false,
    }),
    attributes: t.field({
      type: [AttributeValue],
      nullable: { list: false, items: false },
      description:
        'The attribute values that the caller may see: those of the type and, where the entity was reached through a program, those of that program.',
      args: {
        program: t.arg.id({
          description: 'UID of a program: as it shows the entity, with the attributes that belong to it.',
        }),
        only: t.arg.idList({ description: 'UIDs of attributes: only these.' }),
      },
      ...needs({ into: ['attributes'], view: true }),
      resolve: (row, { program, only }) => {
        const viewed = viewedEntity(row, { program })
        return viewed instanceof Promise ? attributesLater(viewed, row, only) : attributesOf(viewed ?? row, only)
      },
    }),
    attribute: t.field({
      type: AttributeValue,
      description: 'One attribute value, by the attribute’s UID or code; null where none is stored.',
      args: {
        id: t.arg.id({ description: 'UID of the attribute.' }),
        code: t.arg.string({ description: 'Code of the attribute.' }),
      },
      ...needs({ into: ['attributes'], byArgument: { code: ['code'] } }),
      resolve: ({ attributes = [] }, { id, code }) => {
        if (!id === !code) throw new PlanError('attribute', 'give id or code, one of them')
        return attributes.find((value) => (id ? value.attribute === id : value.code === code)) ?? null
      },
    }),
    enrollments: t.field({
      type: EnrollmentConnection,
      nullable: false,
      description:
        'Its enrollments, oldest first; all of them where `first` is left out. In a list by program, those in that program.',
      args: nestedEnrollmentArguments(t.arg),
      ...needs({ into: ['enrollments'], nested: 'enrollments', view: true }),
      resolve: (row, args) => nestedEnrollments(enrollmentsOf(row, args), args),
    }),
    events: t.field({
      type: EventConnection,
      nullable: false,
      description: 'The events of its enrollments, in the order of their times; all of them where `first` is left out.',
      args: {
        program: t.arg.id({ description: 'UID of a program: only events in it.' }),
        ...nestedEventArguments(t.arg),
      },
      ...needs({ into: ['enrollments', 'events'], nested: 'events', view: true }),
      resolve: (row, args) => nestedEvents(enrollmentsOf(row, { program: args.program }), args),
    }),
  }),
})

type Only = readonly string[] | null | undefined

// An entity that is not in the program is not shown through it, but may be seen without.
async function attributesLater(viewed: Promise<TrackedEntityRow | null>, row: TrackedEntityRow, only: Only) {
  return attributesOf((await viewed) ?? row, only)
}

function attributesOf({ attributes = [] }: TrackedEntityRow, only: Only) {
  return attributes.filter(({ attribute }) => !only || only.includes(attribute))
}
