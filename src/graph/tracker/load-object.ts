import type { GraphQLResolveInfo } from 'graphql'
import type { GatewayContext } from '../../load/gateway-context.ts'
import type { TrackerKind, TrackerRow } from '../../model/tracker.ts'
import { optionalUid, requiredUid } from '../../plan/checks.ts'
import { demandOf } from '../../plan/collect-demand.ts'
import type { Maybe } from '../../plan/list-arguments.ts'
import { partLater, planParted, whatDefers } from '../../plan/plan-deferred.ts'
import { notFound } from '../errors.ts'

/** An object as a field's selection wants it, through a program where one is given; throws where DHIS2 does not show it. */
export async function loadObject(
  kind: TrackerKind,
  args: { id: string; program?: Maybe<string> },
  { load }: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<TrackerRow> {
  const id = requiredUid('id', args.id)
  const program = optionalUid('program', args.program)
  const style = {
    batchEvents: false,
    splitEvents: false,
    pushdown: load.style.pushdown,
    ...(program && { program }),
    defers: whatDefers(load.style, await load.capabilities(), { kind }, 1),
  }
  const plan = planParted(kind, partLater(demandOf(info, { defers: true }), style), style)
  const row = await (await load.tracker()).object({ id, program, plan })
  if (row === null) throw notFound(info.fieldName, id)
  return row
}
