import type { TrackerBundle } from '../model/import-bundle.ts'
import { type BundleObject, objectsOf } from './bundle-objects.ts'
import { malformedUids, missingProperties } from './check-properties.ts'
import { checkEnrollment, checkEvent } from './check-references.ts'
import { stagesTwice, uidsTwice, uniqueValuesTwice } from './check-twice.ts'
import { checkEnrollmentValues, checkEventValues, checkTrackedEntityValues, type ObjectsByUid } from './check-values.ts'
import type { FormIssue } from './form-issue.ts'
import { type FormRules, isRefusedFor, namesByUid } from './form-rules.ts'

/**
 * The faults of a bundle that can be told before it is sent, with DHIS2's own codes, and their places. It is no stricter than DHIS2:
 * what a version might take passes here. Where metadata is named otherwise than by UID, nothing is said that needs metadata; where
 * nothing is to be validated, or what is sound is to be stored without the rest (`atomicMode` OBJECT), only what breaks the whole.
 */
export function checkBundle(bundle: TrackerBundle, rules: FormRules): FormIssue[] {
  return faultsOf(bundle, rules).filter((issue) => isRefusedFor(issue, rules))
}

function faultsOf(bundle: TrackerBundle, rules: FormRules): FormIssue[] {
  const { importStrategy, validationMode, atomicMode } = rules.options
  const objects = objectsOf(bundle)
  const malformed = objects.flatMap(malformedUids)
  const twice = uidsTwice(objects, rules)
  // A malformed UID is JSON that 2.42 cannot read (recorded: 530).
  if (validationMode === 'SKIP' || atomicMode === 'OBJECT') return rules.major < 42 ? [] : [...malformed, ...twice]
  if (importStrategy === 'DELETE') return malformed
  const formed = objects.filter((entry) => isFormed(entry, rules))
  const plain = [...malformed, ...formed.flatMap((entry) => missingProperties(entry, rules.major)), ...twice]
  if (!namesByUid(rules.options)) return plain
  const byUid: ObjectsByUid = Map.groupBy(objects, ({ uid }) => uid)
  return [
    ...plain,
    ...objects.flatMap((entry) => checkAgainstMetadata(entry, rules, byUid)),
    ...uniqueValuesTwice(objects, byUid, rules),
    ...stagesTwice(objects, rules),
  ]
}

/** An update of a relationship that is there changes nothing, and is not looked at. */
function isFormed({ trackerType }: BundleObject, { options }: FormRules): boolean {
  return trackerType !== 'RELATIONSHIP' || options.importStrategy !== 'UPDATE'
}

function checkAgainstMetadata(entry: BundleObject, rules: FormRules, byUid: ObjectsByUid): FormIssue[] {
  switch (entry.trackerType) {
    case 'TRACKED_ENTITY':
      return checkTrackedEntityValues(entry, rules)
    case 'ENROLLMENT':
      return [...checkEnrollment(entry, rules), ...checkEnrollmentValues(entry, rules, byUid)]
    case 'EVENT':
      return [...checkEvent(entry, rules), ...checkEventValues(entry, rules)]
    case 'RELATIONSHIP':
      return []
  }
}
