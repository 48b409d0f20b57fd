import { needs } from '../../plan/need.ts'
import { PlanError } from '../../plan/plan-error.ts'
import { EventStatusEnum } from '../enums.ts'
import { CategoryOption, Program, ProgramStage } from '../metadata/refs.ts'
import { User } from '../metadata/user.ts'
import { DataValue } from './attribute-value.ts'
import { enrollmentOf, trackedEntityOf } from './joined.ts'
import { Enrollment, Event, Note, TrackedEntity } from './refs.ts'

Event.implement({
  description: 'An occurrence of a program stage: in an enrollment, or alone in a program of single events.',
  fields: (t) => ({
    id: t.exposeID('event', { nullable: false, description: 'UID.', ...needs({ reads: ['event'] }) }),
    program: t.field({
      type: Program,
      description: 'The program it belongs to.',
      ...needs({ names: { property: 'program', type: 'programs' } }),
      resolve: ({ program }) => (program === undefined ? null : { id: program }),
    }),
    programStage: t.field({
      type: ProgramStage,
      description: 'The stage it is an occurrence of.',
      ...needs({ names: { property: 'programStage', type: 'programStages' } }),
      resolve: ({ programStage }) => (programStage === undefined ? null : { id: programStage }),
    }),
    status: t.field({
      type: EventStatusEnum,
      description: 'Its state.',
      ...needs({ reads: ['status'] }),
      resolve: ({ status }) => status ?? null,
    }),
    occurredAt: t.expose('occurredAt', {
      type: 'LocalDateTime',
      description: 'When it occurred; null while it is planned.',
      ...needs({ reads: ['occurredAt'] }),
    }),
    scheduledAt: t.expose('scheduledAt', {
      type: 'LocalDateTime',
      description: 'When it is or was planned for.',
      ...needs({ reads: ['scheduledAt'] }),
    }),
    completedAt: t.expose('completedAt', {
      type: 'LocalDateTime',
      description: 'When it was completed.',
      ...needs({ reads: ['completedAt'] }),
    }),
    completedBy: t.exposeString('completedBy', {
      description: 'Username of who completed it.',
      ...needs({ reads: ['completedBy'] }),
    }),
    enrollment: t.field({
      type: Enrollment,
      description: 'The enrollment it belongs to; null in a program of single events.',
      ...needs({ joins: { property: 'enrollment', kind: 'enrollments' } }),
      resolve: enrollmentOf,
    }),
    trackedEntity: t.field({
      type: TrackedEntity,
      description: 'Who or what it is about, with the attributes of this program; null in a program of single events.',
      ...needs({ joins: { property: 'trackedEntity', kind: 'trackedEntities' } }),
      resolve: trackedEntityOf,
    }),
    dataValues: t.field({
      type: [DataValue],
      nullable: { list: false, items: false },
      description: 'The stored values.',
      args: { only: t.arg.idList({ description: 'UIDs of data elements: only these.' }) },
      ...needs({ into: ['dataValues'] }),
      resolve: ({ dataValues = [] }, { only }) =>
        dataValues.filter(({ dataElement }) => !only || only.includes(dataElement)),
    }),
    dataValue: t.field({
      type: DataValue,
      description: 'One stored value, by the data element’s UID or code; null where none is stored.',
      args: {
        id: t.arg.id({ description: 'UID of the data element.' }),
        code: t.arg.string({ description: 'Code of the data element.' }),
      },
      ...needs({ into: ['dataValues'] }),
      resolve: async ({ dataValues = [] }, { id, code }, { load }) => {
        if (!id === !code) throw new PlanError('dataValue', 'give id or code, one of them')
        if (id) return dataValues.find(({ dataElement }) => dataElement === id) ?? null
        const elements = dataValues.map(({ dataElement }) => load.metadata.get('dataElements', dataElement))
        const found = (await Promise.all(elements)).findIndex((element) => element?.code === code)
        return dataValues[found] ?? null
      },
    }),
    followUp: t.boolean({
      nullable: false,
      description: 'Whether its enrollment is marked for follow-up.',
      ...needs({ reads: ['followUp'] }),
      resolve: ({ followUp }) => followUp ?? false,
    }),
    assignedUser: t.field({
      type: User,
      description: 'Who is to see to it.',
      ...needs({ reads: ['assignedUser'] }),
      resolve: ({ assignedUser }) => assignedUser ?? null,
    }),
    attributeCategoryOptions: t.field({
      type: [CategoryOption],
      nullable: { list: false, items: false },
      description: 'The options that make up that choice.',
      ...needs({ names: { property: 'attributeCategoryOptions', type: 'categoryOptions' } }),
      resolve: ({ attributeCategoryOptions = [] }) => attributeCategoryOptions.map((id) => ({ id })),
    }),
    notes: t.field({
      type: [Note],
      nullable: { list: false, items: false },
      description: 'Its remarks.',
      ...needs({ into: ['notes'] }),
      resolve: ({ notes = [] }) => notes,
    }),
  }),
})
