import type { ImportIssue as LocatedIssue, LocatedReport } from '../../load/locate-report.ts'
import type { ImportStats as Stats, TypeReport as TypeReportRow } from '../../model/import-report.ts'
import { builder } from '../builder.ts'

const ImportStatusEnum = builder.enumType('ImportStatus', {
  description: 'How an import went.',
  values: {
    OK: { description: 'Everything was stored, or (atomicMode OBJECT) all that was not refused.' },
    WARNING: { description: 'Everything was stored, and DHIS2 has something to say about it.' },
    ERROR: { description: 'Something was refused, and (atomicMode ALL) nothing stored.' },
  } as const,
})

const TrackerTypeEnum = builder.enumType('TrackerType', {
  description: 'A kind of object in a bundle.',
  values: {
    TRACKED_ENTITY: { description: 'A tracked entity.' },
    ENROLLMENT: { description: 'An enrollment.' },
    EVENT: { description: 'An event.' },
    RELATIONSHIP: { description: 'A relationship.' },
  } as const,
})

/** An error or warning of an import, with its place in the mutation's own input. */
export const ImportIssue = builder.objectRef<LocatedIssue>('ImportIssue').implement({
  description: 'An error or a warning of an import, with its place in the mutation’s own input.',
  fields: (t) => ({
    code: t.exposeString('code', { nullable: false, description: 'DHIS2’s code of it, such as E1064.' }),
    message: t.exposeString('message', { nullable: false, description: 'What DHIS2 says.' }),
    trackerType: t.expose('trackerType', {
      type: TrackerTypeEnum,
      nullable: false,
      description: 'The kind of the object that it is about.',
    }),
    id: t.id({
      description: 'UID of that object; null where DHIS2 names none.',
      resolve: ({ uid }) => uid ?? null,
    }),
    path: t.exposeStringList('path', {
      nullable: { list: false, items: false },
      description:
        'Where in the mutation’s arguments the fault lies: ["bundle", "trackedEntities", "0", "attributes", "2", "value"]. Empty where it is about none of them.',
    }),
    args: t.exposeStringList('args', {
      nullable: { list: false, items: false },
      description: 'What DHIS2 put into the message; from 2.41, empty before.',
    }),
  }),
})

const ImportStats = builder.objectRef<Stats>('ImportStats').implement({
  description: 'What an import did, counted in objects.',
  fields: (t) => ({
    created: t.exposeInt('created', { nullable: false, description: 'Stored as new.' }),
    updated: t.exposeInt('updated', { nullable: false, description: 'Changed.' }),
    deleted: t.exposeInt('deleted', { nullable: false, description: 'Deleted.' }),
    ignored: t.exposeInt('ignored', { nullable: false, description: 'Not stored.' }),
    total: t.exposeInt('total', { nullable: false, description: 'All of them.' }),
  }),
})

const ObjectReport = builder.objectRef<TypeReportRow['objectReports'][number]>('ObjectReport').implement({
  description: 'What happened to one object of a bundle.',
  fields: (t) => ({
    id: t.id({ nullable: false, description: 'UID of the object.', resolve: ({ uid }) => uid }),
    index: t.int({
      description: 'Its place among those of its kind; up to 2.40, null after.',
      resolve: ({ index }) => index ?? null,
    }),
  }),
})

const TypeReport = builder.objectRef<TypeReportRow>('TypeReport').implement({
  description: 'What happened to the objects of one kind.',
  fields: (t) => ({
    trackerType: t.expose('trackerType', { type: TrackerTypeEnum, nullable: false, description: 'Their kind.' }),
    stats: t.expose('stats', { type: ImportStats, nullable: false, description: 'Counts of them.' }),
    objectReports: t.expose('objectReports', {
      type: [ObjectReport],
      nullable: { list: false, items: false },
      description: 'Each of them.',
    }),
  }),
})

const ImportTiming = builder.objectRef<[string, string]>('ImportTiming').implement({
  description: 'How long a step of an import took; DHIS2 tells it up to 2.40.',
  fields: (t) => ({
    step: t.string({ nullable: false, description: 'The step.', resolve: ([step]) => step }),
    time: t.string({
      nullable: false,
      description: 'Its time, as DHIS2 writes it: 0.43 sec.',
      resolve: ([, time]) => time,
    }),
  }),
})

const ValidationReport = builder.objectRef<LocatedReport>('ValidationReport').implement({
  description: 'What DHIS2 found wrong in a bundle.',
  fields: (t) => ({
    errors: t.expose('errors', {
      type: [ImportIssue],
      nullable: { list: false, items: false },
      description: 'Why objects were refused.',
    }),
    warnings: t.expose('warnings', {
      type: [ImportIssue],
      nullable: { list: false, items: false },
      description: 'What was stored all the same.',
    }),
  }),
})

/** How an import went. */
export const ImportReport = builder.objectRef<LocatedReport>('ImportReport').implement({
  description: 'How an import went, as DHIS2 reports it.',
  fields: (t) => ({
    status: t.expose('status', { type: ImportStatusEnum, nullable: false, description: 'How it went as a whole.' }),
    stats: t.expose('stats', { type: ImportStats, nullable: false, description: 'What it did.' }),
    validationReport: t.field({
      type: ValidationReport,
      nullable: false,
      description: 'What was found wrong.',
      resolve: (report) => report,
    }),
    typeReports: t.expose('typeReports', {
      type: [TypeReport],
      nullable: { list: false, items: false },
      description: 'What happened to each kind of object; with reportMode FULL, empty where everything was refused.',
    }),
    timings: t.field({
      type: [ImportTiming],
      nullable: { list: false, items: false },
      description: 'How long its steps took; up to 2.40, empty after.',
      resolve: ({ timings = {} }) => Object.entries(timings),
    }),
    message: t.string({ description: 'What else DHIS2 says.', resolve: ({ message }) => message ?? null }),
  }),
})
