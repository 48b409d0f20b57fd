import type { ProgramOwner as ProgramOwnerRow } from '../../model/tracker.ts'
import { needs } from '../../plan/need.ts'
import { builder } from '../builder.ts'
import { OrganisationUnit, Program } from '../metadata/refs.ts'
import { TrackedEntity } from './refs.ts'

const ProgramOwner = builder.objectRef<ProgramOwnerRow>('ProgramOwner').implement({
  description:
    'The organisation unit that owns a tracked entity in one program. It is where the entity was first enrolled, until ownership is transferred.',
  fields: (t) => ({
    program: t.field({
      type: Program,
      description: 'The program.',
      ...needs({ names: { property: 'program', type: 'programs' } }),
      resolve: ({ program }) => (program === undefined ? null : { id: program }),
    }),
    orgUnit: t.field({
      type: OrganisationUnit,
      description: 'The owning organisation unit.',
      ...needs({ names: { property: 'orgUnit', type: 'organisationUnits' } }),
      resolve: ({ orgUnit }) => (orgUnit === undefined ? null : { id: orgUnit }),
    }),
  }),
})

builder.objectFields(TrackedEntity, (t) => ({
  programOwners: t.field({
    type: [ProgramOwner],
    nullable: { list: false, items: false },
    description:
      'The organisation units that own it, one for each program that it is or was enrolled in; reached through a program, that of this program.',
    ...needs({ into: ['programOwners'] }),
    resolve: ({ programOwners = [] }) => programOwners,
  }),
}))
