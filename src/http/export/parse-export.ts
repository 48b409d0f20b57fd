import { z } from 'zod'
import type { ExportRequest } from '../../model/export-request.ts'
import { conditions } from './value-conditions.ts'

/** An export that is asked for, and the form that it is to have; or why none is meant. */
export type ParsedExport =
  | { request: ExportRequest; format: ExportFormat; guard: boolean }
  | { status: 400 | 404 | 406; message: string }

/** How a table is written. */
export type ExportFormat = 'csv' | 'ndjson'

const flag = z.enum(['true', 'false']).transform((text) => text === 'true')
const time = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?)?$/, 'a date or a local time: 2026-05-21T14:30:00')
const duration = z.string().regex(/^P(?=.)(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$/, 'an ISO 8601 duration: P7D')

/** UIDs between commas. */
const uids = z
  .string()
  .transform((text) => text.split(','))
  .optional()

const shared = {
  program: z.string().optional(),
  ids: uids,
  orgUnits: uids,
  orgUnitMode: z.enum(['SELECTED', 'CHILDREN', 'DESCENDANTS', 'ACCESSIBLE', 'CAPTURE', 'ALL']).optional(),
  enrollmentStatus: z.enum(['ACTIVE', 'COMPLETED', 'CANCELLED']).optional(),
  followUp: flag.optional(),
  enrolledAfter: time.optional(),
  enrolledBefore: time.optional(),
  updatedAfter: time.optional(),
  updatedBefore: time.optional(),
  updatedWithin: duration.optional(),
  includeDeleted: flag.optional(),
  columns: z.enum(['id', 'code', 'name']).default('id'),
  values: z.enum(['raw', 'name']).default('raw'),
  format: z.enum(['csv', 'ndjson']).optional(),
  formulas: z.enum(['escape', 'keep']).default('escape'),
}
const eventStatus = z.enum(['ACTIVE', 'COMPLETED', 'VISITED', 'SCHEDULE', 'OVERDUE', 'SKIPPED']).optional()
const occurred = { occurredAfter: time.optional(), occurredBefore: time.optional() }
const enrollmentOccurred = { enrollmentOccurredAfter: time.optional(), enrollmentOccurredBefore: time.optional() }
const attributes = flag.default(false)
const attribute = conditions('attribute').optional()
const assigned = {
  assignedUsers: uids,
  assignedUserMode: z.enum(['CURRENT', 'PROVIDED', 'NONE', 'ANY', 'ALL']).optional(),
}

/** The parameters of each export; an unknown one is refused, since an ignored filter would widen what goes out. */
const PARAMETERS = {
  events: z.strictObject({
    ...shared,
    ...occurred,
    ...enrollmentOccurred,
    ...assigned,
    programStage: z.string().optional(),
    trackedEntity: z.string().optional(),
    enrollments: uids,
    status: eventStatus,
    dataValue: conditions('dataElement').optional(),
    attribute,
    attributeCategoryCombo: z.string().optional(),
    attributeCategoryOptions: uids,
    scheduledAfter: time.optional(),
    scheduledBefore: time.optional(),
    attributes,
  }),
  enrollments: z.strictObject({ ...shared, trackedEntity: z.string().optional(), attributes }),
  trackedEntities: z.strictObject({
    ...shared,
    ...occurred,
    ...enrollmentOccurred,
    ...assigned,
    attribute,
    potentialDuplicate: flag.optional(),
    trackedEntityType: z.string().optional(),
    programStage: z.string().optional(),
    status: eventStatus,
  }),
}

/** What may be given several times; all of them must hold. */
const REPEATED = ['attribute', 'dataValue'] as const

type Kind = keyof typeof PARAMETERS
const isKind = (name: string): name is Kind => Object.hasOwn(PARAMETERS, name)

/** Reads `/export/{events|enrollments|trackedEntities}?…`, and the Accept header where `format` is left out. */
export function parseExport({ pathname, searchParams }: URL, accept: string | null): ParsedExport {
  const [kind = '', ...rest] = pathname.split('/').slice(2)
  if (!isKind(kind) || rest.length > 0)
    return { status: 404, message: 'Exports are at /export/events, /export/enrollments and /export/trackedEntities' }
  const repeated = Object.fromEntries(
    REPEATED.flatMap((name) => (searchParams.has(name) ? [[name, searchParams.getAll(name)]] : [])),
  )
  const twice = [...searchParams.keys()].find((name) => !repeated[name] && searchParams.getAll(name).length > 1)
  if (twice) return { status: 400, message: `${twice}: is given twice` }
  const parsed = PARAMETERS[kind].safeParse({ ...Object.fromEntries(searchParams), ...repeated })
  if (!parsed.success) return { status: 400, message: told(parsed.error, kind) }
  const format = parsed.data.format ?? formatOf(accept)
  if (!format)
    return {
      status: 406,
      message: 'Exports are text/csv or application/x-ndjson: ask for one in Accept or by format=csv|ndjson',
    }
  return { request: exportRequest(kind, parsed.data), format, guard: parsed.data.formulas === 'escape' }
}

function formatOf(accept: string | null): ExportFormat | undefined {
  const types = (accept ?? '*/*').toLowerCase()
  if (/application\/(x-)?(ndjson|jsonlines)/.test(types)) return 'ndjson'
  return /text\/(csv|html|\*)|\*\/\*/.test(types) ? 'csv' : undefined
}

function told(error: z.ZodError, kind: Kind): string {
  const [issue] = error.issues
  if (issue?.code === 'unrecognized_keys')
    return `${issue.keys.join(', ')}: no parameter of this export, which has ${Object.keys(PARAMETERS[kind].shape).join(', ')}`
  return `${issue?.path.join('.')}: ${issue?.message}`
}

type Given = z.infer<(typeof PARAMETERS)[Kind]>

function exportRequest(kind: Kind, given: Given): ExportRequest {
  const { columns, values, program, orgUnits, orgUnitMode, enrollmentStatus, followUp, updatedWithin, includeDeleted } =
    given
  const range = (after: string | undefined, before: string | undefined) =>
    after || before ? { ...(after && { after }), ...(before && { before }) } : undefined
  return {
    kind,
    ...{
      program,
      ids: given.ids,
      orgUnits,
      orgUnitMode,
      enrollmentStatus,
      followUp,
      updatedWithin,
      includeDeleted,
      columns,
      values,
    },
    enrolledAt: range(given.enrolledAfter, given.enrolledBefore),
    updatedAt: range(given.updatedAfter, given.updatedBefore),
    attributes: 'attributes' in given && given.attributes,
    ...('enrollmentOccurredAfter' in given || 'enrollmentOccurredBefore' in given
      ? { enrollmentOccurredAt: range(given.enrollmentOccurredAfter, given.enrollmentOccurredBefore) }
      : {}),
    ...('assignedUsers' in given && { assignedUsers: given.assignedUsers }),
    ...('assignedUserMode' in given && { assignedUserMode: given.assignedUserMode }),
    ...('attribute' in given && { attributeConditions: given.attribute }),
    ...('dataValue' in given && { dataValueConditions: given.dataValue }),
    ...('potentialDuplicate' in given && { potentialDuplicate: given.potentialDuplicate }),
    ...('enrollments' in given && { enrollments: given.enrollments }),
    ...('attributeCategoryCombo' in given && { attributeCategoryCombo: given.attributeCategoryCombo }),
    ...('attributeCategoryOptions' in given && { attributeCategoryOptions: given.attributeCategoryOptions }),
    ...('trackedEntity' in given && { trackedEntity: given.trackedEntity }),
    ...('trackedEntityType' in given && { trackedEntityType: given.trackedEntityType }),
    ...('programStage' in given && { programStage: given.programStage }),
    ...('status' in given && { eventStatus: given.status }),
    ...('occurredAfter' in given || 'occurredBefore' in given
      ? { occurredAt: range(given.occurredAfter, given.occurredBefore) }
      : {}),
    ...('scheduledAfter' in given || 'scheduledBefore' in given
      ? { scheduledAt: range(given.scheduledAfter, given.scheduledBefore) }
      : {}),
  }
}
