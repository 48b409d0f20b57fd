import type { GraphLoad } from '../../load/graph-load.ts'
import { WALK_TOO_FAR } from '../../load/walk-budget.ts'
import type { Relationship as RelationshipRow } from '../../model/tracker.ts'
import { optionalUid } from '../../plan/checks.ts'
import type { Maybe } from '../../plan/list-arguments.ts'
import { needs, type RelationshipEnd } from '../../plan/need.ts'
import type { PageArguments } from '../../plan/page-arguments.ts'
import { PlanError } from '../../plan/plan-error.ts'
import { builder } from '../builder.ts'
import type { Connection } from '../connection.ts'
import { RelationshipType } from '../metadata/refs.ts'
import { pageArguments } from '../page-arguments.ts'
import { endOf, relationshipsOf } from './joined.ts'
import { nestedPage } from './nested-list.ts'
import { Enrollment, Event, Relationship, RelationshipConnection, TrackedEntity } from './refs.ts'

/** What stands at an end of a relationship. */
export const RelationshipItem = builder.unionType('RelationshipItem', {
  description: 'What stands at an end of a relationship.',
  types: [TrackedEntity, Enrollment, Event],
  resolveType: (row) => ('event' in row ? 'Event' : 'enrollment' in row ? 'Enrollment' : 'TrackedEntity'),
})

Relationship.implement({
  description: 'A tie between two tracker objects, such as mother and child.',
  fields: (t) => ({
    id: t.exposeID('relationship', { nullable: false, description: 'UID.', ...needs({ reads: ['relationship'] }) }),
    relationshipType: t.field({
      type: RelationshipType,
      description: 'What kind of tie it is.',
      ...needs({ names: { property: 'relationshipType', type: 'relationshipTypes' } }),
      resolve: ({ relationshipType }) => (relationshipType === undefined ? null : { id: relationshipType }),
    }),
    bidirectional: t.boolean({
      nullable: false,
      description: 'Whether it holds in both directions.',
      ...needs({ reads: ['bidirectional'] }),
      resolve: ({ bidirectional }) => bidirectional ?? false,
    }),
    createdAt: t.expose('createdAt', {
      type: 'LocalDateTime',
      description: 'When it was stored.',
      ...needs({ reads: ['createdAt'] }),
    }),
    createdAtClient: t.expose('createdAtClient', {
      type: 'LocalDateTime',
      description: 'When it was created on the client, before it was sent.',
      ...needs({ reads: ['createdAtClient'] }),
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'LocalDateTime',
      description: 'When it was last changed.',
      ...needs({ reads: ['updatedAt'] }),
    }),
    from: t.field(endField('from', 'Where it starts; null, with an error, where the caller may not see it.')),
    to: t.field(endField('to', 'Where it leads; null, with an error, where the caller may not see it.')),
    other: t.field(
      endField(
        'other',
        'The end across from the object that the relationship was reached through; null where it was reached by its UID.',
      ),
    ),
  }),
})

function endField(end: RelationshipEnd, description: string) {
  return {
    type: RelationshipItem,
    nullable: true,
    description,
    ...needs({ end }),
    resolve: (row: RelationshipRow) => endOf(row, end),
  } as const
}

for (const ref of [TrackedEntity, Enrollment, Event]) {
  builder.objectFields(ref, (t) => ({
    relationships: t.field({
      type: RelationshipConnection,
      nullable: false,
      description: 'Its ties to others, in both directions, oldest first; all of them where `first` is left out.',
      args: {
        relationshipType: t.arg.id({ description: 'UID of a type: only relationships of it.' }),
        ...pageArguments(t.arg),
      },
      ...needs({ into: ['relationships'], byArgument: { relationshipType: ['relationshipType'] } }),
      resolve: (row, args, { load }) => {
        const all = relationshipsOf(row)
        return all instanceof Promise ? relationshipsLater(all, args, load) : chosenRelationships(all, args, load)
      },
    }),
  }))
}

type RelationshipArguments = PageArguments & { relationshipType?: Maybe<string> }

async function relationshipsLater(
  all: Promise<readonly RelationshipRow[]>,
  args: RelationshipArguments,
  load: GraphLoad,
): Promise<Connection<RelationshipRow>> {
  return chosenRelationships(await all, args, load)
}

function chosenRelationships(
  all: readonly RelationshipRow[],
  args: RelationshipArguments,
  load: GraphLoad,
): Connection<RelationshipRow> {
  const type = optionalUid('relationshipType', args.relationshipType)
  const wanted = all.filter(({ relationshipType }) => !type || relationshipType === type)
  if (load.walk.take(wanted.length) !== 'ok') throw new PlanError('query', WALK_TOO_FAR)
  return nestedPage(wanted.toSorted(byAge), args)
}

function byAge(a: RelationshipRow, b: RelationshipRow): number {
  const [left, right] = [a, b].map(({ createdAt = '', relationship }) => `${createdAt} ${relationship}`)
  return (left ?? '') < (right ?? '') ? -1 : 1
}
