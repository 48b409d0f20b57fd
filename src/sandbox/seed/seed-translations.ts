import type { Dataset } from '../dataset.ts'
import { sandboxUsers } from '../dataset-users.ts'
import type { Translation } from '../metadata/display-properties.ts'
import { seededTranslations } from './translations.ts'

const keys = {
  name: 'NAME',
  shortName: 'SHORT_NAME',
  description: 'DESCRIPTION',
  formName: 'FORM_NAME',
  fromToName: 'RELATIONSHIP_FROM_TO_NAME',
} as const

/** A clerk who sees what `clerk_wide` sees, in French: every recorded user has English. */
const frenchClerk = { id: 'SbxClerkFr1', username: 'clerk_fr', firstName: 'Claire', surname: 'Clerk' }

/** Adds translations to a dataset's metadata, and the user who reads them. */
export function seedTranslations(dataset: Dataset): void {
  for (const [plural, objects] of Object.entries(seededTranslations)) {
    for (const [id, languages] of Object.entries(objects)) {
      const object = dataset.metadata.get(plural)?.get(id)
      if (object !== undefined) object['translations'] = translationsOf(languages)
    }
  }
  seedFrenchClerk(dataset)
}

function translationsOf(languages: Readonly<Record<string, { [Key in keyof typeof keys]?: string }>>): Translation[] {
  const names = ['name', 'shortName', 'description', 'formName', 'fromToName'] as const
  return Object.entries(languages).flatMap(([locale, texts]) =>
    names.flatMap((name) => {
      const value = texts[name]
      return value === undefined ? [] : [{ property: keys[name], locale, value }]
    }),
  )
}

function seedFrenchClerk({ metadata, users }: Dataset): void {
  const all = metadata.get('users')
  const model = [...(all?.values() ?? [])].find(({ username }) => username === 'clerk_wide')
  if (all === undefined || model === undefined) return
  all.set(frenchClerk.id, { ...model, ...frenchClerk })
  const clerk = sandboxUsers(metadata).get(frenchClerk.username)
  if (clerk !== undefined) users.set(clerk.username, { ...clerk, dbLocale: 'fr' })
}
