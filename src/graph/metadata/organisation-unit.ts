import { whenReady } from '../../load/ready.ts'
import { builder } from '../builder.ts'
import { pageArguments } from '../page-arguments.ts'
import { OrganisationUnitConnection } from './connections.ts'
import { addShortName } from './named.ts'
import { fromDetail, fromRecord } from './record.ts'
import { OrganisationUnit, OrganisationUnitGroup, Program } from './refs.ts'
import { listMetadata } from './root-fields.ts'

addShortName(OrganisationUnit, 'organisationUnits')
addShortName(OrganisationUnitGroup, 'organisationUnitGroups')

builder.objectFields(OrganisationUnit, (t) => ({
  level: t.int({ description: 'Depth in the tree; the root is 1.', resolve: fromRecord('organisationUnits', 'level') }),
  path: t.string({
    description: 'UIDs from the root down to this unit: /root/…/this.',
    resolve: fromRecord('organisationUnits', 'path'),
  }),
  openingDate: t.field({
    type: 'LocalDateTime',
    description: 'Since when it works.',
    resolve: fromRecord('organisationUnits', 'openingDate'),
  }),
  closedDate: t.field({
    type: 'LocalDateTime',
    description: 'Since when it is closed; null while it works.',
    resolve: fromRecord('organisationUnits', 'closedDate'),
  }),
  parent: t.field({
    type: OrganisationUnit,
    description: 'The unit above; null at the root.',
    resolve: fromRecord('organisationUnits', 'parent'),
  }),
  ancestors: t.field({
    type: [OrganisationUnit],
    nullable: { list: true, items: false },
    description: 'The units above it, the root first.',
    resolve: ({ id }, _args, { load }) =>
      whenReady(load.metadata.get('organisationUnits', id), (unit) =>
        unit?.path === undefined
          ? null
          : unit.path
              .split('/')
              .filter((above) => above !== '' && above !== id)
              .map((above) => ({ id: above })),
      ),
  }),
  children: t.field({
    type: [OrganisationUnit],
    nullable: { list: true, items: false },
    description: 'The units directly below it.',
    resolve: fromDetail('organisationUnits', 'children'),
  }),
  organisationUnitGroups: t.field({
    type: [OrganisationUnitGroup],
    nullable: { list: true, items: false },
    description: 'The groups that it belongs to.',
    resolve: fromDetail('organisationUnits', 'organisationUnitGroups'),
  }),
  programs: t.field({
    type: [Program],
    nullable: { list: true, items: false },
    description: 'The programs that are run there.',
    resolve: fromDetail('organisationUnits', 'programs'),
  }),
  geometry: t.field({
    type: 'GeoJSON',
    description: 'Its place or area.',
    resolve: fromDetail('organisationUnits', 'geometry'),
  }),
}))

builder.objectFields(OrganisationUnitGroup, (t) => ({
  organisationUnits: t.field({
    type: OrganisationUnitConnection,
    description: 'The units that belong to it, by name.',
    args: pageArguments(t.arg, 'up to 1000; 50 where neither first nor last is given'),
    resolve: ({ id }, args, context) =>
      listMetadata(context, { type: 'organisationUnits' }, args, [
        { path: 'organisationUnitGroups.id', operator: 'eq', values: [id] },
      ]),
  }),
}))
