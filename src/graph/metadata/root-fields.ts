import type { GatewayContext } from '../../load/gateway-context.ts'
import type { MetadataType, Reference } from '../../model/metadata.ts'
import type { MetadataCondition } from '../../model/metadata-query.ts'
import { optionalUid } from '../../plan/checks.ts'
import type { Maybe } from '../../plan/list-arguments.ts'
import { type PageArguments, wantedPage } from '../../plan/page-arguments.ts'
import { PlanError } from '../../plan/plan-error.ts'
import {
  type MetadataFilters,
  type MetadataOrder,
  type MetadataWhere,
  planMetadataList,
} from '../../plan/plan-metadata-list.ts'
import { builder } from '../builder.ts'
import { type Connection, connectionOf } from '../connection.ts'
import { notFound } from '../errors.ts'
import { pageArguments } from '../page-arguments.ts'
import { MetadataOrderInput, TextConditionInput } from './inputs.ts'
import type { createNamedType } from './named.ts'

/** The reference of a metadata type. */
export type MetadataRef = ReturnType<typeof createNamedType>

/** What a type's root fields are made of. `one` and `many` are its names in the graph and in texts. */
export interface MetadataRoot {
  ref: MetadataRef
  type: Exclude<MetadataType, 'users'>
  one: string
  many: string
  called: string
  filters?: MetadataFilters
  /** The type's connection, where another field has one already. */
  connection?: ReturnType<typeof createConnection>
}

/** The connection of a metadata type. */
export function createConnection(ref: MetadataRef, called: string) {
  return builder.connectionObject(
    { type: ref, name: `${ref.name}Connection`, description: `A page of ${called}.` },
    { name: `${ref.name}Edge`, description: `One of the ${called} of a page, with its cursor.` },
  )
}

/** Adds the two root fields of a type, one object by UID or code and a list. */
export function addRootFields({
  ref,
  type,
  one,
  many,
  called,
  filters = {},
  connection = createConnection(ref, called),
}: MetadataRoot): void {
  const where = createWhere(ref.name, called, filters)
  builder.queryFields((t) => ({
    [one]: t.field({
      type: ref,
      description: `One of the ${called}, by UID or code.`,
      args: { id: t.arg.id({ description: 'UID.' }), code: t.arg.string({ description: 'Code; goes without id.' }) },
      resolve: (_root, args, context) => loadOne(context, type, one, args),
    }),
    [many]: t.field({
      type: connection,
      description: `${called.charAt(0).toUpperCase()}${called.slice(1)} that the caller may see.`,
      args: {
        where: t.arg({ type: where, description: 'Conditions; all must hold.' }),
        orderBy: t.arg({ type: [MetadataOrderInput], description: 'Sort keys, the first weighs most.' }),
        ...pageArguments(t.arg, 'up to 1000; 50 where neither first nor last is given'),
      },
      resolve: (_root, args, context) => listMetadata(context, { type, filters }, args),
    }),
  }))
}

function createWhere(name: string, called: string, filters: MetadataFilters) {
  return builder.inputType(`${name}Where`, {
    description: `What to narrow a list of ${called} by; all conditions must hold.`,
    fields: (t) => ({
      ids: t.idList({ description: 'UIDs: only these.' }),
      name: t.field({ type: TextConditionInput, description: 'The name as entered.' }),
      code: t.field({ type: TextConditionInput, description: 'The code.' }),
      search: t.string({ description: 'Words that the UID, code or name holds the beginnings of.' }),
      ...Object.fromEntries(
        Object.entries(filters).map(([argument, { kind, description }]) => [
          argument,
          kind === 'id' || kind === 'below'
            ? t.id({ description })
            : kind === 'integer'
              ? t.int({ description })
              : kind === 'boolean'
                ? t.boolean({ description })
                : t.string({ description }),
        ]),
      ),
    }),
  })
}

/** The arguments of a metadata list. */
export interface MetadataListArguments extends PageArguments {
  where?: Maybe<MetadataWhere>
  orderBy?: Maybe<readonly MetadataOrder[]>
}

/** A page of a type's objects; `within` narrows it to those of a parent. */
export async function listMetadata(
  { load }: GatewayContext,
  { type, filters = {} }: { type: MetadataType; filters?: MetadataFilters },
  args: MetadataListArguments,
  within: readonly MetadataCondition[] = [],
): Promise<Connection<Reference>> {
  const query = planMetadataList(type, args.where, args.orderBy, filters)
  const page = wantedPage(args)
  const narrowed = { ...query, conditions: [...within, ...query.conditions] }
  const { rows, offset, total } = await load.metadataLists.list(
    narrowed,
    page,
    args.first ?? args.last ?? page.window.first,
  )
  return connectionOf({ rows, offset, total, more: offset + rows.length < total, uidOf: ({ id }) => id })
}

async function loadOne(
  { load }: GatewayContext,
  type: Exclude<MetadataType, 'users'>,
  field: string,
  args: { id?: Maybe<string>; code?: Maybe<string> },
): Promise<Reference> {
  const { code } = args
  if (!args.id === !code) throw new PlanError('id', 'give id or code, one of them')
  const id = optionalUid('id', args.id)
  if (id) {
    if (await load.metadata.get(type, id)) return { id }
    throw notFound(field, id)
  }
  const query = planMetadataList(type, { code: { eq: code } }, [], {})
  const { rows } = await load.metadataLists.list(query, { window: { offset: 0, first: 1 } }, 1)
  const [row] = rows
  if (!row) throw notFound(field, code ?? '')
  return row
}
