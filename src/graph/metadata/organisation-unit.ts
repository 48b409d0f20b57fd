import { builder } from '../builder.ts'
import { createNamedType } from './named.ts'
import { fromRecord } from './record.ts'

/** A node of the organisation unit tree. */
export const OrganisationUnit = createNamedType(
  'OrganisationUnit',
  'organisationUnits',
  'A place or office of the organisation unit tree.',
)

builder.objectFields(OrganisationUnit, (t) => ({
  shortName: t.string({
    description: 'The short name in the caller’s DHIS2 language.',
    resolve: fromRecord('organisationUnits', 'displayShortName'),
  }),
  level: t.int({ description: 'Depth in the tree; the root is 1.', resolve: fromRecord('organisationUnits', 'level') }),
  path: t.string({
    description: 'UIDs from the root down to this unit: /root/…/this.',
    resolve: fromRecord('organisationUnits', 'path'),
  }),
  parent: t.field({
    type: OrganisationUnit,
    description: 'The unit above; null at the root.',
    resolve: fromRecord('organisationUnits', 'parent'),
  }),
}))
