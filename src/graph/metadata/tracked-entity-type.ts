import { builder } from '../builder.ts'
import { addShortName } from './named.ts'
import { TrackedEntityTypeAttribute } from './places.ts'
import { fromDetail, fromPointers, fromRecord } from './record.ts'
import { Program, TrackedEntityType } from './refs.ts'

addShortName(TrackedEntityType, 'trackedEntityTypes')

builder.objectFields(TrackedEntityType, (t) => ({
  featureType: t.string({
    description: 'What geometry its entities have: NONE, POINT, POLYGON, MULTI_POLYGON.',
    resolve: fromRecord('trackedEntityTypes', 'featureType'),
  }),
  minAttributesRequiredToSearch: t.int({
    description: 'How many attributes a search outside the capture scope has to name.',
    resolve: fromRecord('trackedEntityTypes', 'minAttributesRequiredToSearch'),
  }),
  maxTeiCountToReturn: t.int({
    description: 'How many entities such a search may find; 0 means any number.',
    resolve: fromRecord('trackedEntityTypes', 'maxTeiCountToReturn'),
  }),
  trackedEntityTypeAttributes: t.field({
    type: [TrackedEntityTypeAttribute],
    nullable: { list: true, items: false },
    description: 'Its attributes.',
    resolve: fromDetail('trackedEntityTypes', 'trackedEntityTypeAttributes'),
  }),
  programs: t.field({
    type: [Program],
    nullable: { list: true, items: false },
    description: 'The programs that follow such entities.',
    resolve: fromPointers('programs', 'trackedEntityType'),
  }),
}))
