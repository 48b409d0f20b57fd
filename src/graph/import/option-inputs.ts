import type { ImportOptions, ImportStrategy } from '../../model/import-options.ts'
import { PlanError } from '../../plan/plan-error.ts'
import { builder } from '../builder.ts'

/** What to do with each object of a bundle. */
export const ImportStrategyEnum = builder.enumType('ImportStrategy', {
  description: 'What to do with each object of a bundle.',
  values: {
    CREATE: { description: 'Store it as new; an object that exists is refused.' },
    UPDATE: { description: 'Change it; an object that does not exist is refused.' },
    CREATE_AND_UPDATE: { description: 'Change it where it exists, store it as new where not.' },
    DELETE: { description: 'Delete it, and what belongs to it; its UID is enough.' },
  } as const,
})

const AtomicModeEnum = builder.enumType('AtomicMode', {
  description: 'What a refused object means for the rest of its bundle.',
  values: {
    ALL: { description: 'Nothing of the bundle is stored.' },
    OBJECT: { description: 'The object and what is nested in it are left out; the rest is stored.' },
  } as const,
})

const ImportModeEnum = builder.enumType('ImportMode', {
  description: 'Whether an import stores anything.',
  values: {
    COMMIT: { description: 'It does.' },
    VALIDATE: { description: 'It checks only, and tells what it would refuse.' },
  } as const,
})

const ValidationModeEnum = builder.enumType('ValidationMode', {
  description: 'How DHIS2 checks a bundle.',
  values: {
    FULL: { description: 'Everything; all errors are told.' },
    FAIL_FAST: { description: 'Up to the first error.' },
    SKIP: { description: 'Not at all: for data that were checked elsewhere. Needs the authority for it.' },
  } as const,
})

const FlushModeEnum = builder.enumType('FlushMode', {
  description: 'When DHIS2 writes to its database.',
  values: {
    AUTO: { description: 'When it is ready: fast.' },
    OBJECT: { description: 'After each object: slow, to find the one that the database refuses.' },
  } as const,
})

/** How much a report tells. */
export const ReportModeEnum = builder.enumType('ReportMode', {
  description: 'How much a report tells.',
  values: {
    FULL: { description: 'Errors, warnings, what happened to each object, and (up to 2.40) timings.' },
    ERRORS: { description: 'Errors alone.' },
    WARNINGS: { description: 'Errors and warnings.' },
  } as const,
})

/** How an import is done. */
export const ImportOptionsInput = builder.inputType('ImportOptions', {
  description: 'How an import is done; what is left out is as DHIS2 has it by default.',
  fields: (t) => ({
    importStrategy: t.field({
      type: ImportStrategyEnum,
      description: 'What to do with each object; CREATE_AND_UPDATE where left out.',
    }),
    atomicMode: t.field({ type: AtomicModeEnum, description: 'What a refused object means for the rest; ALL.' }),
    importMode: t.field({ type: ImportModeEnum, description: 'Whether anything is stored; COMMIT.' }),
    validationMode: t.field({ type: ValidationModeEnum, description: 'How the bundle is checked; FULL.' }),
    flushMode: t.field({ type: FlushModeEnum, description: 'When DHIS2 writes to its database; AUTO.' }),
    reportMode: t.field({ type: ReportModeEnum, description: 'How much the report tells; FULL.' }),
    async: t.boolean({
      description: 'True: DHIS2 imports afterwards, and a job is answered at once. False where left out.',
    }),
    skipRuleEngine: t.boolean({ description: 'True: no program rules are run.' }),
    skipSideEffects: t.boolean({ description: 'True: no notifications are sent.' }),
    skipPatternValidation: t.boolean({
      description: 'True: generated values are not held against their pattern. From DHIS2 2.40.',
    }),
    idScheme: t.string({
      description: 'What identifiers of metadata in the bundle are: UID (as ever), CODE, NAME or ATTRIBUTE:uid.',
    }),
    dataElementIdScheme: t.string({ description: 'The same, for data elements alone.' }),
    orgUnitIdScheme: t.string({ description: 'The same, for organisation units alone.' }),
    programIdScheme: t.string({ description: 'The same, for programs alone.' }),
    programStageIdScheme: t.string({ description: 'The same, for program stages alone.' }),
    categoryOptionComboIdScheme: t.string({ description: 'The same, for category option combinations alone.' }),
    categoryOptionIdScheme: t.string({ description: 'The same, for category options alone.' }),
  }),
})

type GivenOptions = typeof ImportOptionsInput.$inferInput

/** The options as they go upstream; an intention has a strategy of its own, and refuses another. */
export function importOptions(given: GivenOptions | null | undefined, strategy?: ImportStrategy): ImportOptions {
  const { async: _, importStrategy, ...others } = given ?? {}
  if (strategy && importStrategy && importStrategy !== strategy)
    throw new PlanError('options.importStrategy', `is ${strategy} in this mutation: leave it out`)
  const stated = Object.entries(others).filter(([, value]) => value !== null && value !== undefined)
  return {
    reportMode: 'FULL',
    ...Object.fromEntries(stated),
    importStrategy: strategy ?? importStrategy ?? 'CREATE_AND_UPDATE',
  }
}
