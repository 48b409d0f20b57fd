import { needs } from '../../plan/need.ts'
import { PlanError } from '../../plan/plan-error.ts'
import { EnrollmentStatusEnum, EventStatusEnum } from '../enums.ts'
import { TrackedEntityType } from '../metadata/program.ts'
import { AttributeValue } from './attribute-value.ts'
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
      args: { only: t.arg.idList({ description: 'UIDs of attributes: only these.' }) },
      ...needs({ into: ['attributes'] }),
      resolve: ({ attributes = [] }, { only }) =>
        attributes.filter(({ attribute }) => !only || only.includes(attribute)),
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
      args: {
        program: t.arg.id({ description: 'UID of a program: only enrollments in it.' }),
        status: t.arg({ type: [EnrollmentStatusEnum], description: 'Only in one of these states.' }),
        first: t.arg.int({ description: 'How many at most.' }),
        after: t.arg.string({ description: 'Cursor to go on from.' }),
      },
      ...needs({ into: ['enrollments'], byArgument: { program: ['program'], status: ['status'] } }),
      resolve: ({ enrollments = [] }, args) => nestedEnrollments(enrollments, args),
    }),
    events: t.field({
      type: EventConnection,
      nullable: false,
      description: 'The events of its enrollments, in the order of their times; all of them where `first` is left out.',
      args: {
        program: t.arg.id({ description: 'UID of a program: only events in it.' }),
        programStage: t.arg.id({ description: 'UID of a stage: only its events.' }),
        status: t.arg({ type: [EventStatusEnum], description: 'Only in one of these states.' }),
        occurredAfter: t.arg({ type: 'LocalDateTime', description: 'Only at or after this time.' }),
        occurredBefore: t.arg({ type: 'LocalDateTime', description: 'Only at or before this time.' }),
        first: t.arg.int({ description: 'How many at most.' }),
        after: t.arg.string({ description: 'Cursor to go on from.' }),
      },
      ...needs({
        into: ['enrollments', 'events'],
        byArgument: { program: ['program'], programStage: ['programStage'], status: ['status'] },
      }),
      resolve: ({ enrollments = [] }, args) =>
        nestedEvents(
          enrollments.flatMap(({ events = [] }) => events),
          args,
        ),
    }),
  }),
})
