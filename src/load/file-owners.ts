import type { TrackerFileRequest } from '../model/tracker-file.ts'
import type { ObjectPlan } from '../plan/plan-object.ts'
import { reachedProgram } from './reached-program.ts'
import { rowsAt, textAt } from './rows.ts'

const ownerOf = new WeakMap<object, TrackerFileRequest>()

/** Notes of the values whose file is selected to which record they belong: a file is read by way of it. */
export function keepFileOwners(rows: readonly object[], plan: ObjectPlan): void {
  for (const { path, parts } of plan.values)
    if (parts.includes('file'))
      for (const record of rowsAt(rows, path.slice(0, -1)))
        for (const value of rowsAt([record], path.slice(-1))) {
          const owner = fileOf(record, value)
          if (owner) ownerOf.set(value, owner)
        }
}

/** Where the file of a stored value is read. */
export function fileRequestOf(value: object): TrackerFileRequest | undefined {
  return ownerOf.get(value)
}

function fileOf(record: object, value: object): TrackerFileRequest | undefined {
  const dataElement = textAt(value, 'dataElement')
  const event = textAt(record, 'event')
  if (dataElement && event) return { kind: 'events', id: event, of: dataElement }
  const attribute = textAt(value, 'attribute')
  const trackedEntity = textAt(record, 'trackedEntity')
  if (!attribute || !trackedEntity) return undefined
  const program = textAt(record, 'program') ?? reachedProgram(record)
  return { kind: 'trackedEntities', id: trackedEntity, of: attribute, ...(program && { program }) }
}
