import type {
  Dataset,
  EnrollmentRecord,
  EventRecord,
  RelationshipRecord,
  RelationshipSide,
  TrackedEntityRecord,
} from '../dataset.ts'
import { timeText } from '../time-text.ts'
import { livingRows } from './living-rows.ts'
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
  /** The sandbox's clock, in the form of record times. */
  now: string
  /** The rows of lists that were asked for before. */
  remembered: {
    trackedEntities: Map<string, TrackedEntityRecord[]>
    enrollments: Map<string, EnrollmentRecord[]>
    events: Map<string, EventRecord[]>
  }
}

/** What the readers of a dataset share: all rows, and those that were not deleted. */
export interface TrackerIndexes {
  full: TrackerIndex
  living: TrackerIndex
}

/** Arranges a dataset for reading, and arranges it anew at the first question after a write. */
export function trackerIndexes(dataset: Dataset): () => TrackerIndexes {
  const metadata = readTrackerMetadata(dataset)
  let known: (TrackerIndexes & { revision: number }) | undefined
  return () => {
    const { revision } = dataset.written
    if (known?.revision !== revision) {
      const owners = ownersByTrackedEntity(dataset)
      known = {
        revision,
        full: indexTracker(dataset, { metadata, owners }),
        living: indexTracker(livingRows(dataset), { metadata, owners }),
      }
    }
    return known
  }
}

/** What all views of a dataset have in common. Ownership outlives the enrollment that began it, so it is read from deleted rows too. */
interface IndexParts {
  metadata: TrackerMetadata
  owners: Map<string, ProgramOwner[]>
}

function indexTracker(dataset: Dataset, { metadata, owners }: IndexParts): TrackerIndex {
  const newestFirst = <Item>(records: Map<string, Item>): Item[] => [...records.values()].reverse()
  const relationships = relationshipsBySide(dataset)
  const transferred = (owner: ProgramOwner): ProgramOwner => {
    const orgUnit = dataset.ownership.transferred.get(`${owner.trackedEntity}/${owner.program}`)
    return orgUnit === undefined ? owner : { ...owner, orgUnit }
  }
  return {
    dataset,
    metadata,
    trackedEntities: newestFirst(dataset.trackedEntities),
    enrollments: newestFirst(dataset.enrollments),
    events: newestFirst(dataset.events),
    ownersOf: (trackedEntity) => owners.get(trackedEntity)?.map(transferred) ?? [],
    ownerOf: (trackedEntity, program) => {
      const owner = owners.get(trackedEntity)?.find((candidate) => candidate.program === program)
      return owner === undefined ? undefined : transferred(owner).orgUnit
    },
    relationshipsOf: ({ kind, id }) => relationships.get(`${kind}/${id}`) ?? [],
    now: timeText(dataset.written.clock),
    remembered: { trackedEntities: new Map(), enrollments: new Map(), events: new Map() },
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
