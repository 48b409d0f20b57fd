import type { Dhis2Client } from '../dhis2/client.ts'
import type { Capabilities } from '../model/server-info.ts'
import { asRelationship, asTrackedEntity, type RelationshipItem, seenFrom, type TrackerRow } from '../model/tracker.ts'
import type { UpstreamCall } from '../model/upstream-call.ts'
import type { ListPlan } from '../plan/plan-list.ts'
import type { EndPlan, JoinPlan, ObjectPlan } from '../plan/plan-object.ts'
import { attachEvents, type EarlyEvents, type EventScope } from './attach-events.ts'
import type { CostBook } from './cost-book.ts'
import { fetchEarly, keepPage } from './early-events.ts'
import { type FetchAgain, leaveForLater } from './fetch-late.ts'
import { type FetchedPage, fetchAgain, fetchPage } from './fetch-page.ts'
import { keepFileOwners } from './file-owners.ts'
import { keepJoined } from './joined-objects.ts'
import type { LastPages } from './last-pages.ts'
import type { MetadataLoad } from './metadata-load.ts'
import { nestInEnrollments } from './nest-in-enrollments.ts'
import { keepReachedProgram } from './reached-program.ts'
import { endPrograms, endsAt } from './relationship-ends.ts'
import { rowsAt, textAt } from './rows.ts'
import { createTrackerObjects, fetchObjects, type WantedObject } from './tracker-objects.ts'
import { warmNames } from './warm-names.ts'

/** Runs plans: fetches rows, then what is to be fetched after them, so that resolvers find everything at hand. */
export interface TrackerLoad {
  list(plan: ListPlan): Promise<FetchedPage>
  /** One object; rejects with the reason that DHIS2 gives, null where it gives none. */
  object(wanted: WantedObject): Promise<TrackerRow | null>
}

/** How rows were reached, and the way to ask for them once more. */
interface RowScope extends EventScope {
  again: FetchAgain
}

/** What plans are run with, for one GraphQL request. */
export interface RunSource {
  client: Dhis2Client
  call: UpstreamCall
  metadata: MetadataLoad
  capabilities: Capabilities
  /** Is told what lists took. */
  costs: CostBook
  /** Tells which events a page will want. */
  lastPages: LastPages
  /** False for the plain planner: each object by its own request. */
  batch: boolean
}

/** The tracker load of one GraphQL request. */
export function createTrackerLoad(source: RunSource): TrackerLoad {
  /** Fetches what belongs to the rows; `whole` is called when they are, and only what they point at is still to come. */
  async function complete(
    rows: TrackerRow[],
    plan: ObjectPlan,
    { again, ...scope }: RowScope,
    { whole, early }: { whole?: () => void; early?: Promise<EarlyEvents | undefined> } = {},
  ): Promise<void> {
    if (scope.program !== undefined && source.capabilities.nestsOtherPrograms) dropOtherPrograms(rows, scope.program)
    keepReachedProgram(rows, scope.program)
    await nestInEnrollments(source, rows, plan, scope.includeDeleted)
    await attachEvents(source, rows, plan, scope, early)
    whole?.()
    keepFileOwners(rows, plan)
    const joins = [
      ...plan.joins.map((join) => attachJoined(rows, join)),
      ...plan.ends.map((end) => attachEnds(rows, end)),
    ]
    await Promise.all([...joins, warmNames(source.metadata, [{ rows, plan }])])
    const { trace } = source.call
    const completeLate = (found: TrackerRow[], late: ObjectPlan) => complete(found, late, { ...scope, again })
    if (plan.late) leaveForLater(rows, plan.late, { complete: completeLate, again, trace })
  }

  const object = createTrackerObjects({
    client: source.client,
    call: source.call,
    capabilities: source.capabilities,
    batch: source.batch,
    complete(rows, plan, { program, includeDeleted = false }) {
      const again: FetchAgain = async (ids, wanted) => {
        const found = await fetchObjects(source, ids, { program, includeDeleted, plan: wanted })
        for (const row of found) if (row instanceof Error) throw row
        return found.flatMap((row) => (row instanceof Error ? [] : [row]))
      }
      return complete(rows, plan, { program, includeDeleted, again })
    },
  })

  /** A neighbour that fails is its own field's error; the rest of the page stands. */
  async function keep(row: object, property: string, wanted: WantedObject): Promise<void> {
    const joined = object(wanted).then((found) => ({ row: found }))
    keepJoined(row, property, await joined.catch((failure: unknown) => ({ failure })))
  }

  async function attachJoined(rows: TrackerRow[], { path, property, view, plan }: JoinPlan): Promise<void> {
    const kept = rowsAt(rows, path).map((row) => {
      const id = textAt(row, view ? 'trackedEntity' : property)
      if (id === undefined) return undefined
      const look = view
        ? { program: view.program, includeDeleted: view.includeDeleted ?? false }
        : { program: textAt(row, 'program') }
      return keep(row, property, { id, plan, ...look })
    })
    await Promise.all(kept)
  }

  async function attachEnds(rows: TrackerRow[], { path, end, plan }: EndPlan): Promise<void> {
    const ends = endsAt(rows, path, end).filter(({ item }) => item.kind === plan.kind)
    // A list of enrollments or events may need their program, which the relationship's type can tell.
    const ask = source.capabilities.listsNeedProgram && plan.kind !== 'trackedEntities'
    const programs = ask ? await endPrograms(source.metadata, ends) : new Map<object, string>()
    await Promise.all(ends.map(({ row, item }) => keep(row, end, { id: item.id, program: programs.get(row), plan })))
  }

  async function list(plan: ListPlan): Promise<FetchedPage> {
    const took = source.costs.begin(plan.shape, plan.way)
    const { trace } = source.call
    const start = trace?.elapsed() ?? 0
    const { query } = plan
    const scope = {
      program: query.kind === 'relationships' ? undefined : query.program,
      includeDeleted: query.kind !== 'relationships' && (query.includeDeleted ?? false),
      again: (ids: string[], wanted: ObjectPlan) => fetchAgain(source, query, ids, wanted.fields),
    }
    try {
      const early = fetchEarly(source, plan, scope)
      const answer = await fetchPage(source, plan)
      if (query.kind === 'relationships') for (const row of answer.rows) seenFromObject(row, query.of)
      const whole = (): void => {
        const rows = answer.rows.length
        took(rows)
        trace?.lists.push({ kind: query.kind, way: plan.way, rows, ms: Math.round(trace.elapsed() - start) })
        keepPage(source, plan, answer.rows)
      }
      await complete(answer.rows, plan.object, scope, { whole, ...(early && { early }) })
      return answer
    } catch (failure) {
      took('failed')
      throw failure
    }
  }

  return { object, list }
}

/** Up to 2.41 a list by program nests, for a superuser, enrollments of other programs too (recorded). */
function dropOtherPrograms(rows: TrackerRow[], program: string): void {
  for (const row of rows) {
    const trackedEntity = asTrackedEntity(row)
    if (trackedEntity?.enrollments)
      trackedEntity.enrollments = trackedEntity.enrollments.filter((enrollment) => enrollment.program === program)
  }
}

function seenFromObject(row: TrackerRow, object: RelationshipItem): void {
  const relationship = asRelationship(row)
  if (relationship) seenFrom(relationship, object)
}
