import type { RelationshipConstraint as ConstraintRecord } from '../../model/metadata.ts'
import { builder } from '../builder.ts'
import { fromRecord } from './record.ts'
import { Program, ProgramStage, RelationshipType, TrackedEntityType } from './refs.ts'

/** What may stand at an end of a relationship. */
export const RelationshipConstraint = builder.objectRef<ConstraintRecord>('RelationshipConstraint').implement({
  description: 'What may stand at an end of a relationship.',
  fields: (t) => ({
    relationshipEntity: t.exposeString('relationshipEntity', {
      description: 'TRACKED_ENTITY_INSTANCE, PROGRAM_INSTANCE (an enrollment) or PROGRAM_STAGE_INSTANCE (an event).',
    }),
    trackedEntityType: t.field({
      type: TrackedEntityType,
      description: 'The type of the tracked entity.',
      resolve: ({ trackedEntityType }) => trackedEntityType ?? null,
    }),
    program: t.field({
      type: Program,
      description: 'The program that it is in.',
      resolve: ({ program }) => program ?? null,
    }),
    programStage: t.field({
      type: ProgramStage,
      description: 'The stage of the event.',
      resolve: ({ programStage }) => programStage ?? null,
    }),
  }),
})

builder.objectFields(RelationshipType, (t) => ({
  bidirectional: t.boolean({
    description: 'Whether such a tie holds in both directions.',
    resolve: fromRecord('relationshipTypes', 'bidirectional'),
  }),
  fromToName: t.string({
    description: 'The name of the tie seen from its start, in the DHIS2 user’s language.',
    resolve: fromRecord('relationshipTypes', 'displayFromToName'),
  }),
  toFromName: t.string({
    description: 'The name of the tie seen from its end, in the DHIS2 user’s language.',
    resolve: fromRecord('relationshipTypes', 'displayToFromName'),
  }),
  fromConstraint: t.field({
    type: RelationshipConstraint,
    description: 'What may stand at its start.',
    resolve: fromRecord('relationshipTypes', 'fromConstraint'),
  }),
  toConstraint: t.field({
    type: RelationshipConstraint,
    description: 'What may stand at its end.',
    resolve: fromRecord('relationshipTypes', 'toConstraint'),
  }),
}))
