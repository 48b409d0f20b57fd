/** A property in another language, as DHIS2 keeps it on an object: `property` is DHIS2's key, such as `SHORT_NAME`. */
export interface Translation {
  property: string
  locale: string
  value: string
}

/** Properties that DHIS2 translates, with their keys (2.42's `@Translatable`). */
const keys: Readonly<Record<string, string>> = {
  name: 'NAME',
  shortName: 'SHORT_NAME',
  description: 'DESCRIPTION',
  enrollmentDateLabel: 'ENROLLMENT_DATE_LABEL',
  incidentDateLabel: 'INCIDENT_DATE_LABEL',
  executionDateLabel: 'EXECUTION_DATE_LABEL',
  dueDateLabel: 'DUE_DATE_LABEL',
  fromToName: 'RELATIONSHIP_FROM_TO_NAME',
  toFromName: 'RELATIONSHIP_TO_FROM_NAME',
  content: 'CONTENT',
}

/** The `display…` properties of an object in a language: its translation to exactly that locale, else the original. */
export function displayProperties(own: Record<string, unknown>, locale: string): Record<string, unknown> {
  const display: Record<string, unknown> = {}
  for (const [property, key] of Object.entries(keys)) {
    const original = own[property]
    if (original === undefined) continue
    display[`display${property.charAt(0).toUpperCase()}${property.slice(1)}`] =
      translation(own, key, locale) ?? original
  }
  if (own['shortName'] !== undefined) {
    display['displayFormName'] = translation(own, 'FORM_NAME', locale) ?? own['formName'] ?? display['displayName']
  }
  return display
}

/** The name of an object in a language. */
export function displayName(object: Record<string, unknown>, locale: string): string {
  return translation(object, 'NAME', locale) ?? String(object['name'])
}

function translation({ translations }: Record<string, unknown>, property: string, locale: string): string | undefined {
  const list: unknown[] = Array.isArray(translations) ? translations : []
  return list
    .filter(isTranslation)
    .find((one) => one.property === property && one.locale === locale && one.value !== '')?.value
}

function isTranslation(value: unknown): value is Translation {
  return typeof value === 'object' && value !== null && 'property' in value && 'locale' in value && 'value' in value
}
