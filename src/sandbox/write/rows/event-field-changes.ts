/** Tells the change logs which dates and places of an event changed. */
import type { EventRecord } from '../../dataset.ts'
import { geometryText, momentText } from '../../tracker/change-log.ts'
import { log, type RunWrite } from './store-values.ts'

/** Logs the fields of an event that an update changed, in the order in which DHIS2 does. */
export function logEventFields(write: RunWrite, before: EventRecord, after: EventRecord): void {
  const fields = {
    scheduledAt: [momentText(before.scheduledAt), momentText(after.scheduledAt)],
    occurredAt: [momentText(before.occurredAt), momentText(after.occurredAt)],
    geometry: [geometryText(before.geometry), geometryText(after.geometry)],
  }
  for (const [field, [previousValue, currentValue]] of Object.entries(fields)) {
    if (previousValue === currentValue) continue
    log(write, after.event, {
      eventField: {
        field,
        ...(previousValue !== undefined && { previousValue }),
        ...(currentValue !== undefined && { currentValue }),
      },
    })
  }
}
