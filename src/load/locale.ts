import type { Translation } from '../model/metadata-details.ts'
import { PlanError } from '../plan/plan-error.ts'

/** The header by which a caller wants names in another language than that of their DHIS2 settings. */
export const LOCALE_HEADER = 'x-dhis2-locale'

const LOCALE = /^[a-z]{2,3}(?:[_-][A-Za-z0-9]{2,8}){0,2}$/

/** The language that a request's header asks for; undefined where it asks for none. Throws a PlanError for what is no language. */
export function localeOf(headers: Headers): string | undefined {
  const locale = headers.get(LOCALE_HEADER)?.trim()
  if (!locale) return undefined
  if (!isLocale(locale)) throw new PlanError('X-DHIS2-Locale', 'is no language: give one such as fr or pt_BR')
  return locale
}

/** Whether a text can name a language: `fr`, `pt_BR`, `uz-Latn`. */
export function isLocale(text: string): boolean {
  return LOCALE.test(text)
}

/** The translation of a property: in the language itself, else in the one without its region; undefined where there is none. */
export function translationOf(
  translations: readonly Translation[],
  property: string,
  locale: string,
): string | undefined {
  const parts = locale.replaceAll('-', '_').split('_')
  for (let length = parts.length; length > 0; length--) {
    const wanted = parts.slice(0, length).join('_').toLowerCase()
    const found = translations.find(
      (translation) =>
        translation.property === property && translation.locale.replaceAll('-', '_').toLowerCase() === wanted,
    )
    if (found) return found.value
  }
  return undefined
}
