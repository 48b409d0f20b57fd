import { needs } from '../../plan/need.ts'
import { EnrollmentStatusEnum } from '../enums.ts'
import { Program } from '../metadata/refs.ts'
import { User } from '../metadata/user.ts'
import { AttributeValue } from './attribute-value.ts'
import { trackedEntityOf } from './joined.ts'
import { nestedEventArguments } from './nested-arguments.ts'
import { nestedEvents } from './nested-list.ts'
import { Enrollment, EventConnection, Note, TrackedEntity } from './refs.ts'

Enrollment.implement({
  description: 'A tracked entity’s passage through one program.',
  fields: (t) => ({
    id: t.exposeID('enrollment', { nullable: false, description: 'UID.', ...needs({ reads: ['enrollment'] }) }),
    program: t.field({
      type: Program,
      description: 'The program it is in.',
      ...needs({ names: { property: 'program', type: 'programs' } }),
      resolve: ({ program }) => (program === undefined ? null : { id: program }),
    }),
    status: t.field({
      type: EnrollmentStatusEnum,
      description: 'Its state.',
      ...needs({ reads: ['status'] }),
      resolve: ({ status }) => status ?? null,
    }),
    enrolledAt: t.expose('enrolledAt', {
      type: 'LocalDateTime',
      description: 'When the entity was enrolled.',
      ...needs({ reads: ['enrolledAt'] }),
    }),
    occurredAt: t.expose('occurredAt', {
      type: 'LocalDateTime',
      description: 'The incident date, such as a birth or the onset of an illness.',
      ...needs({ reads: ['occurredAt'] }),
    }),
    completedAt: t.expose('completedAt', {
      type: 'LocalDateTime',
      description: 'When it was completed or cancelled.',
      ...needs({ reads: ['completedAt'] }),
    }),
    completedBy: t.exposeString('completedBy', {
      description: 'Username of who completed it.',
      ...needs({ reads: ['completedBy'] }),
    }),
    followUp: t.boolean({
      nullable: false,
      description: 'Whether it is marked for follow-up.',
      ...needs({ reads: ['followUp'] }),
      resolve: ({ followUp }) => followUp ?? false,
    }),
    trackedEntity: t.field({
      type: TrackedEntity,
      description: 'Who or what is enrolled, with the attributes of this program.',
      ...needs({ joins: { property: 'trackedEntity', kind: 'trackedEntities' } }),
      resolve: trackedEntityOf,
    }),
    attributes: t.field({
      type: [AttributeValue],
      nullable: { list: false, items: false },
      description: 'The attribute values that this program shows.',
      args: { only: t.arg.idList({ description: 'UIDs of attributes: only these.' }) },
      ...needs({ into: ['attributes'] }),
      resolve: ({ attributes = [] }, { only }) =>
        attributes.filter(({ attribute }) => !only || only.includes(attribute)),
    }),
    events: t.field({
      type: EventConnection,
      nullable: false,
      description: 'Its events, in the order of their times; all of them where `first` is left out.',
      args: nestedEventArguments(t.arg),
      ...needs({ into: ['events'], nested: 'events' }),
      resolve: (enrollment, args) => nestedEvents([enrollment], args),
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

Note.implement({
  description: 'A remark on an enrollment or an event.',
  fields: (t) => ({
    id: t.exposeID('note', { nullable: false, description: 'UID.', ...needs({ reads: ['note'] }) }),
    value: t.exposeString('value', {
      description: 'What it says.',
      ...needs({ reads: ['value'] }),
    }),
    storedAt: t.expose('storedAt', {
      type: 'LocalDateTime',
      description: 'When it was stored.',
      ...needs({ reads: ['storedAt'] }),
    }),
    storedBy: t.exposeString('storedBy', {
      description: 'Username of who stored it.',
      ...needs({ reads: ['storedBy'] }),
    }),
    createdBy: t.field({
      type: User,
      description: 'Who wrote it.',
      ...needs({ reads: ['createdBy'] }),
      resolve: ({ createdBy }) => createdBy ?? null,
    }),
  }),
})
