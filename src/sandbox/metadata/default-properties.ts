import type { MetadataFacts } from '../versions/version-facts.ts'

/** What DHIS2 prints for properties that the dataset leaves out, by type (recordings 016, 026). */
export function typeDefaults(
  plural: string,
  object: Record<string, unknown>,
  { programDefaults, hasTwoFactorType }: MetadataFacts,
): Record<string, unknown> {
  if (plural === 'programs') {
    const registration = object['programType'] === 'WITH_REGISTRATION'
    return {
      registration,
      withoutRegistration: !registration,
      userRoles: [],
      notificationTemplates: [],
      categoryMappings: [],
      ...programDefaults,
    }
  }
  if (plural === 'trackedEntityAttributes') return { pattern: '', skipSynchronization: false, legendSets: [] }
  if (plural === 'dataElements') {
    return {
      optionSetValue: object['optionSet'] !== undefined,
      aggregationLevels: [],
      legendSets: [],
      dataElementGroups: [],
    }
  }
  if (plural === 'users') {
    const user = { disabled: false, externalAuth: false }
    return hasTwoFactorType ? { ...user, twoFactorType: 'NOT_ENABLED' } : user
  }
  return {}
}

/** Defaults of the objects that live inside others, which everybody may do everything with but showing them to all (recording 020 of 2.40); undefined for lists of plain references or values. */
export function embeddedDefaults(
  property: string,
  { hasExternalSharing, hasSkippedAnalytics, hasOldSharing, hasAttributeGroups }: MetadataFacts,
  isSuperuser: boolean,
): Record<string, unknown> | undefined {
  const granted = { manage: true, write: true, read: true, update: true, delete: true }
  const access = hasExternalSharing ? { ...granted, externalize: isSuperuser } : granted
  const sharing = { ...(hasExternalSharing && { external: false }), users: {}, userGroups: {} }
  const oldSharing = { externalAccess: false, userGroupAccesses: [], userAccesses: [] }
  const common = { favorite: false, sharing, access, ...(hasOldSharing && oldSharing) }
  if (property === 'programTrackedEntityAttributes') {
    return {
      ...common,
      renderOptionsAsRadio: false,
      ...(hasAttributeGroups && { programTrackedEntityAttributeGroups: [] }),
      ...(hasSkippedAnalytics && { skipIndividualAnalytics: false }),
    }
  }
  if (property === 'trackedEntityTypeAttributes') return common
  if (property === 'programStageDataElements') {
    return {
      ...common,
      compulsory: false,
      allowProvidedElsewhere: false,
      displayInReports: false,
      allowFutureDate: false,
      skipSynchronization: false,
      skipAnalytics: false,
      renderOptionsAsRadio: false,
    }
  }
  return undefined
}
