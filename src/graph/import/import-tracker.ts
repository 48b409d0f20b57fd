import { PlanError } from '../../plan/plan-error.ts'
import { builder } from '../builder.ts'
import { TrackerBundleInput } from './bundle-inputs.ts'
import { fieldOf } from './field-of.ts'
import { ImportPayload } from './import-result.ts'
import { ImportOptionsInput, importOptions } from './option-inputs.ts'

builder.mutationType({
  description:
    'Everything that can be written, with the caller’s own rights. What DHIS2 refuses is told in the payload’s `errors`; a GraphQL error means that the request itself is wrong or got no answer. With the header `Idempotency-Key` a mutation may be sent again: it is answered as the first time and not done twice.',
})

const ORIGINS = [{ at: [], input: ['bundle'] }]

builder.mutationFields((t) => ({
  importTracker: t.field({
    type: ImportPayload,
    nullable: false,
    description:
      'Imports a bundle, nested or flat: DHIS2’s whole import API. Objects without a UID are given one. A large bundle is imported as a job.',
    args: {
      bundle: t.arg({ type: TrackerBundleInput, required: true, description: 'What to import.' }),
      options: t.arg({ type: ImportOptionsInput, description: 'How to import it.' }),
    },
    resolve: async (_root, args, { load }, info) => {
      const { bundle, options } = args
      const request = { bundle, options: importOptions(options), job: options?.async ?? undefined, origins: ORIGINS }
      return { outcome: await load.mutate({ name: fieldOf(info), args }, (store) => store(request)) }
    },
  }),
  validateTracker: t.field({
    type: ImportPayload,
    nullable: false,
    description: 'Checks a bundle as an import would, and stores nothing: a dry run on DHIS2.',
    args: {
      bundle: t.arg({ type: TrackerBundleInput, required: true, description: 'What to check.' }),
      options: t.arg({ type: ImportOptionsInput, description: 'How it would be imported.' }),
    },
    resolve: async (_root, args, { load }, info) => {
      if (args.options?.async) throw new PlanError('options.async', 'a check is answered at once: leave it out')
      const options = { ...importOptions(args.options), importMode: 'VALIDATE' as const }
      const request = { bundle: args.bundle, options, job: false, origins: ORIGINS }
      return { outcome: await load.mutate({ name: fieldOf(info), args }, (store) => store(request)) }
    },
  }),
}))
