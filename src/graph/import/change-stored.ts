import type { GraphQLResolveInfo } from 'graphql'
import type { Origin } from '../../imports/input-path.ts'
import type { GatewayContext } from '../../load/gateway-context.ts'
import type { ImportOutcome } from '../../load/store-bundle.ts'
import type { TrackerBundle } from '../../model/import-bundle.ts'
import type { ImportOptions } from '../../model/import-options.ts'
import type { TrackedKind } from '../../model/tracker.ts'
import { requiredUid } from '../../plan/checks.ts'
import { PlanError } from '../../plan/plan-error.ts'
import { fieldOf } from './field-of.ts'

/** A change of an object that is stored: how it is read, and the bundle that it becomes. */
export interface Change<Stored> {
  kind: TrackedKind
  id: string
  /** The argument that names the object. */
  argument: string
  read: (id: string) => Promise<Stored>
  /** The object's `updatedAt` when the caller looked at it. */
  ifUpdatedAt?: string | null | undefined
  build: (stored: Stored) => TrackerBundle
  origins: readonly Origin[]
  options: ImportOptions
  args: unknown
}

/**
 * Reads an object, changes it and sends it whole, one change after the other: what the caller did not mention stays.
 * Rejects with CONFLICT where the object is not as the caller saw it, or was changed by somebody else meanwhile.
 */
export function changeStored<Stored extends { updatedAt?: string }>(
  { load }: GatewayContext,
  info: GraphQLResolveInfo,
  change: Change<Stored>,
): Promise<ImportOutcome> {
  const { kind, argument, read, ifUpdatedAt, build, origins, options, args } = change
  const id = requiredUid(argument, change.id)
  return load.mutate({ name: fieldOf(info), args }, (store) =>
    load.oneAtATime(id, async () => {
      const stored = await read(id)
      if (ifUpdatedAt && stored.updatedAt !== ifUpdatedAt)
        throw new PlanError('ifUpdatedAt', `${id} was last changed at ${stored.updatedAt}: read it again`, {
          conflict: true,
        })
      const bundle = build(stored)
      await load.stored.unchanged(kind, id, stored.updatedAt, argument)
      return store({ bundle, options, origins })
    }),
  )
}
