/** Stores the values and notes of objects, and tells the change logs what became of values that were there. */
import type { Change, ChangeRecord, DataValueRecord, NoteRecord, TrackedEntityRecord } from '../../dataset.ts'
import type { AttributeItem, DataValueItem, NoteItem } from '../bundle/bundle.ts'
import type { ImportRun } from '../import-run.ts'
import type { Write } from '../tracker-store.ts'

/** An import's write with what it needs to name things. */
export interface RunWrite extends Write {
  run: ImportRun
}

/** What a value becomes: attributes and data values that are not named stay, an empty value takes one away. */
interface StoredValue {
  value: string
  createdAt: string
  updatedAt: string
  createdBy?: string
  updatedBy?: string
}

/** Gives a tracked entity the attributes of its own item or of an enrollment. */
export function storeAttributes(
  write: RunWrite,
  entity: TrackedEntityRecord,
  items: AttributeItem[],
  isNew: boolean,
): void {
  for (const { attribute: identifier, value = '' } of items) {
    const attribute = write.run.names.find('trackedEntityAttributes', identifier)?.id
    if (attribute === undefined) continue
    const at = entity.attributes.findIndex((stored) => stored.attribute === attribute)
    const change = storeValue(write, entity.attributes, at, value, (times) => ({ attribute, ...times }))
    if (change !== undefined && !isNew) {
      log(write, entity.trackedEntity, { attributeValue: { attribute, ...change } })
    }
  }
}

/** Gives an event its data values. */
export function storeDataValues(
  write: RunWrite,
  event: { event: string; dataValues: DataValueRecord[] },
  items: DataValueItem[],
  isNew: boolean,
): void {
  for (const { dataElement: identifier, value = '', providedElsewhere } of items) {
    const dataElement = write.run.names.find('dataElements', identifier)?.id
    if (dataElement === undefined) continue
    const at = event.dataValues.findIndex((stored) => stored.dataElement === dataElement)
    const change = storeValue(write, event.dataValues, at, value, (times) => ({
      dataElement,
      providedElsewhere,
      ...times,
    }))
    if (change !== undefined && !isNew) log(write, event.event, { dataValue: { dataElement, ...change } })
  }
}

/** A value before and after, for the change log. */
interface ChangedValue {
  previousValue?: string
  currentValue?: string
}

/** Puts a value into a list, changes it there or takes it out; undefined where nothing changed. */
function storeValue<Value extends StoredValue>(
  write: Write,
  values: Value[],
  at: number,
  value: string,
  made: (times: StoredValue) => Value,
): ChangedValue | undefined {
  const stored = values[at]
  if (stored === undefined && value === '') return undefined
  if (stored?.value === value) return undefined
  const moment = write.nextMoment()
  const { username } = write
  if (stored === undefined) {
    values.push(made({ value, createdAt: moment, updatedAt: moment, createdBy: username, updatedBy: username }))
    return { currentValue: value }
  }
  const previousValue = stored.value
  if (value === '') {
    values.splice(at, 1)
    return { previousValue }
  }
  stored.value = value
  stored.updatedAt = moment
  stored.updatedBy = username
  return { previousValue, currentValue: value }
}

/** Adds notes to an enrollment or event. */
export function storeNotes(write: Write, notes: NoteRecord[], items: NoteItem[]): void {
  for (const { note, value = '' } of items) {
    notes.push({ note, value, storedAt: write.nextMoment(), storedBy: write.username })
  }
}

/** Adds a change to the logs. */
export function log({ run, username, nextMoment }: RunWrite, record: string, change: Change): void {
  const entry: ChangeRecord = { record, createdAt: nextMoment(), username, change }
  run.dataset.changes.push(entry)
}
