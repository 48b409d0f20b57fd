import type { GraphQLResolveInfo } from 'graphql'
import type { GatewayContext } from '../../load/gateway-context.ts'
import type { PotentialDuplicate as PairRow } from '../../model/potential-duplicate.ts'
import { asTrackedEntity, type TrackedEntity as TrackedEntityRow } from '../../model/tracker.ts'
import { optionalUids } from '../../plan/checks.ts'
import { demandOf } from '../../plan/collect-demand.ts'
import { needs } from '../../plan/need.ts'
import { pageOfRows, wantedPage } from '../../plan/page-arguments.ts'
import { PlanError } from '../../plan/plan-error.ts'
import { isIdOnly, planObject } from '../../plan/plan-object.ts'
import { builder } from '../builder.ts'
import { connectionOf } from '../connection.ts'
import { notFound } from '../errors.ts'
import { pageArguments } from '../page-arguments.ts'
import { TrackedEntity } from './refs.ts'

const StatusEnum = builder.enumType('PotentialDuplicateStatus', {
  description: 'What became of a suspicion that two tracked entities are one.',
  values: {
    OPEN: { description: 'Not looked into yet.' },
    INVALID: { description: 'They are two.' },
    MERGED: { description: 'They were one, and are merged.' },
  } as const,
})

const WantedStatusEnum = builder.enumType('PotentialDuplicateFilter', {
  description: 'Which potential duplicates are listed.',
  values: {
    OPEN: { description: 'Those not looked into yet.' },
    INVALID: { description: 'Those found to be two.' },
    MERGED: { description: 'Those merged.' },
    ALL: { description: 'All of them.' },
  } as const,
})

/** A pair, and the entity that it was reached through. */
interface SeenPair extends PairRow {
  seenFrom?: string
}

const PotentialDuplicate = builder.objectRef<SeenPair>('PotentialDuplicate').implement({
  description: 'Two tracked entities that a user flagged as possibly one.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false, description: 'UID of the pair.' }),
    status: t.expose('status', { type: StatusEnum, description: 'What became of the suspicion.' }),
    createdAt: t.expose('createdAt', { type: 'LocalDateTime', description: 'When it was flagged.' }),
    updatedAt: t.expose('updatedAt', { type: 'LocalDateTime', description: 'When its state last changed.' }),
    original: t.field({
      type: TrackedEntity,
      description: 'The entity that was there first; null, with an error, where the caller may not see it.',
      resolve: ({ original }, _args, context, info) => entity(original, context, info),
    }),
    duplicate: t.field({
      type: TrackedEntity,
      description: 'The entity that may be the same; null, with an error, where the caller may not see it.',
      resolve: ({ duplicate }, _args, context, info) => entity(duplicate, context, info),
    }),
    other: t.field({
      type: TrackedEntity,
      description: 'The one of the two across from the entity that the pair was reached through; null elsewhere.',
      resolve: ({ original, duplicate, seenFrom }, _args, context, info) =>
        seenFrom === undefined ? null : entity(seenFrom === original ? duplicate : original, context, info),
    }),
  }),
})

/** Entities of all pairs that ask the same of them are loaded in one request. */
async function entity(id: string, { load }: GatewayContext, info: GraphQLResolveInfo): Promise<TrackedEntityRow> {
  const demand = demandOf(info)
  // The duplicate of a merged pair is deleted: its UID is all that is left of it.
  if (isIdOnly(demand, 'trackedEntity')) return { trackedEntity: id }
  const plan = planObject('trackedEntities', demand, {
    batchEvents: false,
    splitEvents: false,
    pushdown: load.style.pushdown,
  })
  const row = await (await load.tracker()).object({ id, program: undefined, plan })
  const found = row && asTrackedEntity(row)
  if (!found) throw notFound('trackedEntity', id)
  return found
}

const PotentialDuplicateConnection = builder.connectionObject(
  { type: PotentialDuplicate, name: 'PotentialDuplicateConnection', description: 'A page of potential duplicates.' },
  { name: 'PotentialDuplicateEdge', description: 'One of the potential duplicates of a page, with its cursor.' },
)

builder.objectField(TrackedEntity, 'potentialDuplicates', (t) =>
  t.field({
    type: [PotentialDuplicate],
    nullable: { list: true, items: false },
    description: 'The pairs that flag it as possibly the same as another.',
    args: {
      status: t.arg({ type: WantedStatusEnum, required: true, defaultValue: 'OPEN', description: 'Which of them.' }),
    },
    ...needs({ reads: ['trackedEntity'] }),
    resolve: async ({ trackedEntity }, { status }, { load }) => {
      const pairs = await load.potentialDuplicates.of(trackedEntity, status)
      return pairs.map((pair) => ({ ...pair, seenFrom: trackedEntity }))
    },
  }),
)

builder.queryFields((t) => ({
  potentialDuplicates: t.field({
    type: PotentialDuplicateConnection,
    description:
      'Potential duplicates, in the order in which they were flagged. DHIS2 does not count them: no totalCount.',
    args: {
      status: t.arg({ type: WantedStatusEnum, required: true, defaultValue: 'OPEN', description: 'Which of them.' }),
      trackedEntities: t.arg.idList({ description: 'UIDs of tracked entities: only pairs with one of them.' }),
      ...pageArguments(t.arg, 'up to 1000; 50 where neither first nor last is given'),
    },
    resolve: async (_root, { status, trackedEntities, ...page }, { load }) => {
      const ids = optionalUids('trackedEntities', trackedEntities)
      if (ids?.length === 0) throw new PlanError('trackedEntities', 'is an empty list: leave it out')
      const request = { status, ...(ids && { trackedEntities: ids }) }
      const { window, anchor, fromEnd } = wantedPage(page)
      // DHIS2 does not count the pairs: a way back, or to where a pair has moved, leads through the whole list.
      if (fromEnd || anchor)
        return connectionOf({ ...pageOfRows(await load.potentialDuplicates.all(request), page, uidOf), uidOf })
      const { rows, more } = await load.potentialDuplicates.list(request, window)
      return connectionOf({ rows, offset: window.offset, total: undefined, more, uidOf })
    },
  }),
}))

function uidOf({ id }: PairRow): string {
  return id
}
