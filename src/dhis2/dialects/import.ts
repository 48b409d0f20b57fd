import type { EventInput, TrackerBundle } from '../../model/import-bundle.ts'
import type { ImportOptions, ImportRequest } from '../../model/import-options.ts'
import type { Capabilities } from '../../model/server-info.ts'
import {
  importAnswerFromWire,
  importReportFromWire,
  isImportReport,
  jobMessagesFromWire,
  noteFromWire,
} from '../wire/import-report.ts'
import type { Dialect, ImportStep } from './dialect.ts'
import { given, type Parameter, printPath } from './parameters.ts'

/** What of a dialect is about imports. */
type ImportPart =
  | 'importToWire'
  | 'isImportReport'
  | 'importFromWire'
  | 'jobMessagesToWire'
  | 'jobMessagesFromWire'
  | 'jobReportToWire'
  | 'jobReportFromWire'
  | 'noteFromWire'

/** Imports by `POST /api/tracker`, which all versions from 2.36 on have in one form (matrix §6). */
export function createTrackerImport(capabilities: Capabilities): Pick<Dialect, ImportPart> {
  return {
    importToWire: (request) => [importToWire(request, capabilities)],
    isImportReport,
    importFromWire: importAnswerFromWire,
    jobMessagesToWire: (job) => `tracker/jobs/${job}`,
    jobMessagesFromWire,
    jobReportToWire: (job, mode) => printPath(`tracker/jobs/${job}/report`, [['reportMode', mode]]),
    jobReportFromWire: importReportFromWire,
    noteFromWire,
  }
}

function importToWire({ bundle, options, job }: ImportRequest, capabilities: Capabilities): ImportStep {
  const path = printPath('tracker', [['async', String(job)], ...optionParameters(options, capabilities)])
  return { method: 'POST', path, body: JSON.stringify(wireBundle(bundle, capabilities)), objects: [] }
}

function optionParameters(options: ImportOptions, { version }: Capabilities): Parameter[] {
  return [
    ...given('importStrategy', options.importStrategy),
    ...given('atomicMode', options.atomicMode),
    ...given('importMode', options.importMode),
    ...given('validationMode', options.validationMode),
    ...given('flushMode', options.flushMode),
    ...given('reportMode', options.reportMode),
    ...given('skipRuleEngine', options.skipRuleEngine),
    ...given('skipSideEffects', options.skipSideEffects),
    ...given('skipPatternValidation', version.major >= 40 ? options.skipPatternValidation : undefined),
    ...given('idScheme', options.idScheme),
    ...given('dataElementIdScheme', options.dataElementIdScheme),
    ...given('orgUnitIdScheme', options.orgUnitIdScheme),
    ...given('programIdScheme', options.programIdScheme),
    ...given('programStageIdScheme', options.programStageIdScheme),
    ...given('categoryOptionComboIdScheme', options.categoryOptionComboIdScheme),
    ...given('categoryOptionIdScheme', options.categoryOptionIdScheme),
  ]
}

/** The bundle as the import API takes it: the model's own words, but for the list of category options, which is one text there. */
function wireBundle(bundle: TrackerBundle, { version }: Capabilities): unknown {
  const separator = version.major >= 41 ? ',' : ';'
  const event = (input: EventInput): object =>
    input.attributeCategoryOptions
      ? { ...input, attributeCategoryOptions: input.attributeCategoryOptions.join(separator) }
      : input
  const enrollment = <Input extends { events?: EventInput[] | null | undefined }>(input: Input): object =>
    input.events ? { ...input, events: input.events.map(event) } : input
  return {
    ...bundle,
    ...(bundle.trackedEntities && {
      trackedEntities: bundle.trackedEntities.map((entity) =>
        entity.enrollments ? { ...entity, enrollments: entity.enrollments.map(enrollment) } : entity,
      ),
    }),
    ...(bundle.enrollments && { enrollments: bundle.enrollments.map(enrollment) }),
    ...(bundle.events && { events: bundle.events.map(event) }),
  }
}
