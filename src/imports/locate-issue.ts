import type { TrackerBundle } from '../model/import-bundle.ts'
import type { ReportedIssue } from '../model/import-report.ts'
import { type BundleObject, objectsOf } from './bundle-objects.ts'
import {
  type ItemSearch,
  namedItemPath,
  ruleFieldPath,
  unnamedItemPath,
  type ValueMeaningOf,
  valueOrHolderPath,
} from './find-item.ts'
import { categoryOptionPath, endPath, firstGiven, firstHolding, notePath, uidPath } from './find-part.ts'
import { ISSUE_PLACES, type IssuePlace } from './issue-places.ts'
import { namedInIssue } from './named-in-issue.ts'

/**
 * The place in a bundle that a reported error or warning is about, down to the attribute, data value or property:
 * `['trackedEntities', '0', 'attributes', '2', 'value']`. Where several places fit, what encloses them; empty where the bundle
 * holds nothing that the issue names. `meaningOf`, where given, tells which of several equal values has the type named.
 */
export function locateIssue(issue: ReportedIssue, bundle: TrackerBundle, meaningOf?: ValueMeaningOf): string[] {
  return issueLocator(bundle, meaningOf)(issue)
}

/** `locateIssue` for the many issues of one bundle, which it walks once. */
export function issueLocator(bundle: TrackerBundle, meaningOf?: ValueMeaningOf): (issue: ReportedIssue) => string[] {
  const objects = objectsOf(bundle)
  const byUid = Map.groupBy(objects, ({ uid }) => uid)
  return (issue) => {
    const search: ItemSearch = { issue, named: namedInIssue(issue), byUid, meaningOf }
    const place = ISSUE_PLACES.get(issue.code) ?? { kind: 'object' }
    const found = candidates(search).map((entry) => ({ entry, path: pathIn(entry, place, search) }))
    const inside = found.filter(({ entry, path }) => path.length > entry.path.length)
    return commonStart((inside.length === 1 ? inside : found).map(({ path }) => path))
  }
}

/** The objects that an issue may mean: DHIS2 makes up a UID for an object that came without, and then reports that. */
function candidates({ issue, named: { names }, byUid }: ItemSearch): readonly BundleObject[] {
  const isOfType = ({ trackerType }: BundleObject): boolean => trackerType === issue.trackerType
  const own = issue.uid === undefined ? [] : (byUid.get(issue.uid) ?? [])
  const named = names.flatMap((name) => byUid.get(name) ?? [])
  const nameless = (byUid.get(undefined) ?? []).filter(isOfType)
  const choices = [own.filter(isOfType), own, named.filter(isOfType), nameless, named]
  return choices.find((choice) => choice.length > 0) ?? []
}

function pathIn(entry: BundleObject, place: IssuePlace, search: ItemSearch): string[] {
  const { names } = search.named
  switch (place.kind) {
    case 'object':
      return entry.path
    case 'property':
      return below(entry, place.property)
    case 'list':
      return below(entry, place.list)
    case 'namedProperty':
      return below(
        entry,
        names.find((name) => PROPERTY_NAME.test(name)),
      )
    case 'given':
      return below(entry, firstGiven(entry, place.properties))
    case 'reference':
      return below(entry, firstHolding(entry, place.properties, names))
    case 'item':
      return namedItemPath(entry, place.part, search)
    case 'value':
      return valueOrHolderPath(entry, search)
    case 'unnamedItem':
      return unnamedItemPath(entry, search)
    case 'ruleField':
      return ruleFieldPath(entry, search)
    case 'categoryOption':
      return categoryOptionPath(entry, names)
    case 'note':
      return notePath(entry, names)
    case 'end':
      return endPath(entry, names)
    case 'uid':
      return uidPath(entry, names)
  }
}

/** What DHIS2 calls missing (E1121 to E1124) or not to be changed (E1126 to E1128). */
const PROPERTY_NAME =
  /^(?:trackedEntity|trackedEntityType|enrollment|enrolledAt|program|programStage|orgUnit|occurredAt|scheduledAt|status|relationshipType|from|to)$/

function below(entry: BundleObject, property: string | undefined): string[] {
  return property === undefined ? entry.path : [...entry.path, property]
}

/** What encloses all of the paths. */
function commonStart(paths: readonly string[][]): string[] {
  const [first, ...others] = paths
  if (!first) return []
  const end = first.findIndex((step, index) => others.some((other) => other[index] !== step))
  return end < 0 ? first : first.slice(0, end)
}
