import type {
  Dataset,
  EnrollmentRecord,
  EventRecord,
  RelationshipRecord,
  RelationshipSide,
  TrackedEntityRecord,
} from '../dataset.ts'
import { readTrackerMetadata, type TrackerMetadata } from './tracker-metadata.ts'

/** A tracked entity's owner in a program: the org unit whose rights count. */
export interface ProgramOwner {
  trackedEntity: string
  program: string
  orgUnit: string
}

/** The dataset arranged for reading: lists newest first (DHIS2's default order everywhere), owners, relationships by side. */
export interface TrackerIndex {
  dataset: Dataset
  metadata: TrackerMetadata
  trackedEntities: TrackedEntityRecord[]
  enrollments: EnrollmentRecord[]
  events: EventRecord[]
  /** In the order of enrolling. */
  ownersOf: (trackedEntity: string) => ProgramOwner[]
  /** The owning org unit, undefined for a tracked entity never enrolled in the program. */
  ownerOf: (trackedEntity: string, program: string) => string | undefined
  /** Newest first. */
  relationshipsOf: (side: RelationshipSide) => RelationshipRecord[]
  /** The sandbox's clock, in the form of record times: it stands an hour after the last import, so that answers do not change with the day. */
  now: string
}

/** Arranges a dataset; done once, when the route is made. Ownership outlives the enrollment that began it, so it is read from `history`, which has deleted rows too. */
export function indexTracker(dataset: Dataset, history: Dataset = dataset): TrackerIndex {
  const newestFirst = <Item>(records: Map<string, Item>): Item[] => [...records.values()].reverse()
  const owners = ownersByTrackedEntity(history)
  const relationships = relationshipsBySide(dataset)
  const transferred = (owner: ProgramOwner): ProgramOwner => {
    const orgUnit = dataset.ownership.transferred.get(`${owner.trackedEntity}/${owner.program}`)
    return orgUnit === undefined ? owner : { ...owner, orgUnit }
  }
  return {
    dataset,
    metadata: readTrackerMetadata(dataset),
    trackedEntities: newestFirst(dataset.trackedEntities),
    enrollments: newestFirst(dataset.enrollments),
    events: newestFirst(dataset.events),
    ownersOf: (trackedEntity) => owners.get(trackedEntity)?.map(transferred) ?? [],
    ownerOf: (trackedEntity, program) => {
      const owner = owners.get(trackedEntity)?.find((candidate) => candidate.program === program)
      return owner === undefined ? undefined : transferred(owner).orgUnit
    },
    relationshipsOf: ({ kind, id }) => relationships.get(`${kind}/${id}`) ?? [],
    now: hourAfterLastImport(dataset),
  }
}

/** The org unit of the first enrollment in a program owns the tracked entity there, until ownership is transferred. */
function ownersByTrackedEntity(dataset: Dataset): Map<string, ProgramOwner[]> {
  const owners = new Map<string, ProgramOwner[]>()
  for (const { trackedEntity, program, orgUnit } of dataset.enrollments.values()) {
    const ofEntity = owners.get(trackedEntity) ?? []
    owners.set(trackedEntity, ofEntity)
    if (!ofEntity.some((owner) => owner.program === program)) ofEntity.push({ trackedEntity, program, orgUnit })
  }
  return owners
}

function relationshipsBySide(dataset: Dataset): Map<string, RelationshipRecord[]> {
  const bySide = new Map<string, RelationshipRecord[]>()
  for (const relationship of [...dataset.relationships.values()].reverse()) {
    for (const { kind, id } of [relationship.from, relationship.to]) {
      const key = `${kind}/${id}`
      const ofSide = bySide.get(key)
      if (ofSide === undefined) bySide.set(key, [relationship])
      else if (ofSide.at(-1) !== relationship) ofSide.push(relationship)
    }
  }
  return bySide
}

function hourAfterLastImport(dataset: Dataset): string {
  let last = '1970-01-01T00:00:00.000'
  for (const { updatedAt } of dataset.trackedEntities.values()) if (updatedAt > last) last = updatedAt
  for (const { updatedAt } of dataset.events.values()) if (updatedAt > last) last = updatedAt
  return new Date(Date.parse(`${last}Z`) + 3_600_000).toISOString().slice(0, -1)
}
