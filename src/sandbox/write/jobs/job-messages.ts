/** What the log of an import job tells, in the words of each version. */
import { newUid } from '../../new-uid.ts'
import type { ImportFacts } from '../../versions/import-facts.ts'
import type { ImportOptions } from '../import-options.ts'
import type { ImportOutcome } from '../import-report.ts'

/** One entry of a job's log. */
export interface JobMessage {
  uid: string
  id: string
  level: 'INFO' | 'DEBUG' | 'ERROR'
  category: 'TRACKER_IMPORT_JOB'
  time: string
  message: string
  completed: boolean
  dataType?: 'PARAMETERS'
  data?: unknown
}

/** A job as its messages speak of it. */
export interface NamedJob {
  id: string
  username: string
  userId: string
  options: ImportOptions
}

/** What makes messages: the job, the version, and a clock. */
export interface JobTeller {
  job: NamedJob
  facts: ImportFacts
  nextMoment: () => string
}

/** The messages of a job that has not got to its checks yet, oldest first. */
export function openingMessages(teller: JobTeller): JobMessage[] {
  const { job, facts } = teller
  if (facts.jobMessages === 'timed') {
    return [entry(teller, `${title(job)} started by ${job.username} ( ${job.userId} ) Import:Start`)]
  }
  const started = {
    ...entry(teller, 'Tracker import started'),
    dataType: 'PARAMETERS' as const,
    data: parameters(teller),
  }
  return [
    started,
    ...['Loading file resource', 'Loading file content', 'Running PreHeat'].map((text) => entry(teller, text)),
  ]
}

/** The messages from there to the end, oldest first; the last says that the job is done. */
export function closingMessages(teller: JobTeller, outcome: ImportOutcome): JobMessage[] {
  const { facts } = teller
  const stages = stagesOf(teller, outcome.stored !== undefined).map((text) => entry(teller, text))
  if (facts.jobMessages === 'timed') {
    const timed = stages.map((stage) => ({ ...stage, level: 'DEBUG' as const }))
    const end = entry(teller, `${title(teller.job)} finished in 0.002000 sec. Import:Done`)
    return [...timed, { ...end, completed: true }]
  }
  const { created, updated, deleted, ignored } = outcome.stats
  const counts = `${created} created, ${updated} updated, ${deleted} deleted, ${ignored} ignored`
  const end = entry(teller, `Import complete with status ${outcome.status}, ${counts}`)
  return [...stages, { ...end, level: outcome.status === 'ERROR' ? 'ERROR' : 'INFO', completed: true }]
}

/** The message of a job that failed in the database. */
export function failureMessage(teller: JobTeller, message: string): JobMessage {
  return { ...entry(teller, message), level: 'ERROR', completed: true }
}

function stagesOf({ job, facts }: JobTeller, isStored: boolean): string[] {
  const hasRules = !job.options.skipsRules && job.options.strategy !== 'DELETE'
  if (facts.jobMessages === 'timed') {
    const rules = hasRules && (isStored || facts.timesRulesOfRefused) ? ['programrule', 'programruleValidation'] : []
    const parts = ['preheat', 'validation', ...rules, ...(isStored ? ['commit'] : [])]
    return parts.map((part) => `${title(job)}${part} completed in 0.001000 sec. Import:${part}`)
  }
  const size = 'Calculating Payload Size'
  const rules = hasRules ? ['Running Rule Engine', 'Running Rule Engine Validation'] : []
  const checks = ['Running PreProcess', 'Running Validation', ...rules]
  const end = isStored ? ['Commit Transaction', 'PostCommit'] : []
  return facts.jobMessages === 'stages' ? [size, ...checks, ...end] : [...checks, size, ...end]
}

const title = ({ id }: NamedJob): string => `TRACKER_IMPORT_JOB ( ${id} )`

/** Up to 2.38 an entry has the id of its job. */
function entry({ job, facts, nextMoment }: JobTeller, message: string): JobMessage {
  const uid = facts.messages === '2.38' ? job.id : newUid()
  return { uid, id: uid, level: 'INFO', category: 'TRACKER_IMPORT_JOB', time: nextMoment(), message, completed: false }
}

const schemes = {
  idScheme: 'trackedEntityTypes',
  dataElementIdScheme: 'dataElements',
  orgUnitIdScheme: 'organisationUnits',
  programIdScheme: 'programs',
  programStageIdScheme: 'programStages',
  categoryOptionComboIdScheme: 'categoryOptionCombos',
  categoryOptionIdScheme: 'categoryOptions',
} as const

function parameters({ job: { options, userId }, facts }: JobTeller): Record<string, unknown> {
  const idSchemes = Object.entries(schemes).map(([name, plural]) => {
    const scheme = options.schemeOf(plural)
    return [
      name,
      typeof scheme === 'string'
        ? { idScheme: scheme, attributeUid: null }
        : { idScheme: 'ATTRIBUTE', attributeUid: scheme.attribute },
    ]
  })
  return {
    ...(facts.messages === '2.41' && { userId }),
    importMode: options.validatesOnly ? 'VALIDATE' : 'COMMIT',
    idSchemes: Object.fromEntries(idSchemes),
    importStrategy: options.strategy ?? 'CREATE_AND_UPDATE',
    atomicMode: options.storesTheGood ? 'OBJECT' : 'ALL',
    flushMode: 'AUTO',
    validationMode: options.validationMode,
    skipPatternValidation: false,
    skipSideEffects: false,
    skipRuleEngine: options.skipsRules,
    filename: null,
    reportMode: options.reportMode,
  }
}
