import type { OwnershipTransfer } from '../../model/ownership.ts'
import { asTrackedEntity } from '../../model/tracker.ts'
import { requiredUid } from '../../plan/checks.ts'
import { PlanError } from '../../plan/plan-error.ts'
import { builder } from '../builder.ts'
import { fieldOf } from '../import/field-of.ts'
import { Program } from '../metadata/refs.ts'
import { loadObject } from '../tracker/load-object.ts'
import { TrackedEntity } from '../tracker/refs.ts'

type Owned = Pick<OwnershipTransfer, 'trackedEntity' | 'program'>

const OwnershipPayload = builder.objectRef<Owned>('OwnershipPayload').implement({
  description: 'A change of who may see a tracked entity in a program, which DHIS2 made.',
  fields: (t) => ({
    trackedEntity: t.field({
      type: TrackedEntity,
      description:
        'The tracked entity as the program shows it now; null, with an error, where the caller gave it out of sight.',
      resolve: async ({ trackedEntity, program }, _args, context, info) =>
        asTrackedEntity(await loadObject('trackedEntities', { id: trackedEntity, program }, context, info)) ?? null,
    }),
    program: t.field({
      type: Program,
      nullable: false,
      description: 'The program.',
      resolve: ({ program }) => ({ id: program }),
    }),
  }),
})

const TransferOwnershipInput = builder.inputType('TransferOwnershipInput', {
  description: 'Which organisation unit shall own a tracked entity in a program.',
  fields: (t) => ({
    trackedEntity: t.id({ required: true, description: 'UID of the tracked entity.' }),
    program: t.id({ required: true, description: 'UID of the program; its other programs keep their owners.' }),
    orgUnit: t.id({ required: true, description: 'UID of the organisation unit that shall own it.' }),
  }),
})

const BreakTheGlassInput = builder.inputType('BreakTheGlassInput', {
  description: 'Which tracked entity one has to see in an emergency, and why.',
  fields: (t) => ({
    trackedEntity: t.id({ required: true, description: 'UID of the tracked entity.' }),
    program: t.id({ required: true, description: 'UID of a program with access level PROTECTED.' }),
    reason: t.string({ required: true, description: 'Why; DHIS2 keeps it for audits.' }),
  }),
})

builder.mutationFields((t) => ({
  transferOwnership: t.field({
    type: OwnershipPayload,
    nullable: false,
    description:
      'Makes another organisation unit the owner of a tracked entity in a program: whoever works there may see and change it from now on.',
    args: { input: t.arg({ type: TransferOwnershipInput, required: true, description: 'What becomes whose.' }) },
    resolve: async (_root, args, { load }, info) => {
      const owned = ownedOf(args.input)
      const orgUnit = requiredUid('input.orgUnit', args.input.orgUnit)
      // Up to 2.42 DHIS2 answers 200 and does nothing where there is no such unit.
      if (!(await load.metadata.get('organisationUnits', orgUnit)))
        throw new PlanError('input.orgUnit', `there is no organisation unit ${orgUnit}, or DHIS2 does not show it`)
      await load.mutate({ name: fieldOf(info), args }, () => load.ownership.transfer({ ...owned, orgUnit }))
      return owned
    },
  }),
  grantTemporaryOwnership: t.field({
    type: OwnershipPayload,
    nullable: false,
    description:
      'Breaks the glass: gives the caller access for some hours to a tracked entity of a protected program that another organisation unit owns.',
    args: { input: t.arg({ type: BreakTheGlassInput, required: true, description: 'What to see, and why.' }) },
    resolve: async (_root, args, { load }, info) => {
      const owned = ownedOf(args.input)
      const reason = checkedReason(args.input.reason)
      await load.mutate({ name: fieldOf(info), args }, () => load.ownership.grantTemporary({ ...owned, reason }))
      return owned
    },
  }),
}))

function ownedOf(input: { trackedEntity: string; program: string }): Owned {
  return {
    trackedEntity: requiredUid('input.trackedEntity', input.trackedEntity),
    program: requiredUid('input.program', input.program),
  }
}

/** What a URL holds beside the rest, percent-encoded: the reason travels in one. */
const LONGEST_REASON = 6_000

function checkedReason(given: string): string {
  const reason = given.trim()
  if (reason === '') throw new PlanError('input.reason', 'is empty: say why this record has to be seen')
  if (!reason.isWellFormed()) throw new PlanError('input.reason', 'holds half of a character')
  if (encodeURIComponent(reason).length > LONGEST_REASON)
    throw new PlanError('input.reason', 'is too long: DHIS2 takes about 2,000 characters of it')
  return reason
}
