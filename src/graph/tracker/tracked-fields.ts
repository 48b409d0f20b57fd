import { needs } from '../../plan/need.ts'
import { builder } from '../builder.ts'
import { reference } from '../metadata/record.ts'
import { CategoryOptionCombo, OrganisationUnit } from '../metadata/refs.ts'
import { User } from '../metadata/user.ts'
import { Enrollment, Event, TrackedEntity } from './refs.ts'

for (const ref of [Enrollment, Event]) {
  builder.objectFields(ref, (t) => ({
    storedBy: t.exposeString('storedBy', {
      description: 'Username that the client told as who stored it.',
      ...needs({ reads: ['storedBy'] }),
    }),
    attributeOptionCombo: t.field({
      type: CategoryOptionCombo,
      description:
        'Its choice in the program’s category combination. Of an enrollment: from DHIS2 2.43, null on older servers.',
      ...needs({ names: { property: 'attributeOptionCombo', type: 'categoryOptionCombos' } }),
      resolve: ({ attributeOptionCombo }) => reference(attributeOptionCombo),
    }),
  }))
}

// The fields that every tracker object has.
for (const ref of [TrackedEntity, Enrollment, Event]) {
  builder.objectFields(ref, (t) => ({
    orgUnit: t.field({
      type: OrganisationUnit,
      description: 'Where it was registered.',
      ...needs({ names: { property: 'orgUnit', type: 'organisationUnits' } }),
      resolve: ({ orgUnit }) => (orgUnit === undefined ? null : { id: orgUnit }),
    }),
    createdAt: t.expose('createdAt', {
      type: 'LocalDateTime',
      description: 'When it was stored.',
      ...needs({ reads: ['createdAt'] }),
    }),
    createdAtClient: t.expose('createdAtClient', {
      type: 'LocalDateTime',
      description: 'When it was created on the client, before it was sent.',
      ...needs({ reads: ['createdAtClient'] }),
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'LocalDateTime',
      description: 'When it was last changed.',
      ...needs({ reads: ['updatedAt'] }),
    }),
    updatedAtClient: t.expose('updatedAtClient', {
      type: 'LocalDateTime',
      description: 'When it was last changed on the client, before it was sent.',
      ...needs({ reads: ['updatedAtClient'] }),
    }),
    createdBy: t.field({
      type: User,
      description: 'Who stored it.',
      ...needs({ reads: ['createdBy'] }),
      resolve: ({ createdBy }) => createdBy ?? null,
    }),
    updatedBy: t.field({
      type: User,
      description: 'Who changed it last.',
      ...needs({ reads: ['updatedBy'] }),
      resolve: ({ updatedBy }) => updatedBy ?? null,
    }),
    deleted: t.boolean({
      nullable: false,
      description: 'Whether it is deleted; DHIS2 keeps the row and hides it unless includeDeleted is given.',
      ...needs({ reads: ['deleted'] }),
      resolve: ({ deleted }) => deleted ?? false,
    }),
    geometry: t.expose('geometry', {
      type: 'GeoJSON',
      description: 'Its place or area.',
      ...needs({ reads: ['geometry'] }),
    }),
  }))
}
