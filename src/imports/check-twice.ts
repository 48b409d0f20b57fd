import { type BundleItem, itemsOf, trackedEntityOf } from './bundle-items.ts'
import type { BundleObject } from './bundle-objects.ts'
import { programOfEvent } from './check-references.ts'
import type { ObjectsByUid } from './check-values.ts'
import { type FormIssue, formIssue } from './form-issue.ts'
import type { FormRules } from './form-rules.ts'

const ALREADY_EXISTS = { TRACKED_ENTITY: 'E1002', ENROLLMENT: 'E1080', EVENT: 'E1030', RELATIONSHIP: 'E4015' } as const

/**
 * Objects whose UID an earlier object of their kind has, where they may be created. DHIS2 2.43 fails at them with a database
 * error; up to 2.42 they pass there and so here (recorded: 528).
 */
export function uidsTwice(objects: readonly BundleObject[], { options, major }: FormRules): FormIssue[] {
  const mayCreate = options.importStrategy === 'CREATE' || options.importStrategy === 'CREATE_AND_UPDATE'
  if (!mayCreate || major < 43) return []
  const seen = new Set<string>()
  return objects.flatMap((entry) => {
    const { trackerType, uid } = entry
    if (!uid) return []
    const key = `${trackerType} ${uid}`
    if (seen.has(key)) return [formIssue(entry, ALREADY_EXISTS[trackerType], [uid])]
    seen.add(key)
    return []
  })
}

/** Values of a unique attribute that several tracked entities of the bundle have, within an organisation unit where it is unique there. */
export function uniqueValuesTwice(
  objects: readonly BundleObject[],
  byUid: ObjectsByUid,
  { metadata }: FormRules,
): FormIssue[] {
  const uses = objects.flatMap((entry) => {
    const owner = ownerOf(entry, byUid)
    if (owner === undefined) return []
    return itemsOf(entry).flatMap((item, index) => {
      const attribute = metadata.trackedEntityAttribute(item.identifier)
      if (!attribute?.unique || item.value === null || item.value === undefined) return []
      if (attribute.orgunitScope && !owner.orgUnit) return []
      const scope = attribute.orgunitScope ? owner.orgUnit : ''
      const key = JSON.stringify([item.identifier, item.value, scope])
      return [{ entry, item, index, value: item.value, key, owner: owner.key }]
    })
  })
  return [...Map.groupBy(uses, ({ key }) => key).values()]
    .filter((group) => new Set(group.map(({ owner }) => owner)).size > 1)
    .flatMap((group) => group.map(({ entry, item, index, value }) => uniqueIssue(entry, item, index, value)))
}

function uniqueIssue(entry: BundleObject, item: BundleItem, index: number, value: string): FormIssue {
  return formIssue(entry, 'E1064', [value, item.identifier], item.list, String(index), 'value')
}

/** The tracked entity that holds an object's attributes, and where it stands; undefined where that cannot be told. */
function ownerOf(entry: BundleObject, byUid: ObjectsByUid): { key: string; orgUnit?: string } | undefined {
  const holder = entry.trackerType === 'TRACKED_ENTITY' ? entry : trackedEntityOf(entry, byUid)
  if (holder)
    return {
      key: holder.uid ?? holder.path.join('/'),
      ...(holder.object.orgUnit && { orgUnit: holder.object.orgUnit }),
    }
  const uid = entry.trackerType === 'ENROLLMENT' ? entry.object.trackedEntity : undefined
  return uid ? { key: uid } : undefined
}

/** Events of one stage that cannot be repeated, in one enrollment. */
export function stagesTwice(objects: readonly BundleObject[], rules: FormRules): FormIssue[] {
  const events = objects.flatMap((entry) => {
    if (entry.trackerType !== 'EVENT' || !entry.object.programStage) return []
    const stage = rules.metadata.programStage(entry.object.programStage)
    const inEnrollments = programOfEvent(entry, rules)?.programType === 'WITH_REGISTRATION'
    const enrollment = enrollmentOf(entry)
    if (stage?.repeatable !== false || !inEnrollments || !enrollment) return []
    return [{ entry, stage: stage.id, key: JSON.stringify([stage.id, enrollment]) }]
  })
  return [...Map.groupBy(events, ({ key }) => key).values()]
    .filter((group) => new Set(group.map(({ entry }) => entry.uid ?? entry.path.join('/'))).size > 1)
    .flatMap((group) => group.map(({ entry, stage }) => formIssue(entry, 'E1039', [stage], 'programStage')))
}

function enrollmentOf(entry: BundleObject & { trackerType: 'EVENT' }): string | undefined {
  const above = entry.parents.find(({ trackerType }) => trackerType === 'ENROLLMENT')
  return above ? (above.uid ?? above.path.join('/')) : (entry.object.enrollment ?? undefined)
}
