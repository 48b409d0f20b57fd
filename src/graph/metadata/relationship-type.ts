import { builder } from '../builder.ts'
import { createNamedType } from './named.ts'
import { fromRecord } from './record.ts'

/** A kind of tie between tracker objects. */
export const RelationshipType = createNamedType(
  'RelationshipType',
  'relationshipTypes',
  'A kind of tie between tracker objects.',
)

builder.objectFields(RelationshipType, (t) => ({
  bidirectional: t.boolean({
    description: 'Whether such a tie holds in both directions.',
    resolve: fromRecord('relationshipTypes', 'bidirectional'),
  }),
  fromToName: t.string({
    description: 'The name of the tie seen from its start, in the caller’s DHIS2 language.',
    resolve: fromRecord('relationshipTypes', 'displayFromToName'),
  }),
  toFromName: t.string({
    description: 'The name of the tie seen from its end, in the caller’s DHIS2 language.',
    resolve: fromRecord('relationshipTypes', 'displayToFromName'),
  }),
}))
