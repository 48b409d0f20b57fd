import type { TrackerType } from '../../model/import-bundle.ts'
import type { ImportStrategy } from '../../model/import-options.ts'
import { type BatchLimits, type ImportRecord, type ImportUnit, objectsOfRoot, unitsOf } from './import-unit.ts'
import { touchedBy } from './touched.ts'

/** What is sent in one request, if nothing of it is refused. */
export interface Batch {
  /** Counted from 1 over the whole import; the same each time for the same input, limits and strategy. */
  number: number
  phase: TrackerType
  units: ImportUnit[]
  objects: number
  /** The UIDs that it touches; undefined where that cannot be told. */
  touched: ReadonlySet<string> | undefined
}

/** To be raised with any change of what is in which batch, since a resume file tells batches by their numbers. */
export const BATCHING = 1

const PARENTS_FIRST = ['TRACKED_ENTITY', 'ENROLLMENT', 'EVENT', 'RELATIONSHIP'] as const

/** What batches are made by. `read` gives the input's records from the start each time. */
export interface BatchSource {
  read: () => AsyncIterable<ImportRecord>
  limits: BatchLimits
  strategy: ImportStrategy
}

/** The input in batches: parents before what hangs on them, and the other way round on deleting. */
export async function* makeBatches({ read, limits, strategy }: BatchSource): AsyncGenerator<Batch> {
  const phases = strategy === 'DELETE' ? PARENTS_FIRST.toReversed() : PARENTS_FIRST
  let number = 1
  for (const phase of phases) {
    let filling = createFilling(phase, strategy)
    for await (const record of read())
      for (const unit of unitsOf(record, phase, limits)) {
        if (!filling.takes(unit, limits)) {
          yield filling.batch(number++)
          filling = createFilling(phase, strategy)
        }
        filling.add(unit)
      }
    if (filling.size() > 0) yield filling.batch(number++)
  }
}

function createFilling(phase: TrackerType, strategy: ImportStrategy) {
  const units: ImportUnit[] = []
  const uids = new Set<string>()
  let touchesAny = false
  let objects = 0
  let events = 0
  return {
    size: () => objects,
    /** DHIS2 refuses a bundle that holds a UID twice, so that the second waits for the next batch. */
    takes: (unit: ImportUnit, limits: BatchLimits): boolean =>
      objects === 0 ||
      (objects + unit.objects <= limits.objects &&
        events + unit.events <= limits.events &&
        !ownUids(unit).some((uid) => uids.has(uid))),
    add(unit: ImportUnit): void {
      units.push(unit)
      objects += unit.objects
      events += unit.events
      const touched = touchedBy(unit, strategy)
      touchesAny ||= touched === undefined
      for (const uid of touched ?? []) uids.add(uid)
      for (const uid of ownUids(unit)) uids.add(uid)
    },
    batch: (number: number): Batch => ({ number, phase, units, objects, touched: touchesAny ? undefined : uids }),
  }
}

function ownUids({ root }: ImportUnit): string[] {
  return objectsOfRoot(root).flatMap(({ uid }) => uid ?? [])
}
