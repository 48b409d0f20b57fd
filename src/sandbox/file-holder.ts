import type { Dataset } from './dataset.ts'

/** The tracked entity or event that has a value which names a file; undefined while none has. */
export function fileHolder({ trackedEntities, events }: Dataset, file: string): string | undefined {
  for (const { trackedEntity, attributes, deleted } of trackedEntities.values()) {
    if (deleted !== true && attributes.some(({ value }) => value === file)) return trackedEntity
  }
  for (const { event, dataValues, deleted } of events.values()) {
    if (deleted !== true && dataValues.some(({ value }) => value === file)) return event
  }
  return undefined
}
