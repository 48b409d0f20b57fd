import type { Dhis2Client } from '../dhis2/client.ts'
import { objectsOf } from '../imports/bundle-objects.ts'
import { keepValues } from '../imports/keep-values.ts'
import { enrolledIn, repeatAttributes } from '../imports/repeat-attributes.ts'
import type { AttributeInput, DataValueInput, TrackerBundle, TrackerType } from '../model/import-bundle.ts'
import type { ImportOptions } from '../model/import-options.ts'
import { asEnrollment, asEvent, asTrackedEntity } from '../model/tracker.ts'
import type { UpstreamCall } from '../model/upstream-call.ts'
import { isUpstreamFailure } from '../model/upstream-failure.ts'
import { mapBounded } from './map-bounded.ts'
import type { MetadataDetailsLoad } from './metadata-details-load.ts'

/** What bundles are completed with. */
export interface CompletionSource {
  client: Dhis2Client
  call: UpstreamCall
  metadataDetails: MetadataDetailsLoad
}

const AT_ONCE = 8

/** The bundle as the server's version wants it: what a version asks for beyond the others is looked up and added. */
export async function completeBundle(
  source: CompletionSource,
  bundle: TrackerBundle,
  options: ImportOptions,
): Promise<TrackerBundle> {
  const { enrollmentNeedsAttributes, importsBundles } = await source.client.capabilities(source.call)
  const { importStrategy, idScheme = 'UID', programIdScheme = idScheme } = options
  const creates = importStrategy === 'CREATE' || importStrategy === 'CREATE_AND_UPDATE'
  const updates = importStrategy === 'UPDATE' || importStrategy === 'CREATE_AND_UPDATE'
  const named = importsBundles || importStrategy === 'DELETE' ? bundle : await withTrackedEntities(source, bundle)
  const kept = updates && !importsBundles ? await withKeptValues(source, named) : named
  return creates && enrollmentNeedsAttributes && programIdScheme === 'UID' ? withAttributes(source, kept) : kept
}

async function withAttributes(source: CompletionSource, bundle: TrackerBundle): Promise<TrackerBundle> {
  const enrollments = enrolledIn(bundle)
  const outside = enrollments.flatMap(({ program, trackedEntity }) =>
    trackedEntity ? [{ program, trackedEntity }] : [],
  )
  const programs = [...new Set(enrollments.map(({ program }) => program))]
  const [ofProgram, ofTrackedEntity] = await Promise.all([
    Promise.all(programs.map(async (program) => [program, await attributesOfProgram(source, program)] as const)),
    mapBounded(
      outside,
      AT_ONCE,
      async (one) => [one.trackedEntity, await orNone(attributesInReach(source, one))] as const,
    ),
  ])
  return repeatAttributes(bundle, { ofProgram: new Map(ofProgram), ofTrackedEntity: new Map(ofTrackedEntity) })
}

/** The endpoints before `/api/tracker` want an event's tracked entity beside its enrollment, which alone tells it. */
async function withTrackedEntities({ client, call }: CompletionSource, bundle: TrackerBundle): Promise<TrackerBundle> {
  const known = new Map(bundle.enrollments?.map(({ enrollment, trackedEntity }) => [enrollment, trackedEntity]))
  const nameless = (bundle.events ?? []).flatMap(({ enrollment, trackedEntity }) =>
    enrollment && !trackedEntity && !known.has(enrollment) ? [enrollment] : [],
  )
  const fields = { enrollment: true, trackedEntity: true } as const
  await mapBounded([...new Set(nameless)], AT_ONCE, async (id) => {
    const row = await client.object(call, { kind: 'enrollments', id, fields }).catch(unlessNotFound)
    known.set(id, row && asEnrollment(row)?.trackedEntity)
  })
  if (!bundle.events) return bundle
  const events = bundle.events.map((event) => ({
    ...event,
    trackedEntity: event.trackedEntity ?? known.get(event.enrollment),
  }))
  return { ...bundle, events }
}

/** An object that does not exist yet has no values; any other failure to read them ends the import before it begins. */
async function withKeptValues(source: CompletionSource, bundle: TrackerBundle): Promise<TrackerBundle> {
  const objects = objectsOf(bundle)
  const uids = (type: TrackerType): string[] =>
    objects.flatMap(({ trackerType, uid }) => (trackerType === type && uid ? [uid] : []))
  const [attributes, dataValues] = await Promise.all([
    mapBounded(uids('TRACKED_ENTITY'), AT_ONCE, async (trackedEntity) => {
      return [trackedEntity, await orNone(attributesOf(source, { trackedEntity }))] as const
    }),
    mapBounded(uids('EVENT'), AT_ONCE, async (event) => [event, await orNone(dataValuesOf(source, event))] as const),
  ])
  return keepValues(bundle, { attributes: new Map(attributes), dataValues: new Map(dataValues) })
}

async function orNone<Value>(values: Promise<Value[]>): Promise<Value[]> {
  return (await values.catch(unlessNotFound)) ?? []
}

function unlessNotFound(failure: unknown): undefined {
  if (!isUpstreamFailure(failure) || failure.kind !== 'notFound') throw failure
}

async function dataValuesOf({ client, call }: CompletionSource, id: string): Promise<DataValueInput[]> {
  const fields = { event: true, dataValues: { dataElement: true, value: true, providedElsewhere: true } } as const
  const row = asEvent(await client.object(call, { kind: 'events', id, fields }))
  return (row?.dataValues ?? []).map(({ dataElement, value, providedElsewhere }) => ({
    dataElement,
    value,
    ...(providedElsewhere && { providedElsewhere }),
  }))
}

async function attributesOfProgram({ metadataDetails }: CompletionSource, program: string): Promise<Set<string>> {
  const places = await metadataDetails.detail('programs', program, 'programTrackedEntityAttributes')
  return new Set((places ?? []).flatMap(({ trackedEntityAttribute }) => trackedEntityAttribute?.id ?? []))
}

/** One that is not in the program yet may be refused by it (the sandbox of 2.35 and 2.38; no recording tells), and is then read by itself. */
async function attributesInReach(
  source: CompletionSource,
  one: { trackedEntity: string; program: string },
): Promise<AttributeInput[]> {
  try {
    return await attributesOf(source, one)
  } catch (failure) {
    if (!isUpstreamFailure(failure) || (failure.kind !== 'forbidden' && failure.kind !== 'notFound')) throw failure
    return attributesOf(source, { trackedEntity: one.trackedEntity })
  }
}

async function attributesOf(
  { client, call }: CompletionSource,
  { trackedEntity, program }: { trackedEntity: string; program?: string },
): Promise<AttributeInput[]> {
  const fields = { trackedEntity: true, attributes: { attribute: true, value: true } } as const
  const row = asTrackedEntity(
    await client.object(call, { kind: 'trackedEntities', id: trackedEntity, fields, ...(program && { program }) }),
  )
  return (row?.attributes ?? []).map(({ attribute, value }) => ({ attribute, value }))
}
