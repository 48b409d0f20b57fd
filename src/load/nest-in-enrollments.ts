import type { Capabilities } from '../model/server-info.ts'
import { asEnrollment, asTrackedEntity, type Enrollment, type TrackerRow } from '../model/tracker.ts'
import type { FieldTree } from '../model/tracker-query.ts'
import { LARGEST_ID_LIST } from '../plan/checks.ts'
import { PlanError } from '../plan/plan-error.ts'
import type { ObjectPlan } from '../plan/plan-object.ts'
import type { RowSource } from './fetch-events.ts'

/** What enrollments of a list hold none of before 2.41, whatever was asked for (recorded on 2.38 and 2.40: 196). */
const NOT_NESTED = ['events', 'attributes'] as const

/** Gives enrollments the events and attributes that a plan wants and their own list does not hold: from their tracked entities. */
export async function nestInEnrollments(
  source: RowSource & { capabilities: Capabilities },
  rows: readonly TrackerRow[],
  plan: ObjectPlan,
  includeDeleted: boolean,
): Promise<void> {
  const fields = wantedFields(plan)
  if (source.capabilities.enrollmentsNest || plan.kind !== 'enrollments' || !fields) return
  const enrollments = rows.flatMap((row) => asEnrollment(row) ?? [])
  const chunks = chunksByProgram(enrollments)
  const found = new Map<string, Enrollment>()
  const answers = await Promise.all(
    chunks.map(({ program, ids }) =>
      source.client.list(source.call, {
        query: { kind: 'trackedEntities', ids, program, ...(includeDeleted && { includeDeleted }) },
        fields: { trackedEntity: true, enrollments: { ...fields, enrollment: true } },
        page: { page: 1, pageSize: ids.length, total: false },
      }),
    ),
  )
  for (const { rows: entities } of answers)
    for (const row of entities)
      for (const enrollment of asTrackedEntity(row)?.enrollments ?? []) found.set(enrollment.enrollment, enrollment)
  for (const row of enrollments) {
    const whole = found.get(row.enrollment)
    // An enrollment without what it holds would be told as one that holds nothing.
    if (!whole)
      throw new PlanError('enrollments', `what enrollment ${row.enrollment} holds cannot be read by this login`)
    for (const property of NOT_NESTED) if (fields[property]) Object.assign(row, { [property]: whole[property] ?? [] })
  }
}

function wantedFields({ fields }: ObjectPlan): FieldTree | undefined {
  if (fields === '*') return { events: { '*': true }, attributes: { '*': true } }
  const wanted: FieldTree = {}
  for (const property of NOT_NESTED) if (fields[property]) wanted[property] = fields[property]
  return Object.keys(wanted).length > 0 ? wanted : undefined
}

function chunksByProgram(enrollments: readonly Enrollment[]): { program: string; ids: string[] }[] {
  const entities = new Map<string, Set<string>>()
  for (const { program, trackedEntity } of enrollments)
    if (program && trackedEntity) entities.set(program, (entities.get(program) ?? new Set()).add(trackedEntity))
  return [...entities].flatMap(([program, set]) => {
    const ids = [...set].sort()
    const starts = Array.from({ length: Math.ceil(ids.length / LARGEST_ID_LIST) }, (_, i) => i * LARGEST_ID_LIST)
    return starts.map((start) => ({ program, ids: ids.slice(start, start + LARGEST_ID_LIST) }))
  })
}
