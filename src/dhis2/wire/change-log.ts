import { z } from 'zod'
import type { ChangeLogPage, ChangeType } from '../../model/change-log.ts'
import { Dhis2Error } from '../errors.ts'

const values = { previousValue: z.string().optional(), currentValue: z.string().optional() }

const text = z.string().optional()

const pageShape = z.looseObject({
  pager: z.looseObject({ nextPage: text }).optional(),
  changeLogs: z.array(
    z.looseObject({
      type: text,
      createdAt: z.string(),
      createdBy: z.object({ uid: text, username: text, firstName: text, surname: text }).optional(),
      change: z.looseObject({
        attributeValue: z.looseObject({ attribute: z.string(), ...values }).optional(),
        dataValue: z.looseObject({ dataElement: z.string(), ...values }).optional(),
        eventField: z.looseObject({ field: z.string(), ...values }).optional(),
      }),
    }),
  ),
})

type WireEntry = z.infer<typeof pageShape>['changeLogs'][number]

/** A page of a change log in the model's words. From 2.41 on its pager names a next page where there is one (recorded). */
export function changeLogFromWire(body: unknown): ChangeLogPage {
  const page = pageShape.safeParse(body)
  if (!page.success) throw new Dhis2Error('unexpected', 'DHIS2 sent a change log of a form that is not known')
  const { pager, changeLogs } = page.data
  return { entries: changeLogs.map(entryFromWire), more: pager?.nextPage !== undefined }
}

function entryFromWire({ type, createdAt, createdBy, change }: WireEntry): ChangeLogPage['entries'][number] {
  const { attributeValue, dataValue, eventField } = change
  const { previousValue, currentValue } = attributeValue ?? dataValue ?? eventField ?? {}
  return {
    createdAt,
    ...(isChangeType(type) && { type }),
    ...(createdBy && { createdBy: withoutGaps(createdBy) }),
    ...(attributeValue && { attribute: attributeValue.attribute }),
    ...(dataValue && { dataElement: dataValue.dataElement }),
    ...(eventField && { eventField: eventField.field }),
    ...(previousValue !== undefined && { previousValue }),
    ...(currentValue !== undefined && { currentValue }),
  }
}

function withoutGaps(user: NonNullable<WireEntry['createdBy']>): { [Key in keyof typeof user]?: string } {
  return Object.fromEntries(Object.entries(user).filter(([, value]) => value !== undefined))
}

function isChangeType(type: string | undefined): type is ChangeType {
  return type === 'CREATE' || type === 'UPDATE' || type === 'DELETE'
}
