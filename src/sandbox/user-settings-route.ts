import type { SandboxUser } from './dataset.ts'
import { errorAnswer, type SandboxRoute } from './exchange.ts'
import type { SandboxVersion } from './versions/version-facts.ts'

const cached = { 'cache-control': 'no-cache, private' }

/** `userSettings` as JSON, those named by `key` or all, and `userSettings/{key}` as plain text: the caller's own. */
export function createUserSettingsRoute(version: SandboxVersion): SandboxRoute {
  return ({ method, path, query, user }) => {
    const [name, key, ...rest] = path.split('/')
    if (method !== 'GET' || name !== 'userSettings' || rest.length > 0) return undefined
    const settings = userSettings(version, user)
    if (key === undefined) {
      const wanted = query.getAll('key').flatMap((text) => text.split(','))
      const shown = Object.entries(settings).filter(([each]) => wanted.length === 0 || wanted.includes(each))
      return { status: 200, body: Object.fromEntries(shown), headers: cached }
    }
    const value = settings[key]
    if (value === undefined) return errorAnswer(404, `Setting does not exist: ${key}`, 'E1005')
    return { status: 200, body: String(value), headers: { ...cached, 'content-type': 'text/plain;charset=UTF-8' } }
  }
}

/** A user's settings; `keyDbLocale` is the language of metadata's `display…` properties. */
export function userSettings(version: SandboxVersion, { dbLocale }: SandboxUser): Record<string, unknown> {
  return { keyDbLocale: dbLocale, keyUiLocale: 'en', keyStyle: 'light_blue/light_blue.css', ...version.me.settings }
}
