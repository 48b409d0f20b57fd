/** The checks of relationships, in DHIS2's order. */
import type { MetadataObject } from '../../dataset-metadata.ts'
import { referenceId } from '../../dataset-metadata.ts'
import type { RelationshipSide } from '../../records.ts'
import type { RelationshipItem, SideItem, TrackerType } from '../bundle/bundle.ts'
import { always, type Check, checkInOrder, type ImportRun, storing, strategyOf } from '../import-run.ts'
import { userArgument, wordArgument } from '../issues/issue-arguments.ts'
import { existence, wellFormedUids } from './existence.ts'
import { mayWrite } from './write-rights.ts'

/** The steps of checking a relationship. */
const relationshipChecks: readonly Check<RelationshipItem>[] = [
  wellFormedUids,
  existence,
  { on: storing, check: requiredProperties },
  { on: storing, check: knownType },
  { on: ['CREATE'], check: otherThanItself },
  { on: ['CREATE'], check: constraints },
  { on: always, check: access },
  { on: ['CREATE'], check: onlyOne },
]

const typeOfKind: Readonly<Record<RelationshipSide['kind'], TrackerType>> = {
  trackedEntity: 'TRACKED_ENTITY',
  enrollment: 'ENROLLMENT',
  event: 'EVENT',
}

/** What a side names; undefined unless it is exactly one object. */
export function sideOf(item: SideItem | undefined): RelationshipSide | undefined {
  const named = kinds.flatMap((kind) => {
    const id = item?.[kind]
    return id === undefined ? [] : [{ kind, id }]
  })
  return named.length === 1 ? named[0] : undefined
}

const kinds = ['trackedEntity', 'enrollment', 'event'] as const

function requiredProperties({ issues }: ImportRun, item: RelationshipItem): void {
  if (sideOf(item.from) === undefined) issues.addError(item, 'E4001', 'from', item.uid)
  if (sideOf(item.to) === undefined) issues.addError(item, 'E4001', 'to', item.uid)
  if (item.relationshipType === undefined) issues.addError(item, 'E1124', 'relationshipType')
}

function knownType({ issues, names }: ImportRun, item: RelationshipItem): void {
  if (names.find('relationshipTypes', item.relationshipType) === undefined) {
    issues.addError(item, 'E4006', names.given('relationshipTypes', item.relationshipType))
  }
}

function otherThanItself({ issues }: ImportRun, item: RelationshipItem): void {
  const [from, to] = [sideOf(item.from), sideOf(item.to)]
  if (from?.kind === to?.kind && from?.id === to?.id) issues.addError(item, 'E4000', item.uid)
}

function constraints(run: ImportRun, item: RelationshipItem): void {
  const type = run.names.find('relationshipTypes', item.relationshipType)
  if (type === undefined) return
  constraint(run, item, 'from', type['fromConstraint'])
  constraint(run, item, 'to', type['toConstraint'])
}

const kindOfConstraint: Readonly<Record<string, RelationshipSide['kind']>> = {
  TRACKED_ENTITY_INSTANCE: 'trackedEntity',
  PROGRAM_INSTANCE: 'enrollment',
  PROGRAM_STAGE_INSTANCE: 'event',
}

/** A side is of the kind that the type says, is there, and as a tracked entity has the right type. */
function constraint(run: ImportRun, item: RelationshipItem, name: 'from' | 'to', rule: unknown): void {
  const { issues } = run
  const side = sideOf(item[name])
  const { relationshipEntity, trackedEntityType } = Object(rule)
  const wanted = kindOfConstraint[String(relationshipEntity)]
  if (side === undefined || wanted === undefined) return
  if (side.kind !== wanted) {
    issues.addError(item, 'E4010', name, javaName(wanted), javaName(side.kind))
    return
  }
  if (!isThere(run, side)) {
    issues.addError(item, 'E4012', javaName(wanted), side.id)
    return
  }
  const type = side.kind === 'trackedEntity' ? entityType(run, side.id) : undefined
  const needed = referenceId(trackedEntityType)
  if (type !== undefined && needed !== undefined && type !== needed) {
    const { given } = run.names
    issues.addError(item, 'E4014', name, given('trackedEntityTypes', needed), given('trackedEntityTypes', type))
  }
}

/** DHIS2's `TrackerType.getName()`. */
const javaName = (kind: RelationshipSide['kind']): string => kind

function isThere(run: ImportRun, side: RelationshipSide): boolean {
  const { trackedEntities, enrollments, events } = run.bundle
  const items = { trackedEntity: trackedEntities, enrollment: enrollments, event: events }[side.kind]
  return isStored(run, side) || items.some(({ uid }) => uid === side.id)
}

function entityType({ dataset, lookups, names }: ImportRun, id: string): string | undefined {
  const given = lookups.trackedEntity(id)?.trackedEntityType
  return dataset.trackedEntities.get(id)?.trackedEntityType ?? names.find('trackedEntityTypes', given)?.id
}

/** Sharing of the type, and both sides in reach. */
function access(run: ImportRun, item: RelationshipItem): void {
  const { issues, facts, user, dataset, reader, names } = run
  const strategy = strategyOf(run, item)
  if (user.isSuperuser || strategy === 'UPDATE') return
  const stored = dataset.relationships.get(item.uid)
  const type =
    strategy === 'DELETE'
      ? dataset.metadata.get('relationshipTypes')?.get(stored?.relationshipType ?? '')
      : names.find('relationshipTypes', item.relationshipType)
  const sides = strategy === 'DELETE' ? [stored?.from, stored?.to] : [sideOf(item.from), sideOf(item.to)]
  const isReached = sides.every((side) => side === undefined || !isStored(run, side) || reader.canReadSide(side))
  if (type !== undefined && mayWrite(run, type) && isReached) return
  issues.addError(item, 'E4020', userArgument(facts, user), item.uid)
}

function isStored({ dataset }: ImportRun, { kind, id }: RelationshipSide): boolean {
  if (kind === 'trackedEntity') return dataset.trackedEntities.has(id)
  return kind === 'enrollment' ? dataset.enrollments.has(id) : dataset.events.has(id)
}

/** A relationship of the same type between the same two, either way round where it is bidirectional. */
function onlyOne(run: ImportRun, item: RelationshipItem): void {
  const { issues, facts, names } = run
  const [from, to] = [sideOf(item.from), sideOf(item.to)]
  const type = names.find('relationshipTypes', item.relationshipType)
  if (from === undefined || to === undefined || type === undefined || !isRepeated(run, type, from, to)) return
  if (!facts.namesEqualRelationships) {
    issues.addError(item, 'E4015', item.uid)
    return
  }
  issues.addError(
    item,
    'E4018',
    item.uid,
    wordArgument(facts, typeOfKind[from.kind]),
    from.id,
    wordArgument(facts, typeOfKind[to.kind]),
    to.id,
  )
}

function isRepeated(
  { dataset }: ImportRun,
  type: MetadataObject,
  from: RelationshipSide,
  to: RelationshipSide,
): boolean {
  const is = (one: RelationshipSide, other: RelationshipSide): boolean => one.kind === other.kind && one.id === other.id
  return [...dataset.relationships.values()].some(
    (row) =>
      row.deleted !== true &&
      row.relationshipType === type.id &&
      ((is(row.from, from) && is(row.to, to)) ||
        (type['bidirectional'] === true && is(row.from, to) && is(row.to, from))),
  )
}

/** Checks the relationships of a bundle. */
export function checkRelationshipsOfBundle(run: ImportRun): void {
  for (const item of run.bundle.relationships) checkInOrder(run, item, relationshipChecks)
}
