import { itemsOf } from '../imports/bundle-items.ts'
import { objectsOf } from '../imports/bundle-objects.ts'
import { inputPath, type Origin } from '../imports/input-path.ts'
import { issueLocator } from '../imports/locate-issue.ts'
import type { TrackerBundle } from '../model/import-bundle.ts'
import type { ImportReport, ReportedIssue } from '../model/import-report.ts'
import type { MetadataLoad } from './metadata-load.ts'

/** An error or warning of an import, with its place in the mutation's own arguments; empty where it has none. */
export interface ImportIssue extends ReportedIssue {
  path: string[]
}

/** A report in which each issue has its place. */
export interface LocatedReport extends ImportReport {
  errors: ImportIssue[]
  warnings: ImportIssue[]
}

/** What was asked for: the bundle with all its UIDs, and where in the mutation's arguments its parts came from. */
export interface AskedImport {
  bundle: TrackerBundle
  origins: readonly Origin[]
  args: unknown
}

const UID = /^[A-Za-z][A-Za-z0-9]{10}$/

/** Finds the place of each issue in the caller's own input. */
export async function locateReport(
  metadata: MetadataLoad,
  report: ImportReport,
  { bundle, origins, args }: AskedImport,
): Promise<LocatedReport> {
  if (report.errors.length + report.warnings.length === 0) return { ...report, errors: [], warnings: [] }
  await warmMeanings(metadata, bundle)
  const placeOf = issueLocator(bundle, meaningOf(metadata))
  const locate = (issue: ReportedIssue): ImportIssue => ({ ...issue, path: inputPath(placeOf(issue), origins, args) })
  return {
    ...report,
    errors: withoutEchoes(report.errors.map(locate)),
    warnings: withoutEchoes(report.warnings.map(locate)),
  }
}

/** An attribute that was repeated inside an enrollment is refused there too: one fault of the input is told once. */
function withoutEchoes(issues: readonly ImportIssue[]): ImportIssue[] {
  const same = Map.groupBy(issues, ({ code, path, message }) => JSON.stringify([code, path, message]))
  return [...same.values()].flatMap(
    (echoes) => echoes.find(({ trackerType }) => trackerType === 'TRACKED_ENTITY') ?? echoes[0] ?? [],
  )
}

/** What attributes and data elements may hold tells equal values apart; a failure to read it makes places less exact, no more. */
async function warmMeanings(metadata: MetadataLoad, bundle: TrackerBundle): Promise<void> {
  const items = objectsOf(bundle)
    .flatMap(itemsOf)
    .filter(({ identifier }) => UID.test(identifier))
  const keysOf = (list: string) => new Set(items.flatMap((item) => (item.list === list ? [item.identifier] : [])))
  await Promise.all([
    metadata.warm('trackedEntityAttributes', keysOf('attributes')),
    metadata.warm('dataElements', keysOf('dataValues')),
  ]).catch(() => {})
}

function meaningOf(metadata: MetadataLoad) {
  return (identifier: string) =>
    metadata.peek('trackedEntityAttributes', identifier) ?? metadata.peek('dataElements', identifier) ?? undefined
}
