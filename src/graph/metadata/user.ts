import type { GatewayContext } from '../../load/gateway-context.ts'
import type { Ready } from '../../load/ready.ts'
import type { Reference, User as UserRecord } from '../../model/metadata.ts'
import type { MetadataDetail } from '../../model/metadata-details.ts'
import type { MetadataCondition } from '../../model/metadata-query.ts'
import type { UserSnapshot } from '../../model/tracker.ts'
import { optionalUid } from '../../plan/checks.ts'
import { wantedPage } from '../../plan/page-arguments.ts'
import { PlanError } from '../../plan/plan-error.ts'
import { type MetadataFilters, planMetadataList } from '../../plan/plan-metadata-list.ts'
import { builder } from '../builder.ts'
import { type Connection, connectionOf } from '../connection.ts'
import { notFound } from '../errors.ts'
import { pageArguments } from '../page-arguments.ts'
import { OrganisationUnit, UserGroup, UserRole } from './refs.ts'
import type { MetadataListArguments } from './root-fields.ts'

/** A user, as far as tracker rows name one. */
export const User = builder.objectRef<UserSnapshot>('User').implement({
  description: 'A user, as far as tracker data names one or the caller may see users.',
  fields: (t) => ({
    id: t.id({ description: 'UID.', resolve: (user) => user.uid ?? null }),
    username: t.exposeString('username', { description: 'The name to sign in with.' }),
    firstName: t.exposeString('firstName', { description: 'First name.' }),
    surname: t.exposeString('surname', { description: 'Surname.' }),
    displayName: t.string({
      description: 'First name and surname.',
      resolve: ({ firstName, surname }) => [firstName, surname].filter(Boolean).join(' ') || null,
    }),
    userGroups: t.field({
      type: [UserGroup],
      nullable: { list: true, items: false },
      description: 'The groups that the user belongs to; null where the caller may not see users.',
      resolve: (user, _args, context) => listOf(user, 'userGroups', context),
    }),
    userRoles: t.field({
      type: [UserRole],
      nullable: { list: true, items: false },
      description: 'The roles that the user has; null where the caller may not see users.',
      resolve: (user, _args, context) => listOf(user, 'userRoles', context),
    }),
    organisationUnits: t.field({
      type: [OrganisationUnit],
      nullable: { list: true, items: false },
      description: 'Where the user enters data; null where the caller may not see users.',
      resolve: (user, _args, context) => listOf(user, 'organisationUnits', context),
    }),
  }),
})

function listOf(
  { uid }: UserSnapshot,
  detail: MetadataDetail & ('userGroups' | 'userRoles' | 'organisationUnits'),
  { load }: GatewayContext,
): Ready<Reference[] | null> {
  return uid === undefined ? null : load.metadataDetails.detail('users', uid, detail)
}

/** A user of metadata as tracker rows carry one. */
export function snapshotOf({ id, ...names }: UserRecord): UserSnapshot {
  return { ...names, uid: id }
}

const UserConnection = builder.connectionObject(
  { type: User, name: 'UserConnection', description: 'A page of users.' },
  { name: 'UserEdge', description: 'One of the users of a page, with its cursor.' },
)

const FILTERS: MetadataFilters = {
  userGroup: { path: 'userGroups.id', kind: 'id', description: 'UID of a group that they belong to.' },
  organisationUnit: { path: 'organisationUnits.id', kind: 'id', description: 'UID of a unit where they enter data.' },
}

const UserWhereInput = builder.inputType('UserWhere', {
  description: 'What to narrow a list of users by; all conditions must hold.',
  fields: (t) => ({
    ids: t.idList({ description: 'UIDs: only these.' }),
    search: t.string({ description: 'Words that the UID, code or name holds the beginnings of.' }),
    userGroup: t.id({ description: 'UID of a group that they belong to.' }),
    organisationUnit: t.id({ description: 'UID of a unit where they enter data.' }),
  }),
})

builder.queryFields((t) => ({
  user: t.field({
    type: User,
    description: 'One user, by UID or username, as far as the caller may see users.',
    args: {
      id: t.arg.id({ description: 'UID.' }),
      username: t.arg.string({ description: 'The name to sign in with; goes without id.' }),
    },
    resolve: async (_root, args, context) => {
      if (!args.id === !args.username) throw new PlanError('id', 'give id or username, one of them')
      const id = optionalUid('id', args.id)
      if (args.username && !/^[\w.@+-]+$/.test(args.username))
        throw new PlanError('username', 'may hold letters, digits and . _ @ + - only')
      const condition = id ? { path: 'id', value: id } : { path: 'username', value: args.username ?? '' }
      const { edges } = await listUsers(context, { first: 1 }, [
        { path: condition.path, operator: 'eq', values: [condition.value] },
      ])
      const [edge] = edges
      if (!edge) throw notFound('user', condition.value)
      return edge.node
    },
  }),
  users: t.field({
    type: UserConnection,
    description: 'Users that the caller may see, by first name.',
    args: {
      where: t.arg({ type: UserWhereInput, description: 'Conditions; all must hold.' }),
      ...pageArguments(t.arg, 'up to 1000; 50 where neither first nor last is given'),
    },
    resolve: (_root, args, context) => listUsers(context, args),
  }),
}))

builder.objectFields(UserGroup, (t) => ({
  users: t.field({
    type: UserConnection,
    description: 'The users who belong to it, by first name, as far as the caller may see users.',
    args: pageArguments(t.arg, 'up to 1000; 50 where neither first nor last is given'),
    resolve: ({ id }, args, context) =>
      listUsers(context, args, [{ path: 'userGroups.id', operator: 'eq', values: [id] }]),
  }),
}))

async function listUsers(
  { load }: GatewayContext,
  args: MetadataListArguments,
  within: readonly MetadataCondition[] = [],
): Promise<Connection<UserSnapshot>> {
  const query = planMetadataList('users', args.where, [], FILTERS)
  const page = wantedPage(args)
  const narrowed = { ...query, conditions: [...within, ...query.conditions] }
  const wanted = args.first ?? args.last ?? page.window.first
  const { rows, offset, total } = await load.metadataLists.list(narrowed, page, wanted)
  return connectionOf({
    rows: rows.map(snapshotOf),
    offset,
    total,
    more: offset + rows.length < total,
    uidOf: ({ uid }) => uid ?? '',
  })
}
