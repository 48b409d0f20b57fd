import type {
  EnrollmentInput,
  EventInput,
  RelationshipInput,
  TrackedEntityInput,
  TrackerBundle,
  TrackerType,
} from '../../model/import-bundle.ts'
import type { ImportOptions, ImportRequest } from '../../model/import-options.ts'
import type { Capabilities } from '../../model/server-info.ts'
import type { TrackerKind } from '../../model/tracker.ts'
import { Dhis2Error } from '../errors.ts'
import { importSummariesFromWire, isImportSummaries } from '../wire/import-summaries.ts'
import type { Dialect, ImportStep } from './dialect.ts'
import { legacyRow } from './legacy-words.ts'
import { given, printPath } from './parameters.ts'

/** The objects of one kind that one request stores. */
interface Sheaf {
  trackerType: TrackerType
  kind: TrackerKind
  /** The endpoint, the property of its body that holds the objects, and (respelled) that of their UIDs. */
  endpoint: string
  key: string
  rows: object[]
}

/** Imports by the endpoints before `/api/tracker` (matrix §9): one request for each kind of object, parents first. */
export function createLegacyImport({
  version,
}: Capabilities): Pick<
  Dialect,
  'importToWire' | 'isImportReport' | 'importFromWire' | 'jobMessagesToWire' | 'jobReportToWire'
> {
  const noJobs = (): never => {
    throw new Dhis2Error('unsupported', `The legacy endpoints of DHIS2 ${version.text} import nothing as a job`)
  }
  return {
    jobMessagesToWire: noJobs,
    jobReportToWire: noJobs,
    importToWire(request) {
      const sheaves = flat(request.bundle).filter(({ rows }) => rows.length > 0)
      refuseUnknown(request, sheaves, version.text)
      const inOrder = request.options.importStrategy === 'DELETE' ? sheaves.reverse() : sheaves
      return inOrder.map((sheaf) => stepOf(sheaf, request.options))
    },
    isImportReport: isImportSummaries,
    importFromWire: (body, { objects, deletes = false }) => ({
      report: importSummariesFromWire(body, objects, deletes),
    }),
  }
}

function stepOf({ trackerType, kind, endpoint, key, rows }: Sheaf, options: ImportOptions): ImportStep {
  const objects = rows.map((row) => legacyRow(kind, row))
  const path = printPath(endpoint, [
    ['strategy', options.importStrategy],
    ...given('dryRun', options.importMode === 'VALIDATE' ? true : undefined),
    ...given('skipNotifications', options.skipSideEffects),
    ...given('skipPatternValidation', options.skipPatternValidation),
    ...given('idScheme', options.idScheme),
    ...given('dataElementIdScheme', options.dataElementIdScheme),
    ...given('orgUnitIdScheme', options.orgUnitIdScheme),
    ...given('programIdScheme', options.programIdScheme),
    ...given('programStageIdScheme', options.programStageIdScheme),
    ...given('categoryOptionComboIdScheme', options.categoryOptionComboIdScheme),
    ...given('categoryOptionIdScheme', options.categoryOptionIdScheme),
  ])
  return {
    method: 'POST',
    path,
    body: JSON.stringify({ [endpoint]: objects }),
    deletes: options.importStrategy === 'DELETE',
    objects: objects.map((object) => ({ trackerType, uid: String(object[key] ?? '') })),
  }
}

/** What these endpoints cannot do is refused before anything is sent. */
function refuseUnknown({ options, job }: ImportRequest, sheaves: readonly Sheaf[], version: string): void {
  const refuse = (what: string): never => {
    throw new Dhis2Error('unsupported', `The legacy endpoints of DHIS2 ${version} cannot ${what}; nothing was sent`)
  }
  if (job) refuse('import a bundle as a job: leave `async` out')
  if (options.importMode === 'VALIDATE' && sheaves.length > 1)
    refuse('check objects that hang on others which are not stored yet: check one kind of objects at a time')
  if (options.validationMode && options.validationMode !== 'FULL') refuse(`validate ${options.validationMode}`)
  if (Object.entries(options).some(([name, scheme]) => /idScheme$/i.test(name) && scheme && scheme !== 'UID'))
    refuse('take metadata by another name than its UID: leave the id schemes out')
  if (options.skipRuleEngine === false) refuse('run program rules')
  const events = sheaves.find(({ kind }) => kind === 'events')?.rows ?? []
  if (events.some((event) => namesUserOnly(event))) refuse('assign an event to a user by name: give the `uid`')
}

function namesUserOnly(event: object): boolean {
  const user: unknown = Reflect.get(event, 'assignedUser')
  return typeof user === 'object' && user !== null && !Reflect.get(user, 'uid')
}

/** The bundle's objects by kind, each without what is nested in it, and with the UIDs of what it was nested in. */
function flat(bundle: TrackerBundle): Sheaf[] {
  const entities = bundle.trackedEntities ?? []
  const enrollments = [
    ...entities.flatMap(
      ({ trackedEntity, enrollments: nested }) => nested?.map((one) => ({ ...one, trackedEntity })) ?? [],
    ),
    ...(bundle.enrollments ?? []),
  ]
  const events = [
    ...enrollments.flatMap(({ enrollment, program, trackedEntity, events: nested }) =>
      (nested ?? []).map((one) => ({ ...one, enrollment, trackedEntity, program: one.program ?? program })),
    ),
    ...(bundle.events ?? []),
  ]
  const holders: { relationships?: RelationshipInput[] | null | undefined }[] = [...entities, ...enrollments, ...events]
  const relationships = [...holders.flatMap((holder) => holder.relationships ?? []), ...(bundle.relationships ?? [])]
  return [
    sheaf('TRACKED_ENTITY', entities.map(ownTrackedEntity)),
    sheaf('ENROLLMENT', enrollments.map(ownEnrollment)),
    sheaf('EVENT', events.map(ownEvent)),
    sheaf('RELATIONSHIP', relationships),
  ]
}

const SHEAVES = {
  TRACKED_ENTITY: { kind: 'trackedEntities', endpoint: 'trackedEntityInstances', key: 'trackedEntityInstance' },
  ENROLLMENT: { kind: 'enrollments', endpoint: 'enrollments', key: 'enrollment' },
  EVENT: { kind: 'events', endpoint: 'events', key: 'event' },
  RELATIONSHIP: { kind: 'relationships', endpoint: 'relationships', key: 'relationship' },
} as const satisfies Record<TrackerType, Omit<Sheaf, 'rows' | 'trackerType'>>

function sheaf(trackerType: TrackerType, rows: object[]): Sheaf {
  return { trackerType, ...SHEAVES[trackerType], rows }
}

function ownTrackedEntity({ enrollments: _, relationships: __, ...own }: TrackedEntityInput): object {
  return own
}

function ownEnrollment({ events: _, relationships: __, ...own }: EnrollmentInput): object {
  return own
}

function ownEvent({ relationships: _, ...own }: EventInput): object {
  return own
}
