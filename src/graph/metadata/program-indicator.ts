import type { PeriodBoundary } from '../../model/metadata-details.ts'
import { builder } from '../builder.ts'
import { addShortName } from './named.ts'
import { fromDetail, fromRecord } from './record.ts'
import { Program, ProgramIndicator } from './refs.ts'

/** A limit of the period that a program indicator looks at. */
export const AnalyticsPeriodBoundary = builder.objectRef<PeriodBoundary>('AnalyticsPeriodBoundary').implement({
  description: 'A limit of the period that a program indicator looks at.',
  fields: (t) => ({
    boundaryTarget: t.exposeString('boundaryTarget', {
      description:
        'The date that is compared: EVENT_DATE, ENROLLMENT_DATE, INCIDENT_DATE or an attribute or data element.',
    }),
    analyticsPeriodBoundaryType: t.exposeString('analyticsPeriodBoundaryType', {
      description: 'How it is compared: AFTER_START_OF_REPORTING_PERIOD, BEFORE_END_OF_REPORTING_PERIOD, …',
    }),
    offsetPeriods: t.exposeInt('offsetPeriods', { description: 'By how many periods the limit is moved.' }),
    offsetPeriodType: t.exposeString('offsetPeriodType', { description: 'Of which length those periods are.' }),
  }),
})

addShortName(ProgramIndicator, 'programIndicators')

builder.objectFields(ProgramIndicator, (t) => ({
  expression: t.string({
    description: 'What is calculated, in DHIS2’s expression language.',
    resolve: fromRecord('programIndicators', 'expression'),
  }),
  filter: t.string({
    description: 'Which events or enrollments count.',
    resolve: fromRecord('programIndicators', 'filter'),
  }),
  analyticsType: t.string({
    description: 'EVENT or ENROLLMENT: what is counted.',
    resolve: fromRecord('programIndicators', 'analyticsType'),
  }),
  aggregationType: t.string({
    description: 'How the values are put together: COUNT, SUM, AVERAGE, …',
    resolve: fromRecord('programIndicators', 'aggregationType'),
  }),
  program: t.field({
    type: Program,
    description: 'The program it belongs to.',
    resolve: fromRecord('programIndicators', 'program'),
  }),
  analyticsPeriodBoundaries: t.field({
    type: [AnalyticsPeriodBoundary],
    nullable: { list: true, items: false },
    description: 'The limits of the period.',
    resolve: fromDetail('programIndicators', 'analyticsPeriodBoundaries'),
  }),
}))
