import type { Dhis2Client } from '../dhis2/client.ts'
import { enrolledIn, repeatAttributes } from '../imports/repeat-attributes.ts'
import type { AttributeInput, TrackerBundle } from '../model/import-bundle.ts'
import type { ImportOptions } from '../model/import-options.ts'
import { asTrackedEntity } from '../model/tracker.ts'
import type { UpstreamCall } from '../model/upstream-call.ts'
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
  { importStrategy, idScheme = 'UID', programIdScheme = idScheme }: ImportOptions,
): Promise<TrackerBundle> {
  if (importStrategy === 'DELETE' || importStrategy === 'UPDATE' || programIdScheme !== 'UID') return bundle
  const enrollments = enrolledIn(bundle)
  if (enrollments.length === 0) return bundle
  const { enrollmentNeedsAttributes } = await source.client.capabilities(source.call)
  if (!enrollmentNeedsAttributes) return bundle
  const outside = enrollments.flatMap(({ program, trackedEntity }) =>
    trackedEntity ? [{ program, trackedEntity }] : [],
  )
  const programs = [...new Set(enrollments.map(({ program }) => program))]
  const [ofProgram, ofTrackedEntity] = await Promise.all([
    Promise.all(programs.map(async (program) => [program, await attributesOfProgram(source, program)] as const)),
    mapBounded(outside, AT_ONCE, async (one) => [one.trackedEntity, await attributesOf(source, one)] as const),
  ])
  return repeatAttributes(bundle, { ofProgram: new Map(ofProgram), ofTrackedEntity: new Map(ofTrackedEntity) })
}

async function attributesOfProgram({ metadataDetails }: CompletionSource, program: string): Promise<Set<string>> {
  const places = await metadataDetails.detail('programs', program, 'programTrackedEntityAttributes')
  return new Set((places ?? []).flatMap(({ trackedEntityAttribute }) => trackedEntityAttribute?.id ?? []))
}

async function attributesOf(
  { client, call }: CompletionSource,
  { trackedEntity, program }: { trackedEntity: string; program: string },
): Promise<AttributeInput[]> {
  const fields = { trackedEntity: true, attributes: { attribute: true, value: true } } as const
  const row = asTrackedEntity(
    await client.object(call, { kind: 'trackedEntities', id: trackedEntity, program, fields }),
  )
  return (row?.attributes ?? []).map(({ attribute, value }) => ({ attribute, value }))
}
