import type { z } from 'zod'
import { SettingsError } from './settings-error.ts'
import { flagOf, readFlags } from './settings-flags.ts'
import { unknownVariable } from './settings-names.ts'
import { type SettingDoc, settingDocs, settingsShape } from './settings-shape.ts'

/** A user of the embedded sandbox; its data is invented, so this is no secret. */
export interface SandboxLogin {
  readonly username: string
  readonly password: string
}

/** The settings as the gateway uses them: times in milliseconds (`…Ms`), sizes in bytes (`…Bytes`), the URL without a slash at its end. */
export type Settings = Readonly<z.output<typeof settingsShape>> & {
  /** NODE_ENV is `production`. */
  readonly production: boolean
  /** Set where the embedded sandbox is served, for GraphiQL to offer. */
  readonly sandboxLogin?: SandboxLogin
}

/** The environment as `process.env` has it; an empty value counts as none. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Every setting's key in `Settings` with its docs. */
export function listSettings(): { key: string; doc: SettingDoc }[] {
  return Object.entries(settingsShape.shape).flatMap(([key, schema]) => {
    const doc = settingDocs.get(schema)
    return doc === undefined ? [] : [{ key, doc }]
  })
}

/** Reads the settings, flags before environment before defaults; throws a SettingsError for the first that cannot be used. */
export function readSettings(argv: readonly string[], env: Environment): { settings: Settings } {
  const docs = listSettings()
  const flags = readFlags(
    argv,
    docs.filter(({ doc }) => !doc.secret).map(({ doc }) => flagOf(doc.env)),
  )
  const fault = unknownVariable(
    env,
    docs.map(({ doc }) => doc.env),
  )
  if (fault !== undefined) throw new SettingsError(fault)
  const production = env['NODE_ENV'] === 'production'
  const texts = Object.fromEntries(
    docs.map(({ key, doc }) => {
      const byDefault = production ? (doc.productionDefault ?? doc.default) : doc.default
      return [key, flags[flagOf(doc.env)] ?? (env[doc.env] || undefined) ?? byDefault]
    }),
  )
  const parsed = settingsShape.safeParse(texts)
  if (!parsed.success) throw new SettingsError(describeIssue(parsed.error, texts, flags))
  if (production && parsed.data.dhis2Url === undefined) throw new SettingsError(withoutServer)
  if (parsed.data.dhis2Url !== undefined && parsed.data.sandboxVersion !== undefined)
    throw new SettingsError(twoServers)
  return { settings: { ...parsed.data, production } }
}

const withoutServer =
  'DHIS2_URL is not set, and NODE_ENV=production does not serve the embedded sandbox with its invented people: set DHIS2_URL to the address of your DHIS2, or leave NODE_ENV unset to try the sandbox.'

const twoServers =
  'DHIS2_URL and GATEWAY_DHIS2 (--dhis2) are both set: unset GATEWAY_DHIS2 to serve the DHIS2 at DHIS2_URL, or DHIS2_URL to serve the embedded sandbox in that version.'

function describeIssue(
  error: z.ZodError,
  texts: Readonly<Record<string, string | undefined>>,
  flags: Readonly<Record<string, string | undefined>>,
): string {
  const key = String(error.issues[0]?.path[0])
  const doc = listSettings().find((setting) => setting.key === key)?.doc
  if (doc === undefined) return 'A setting cannot be used; --help lists them.'
  const text = texts[key] ?? ''
  const name = flags[flagOf(doc.env)] === undefined ? doc.env : `--${flagOf(doc.env)}`
  // An address may hold a password, before an @ or in its query.
  const shown = doc.secret || /[@?]/.test(text) ? '' : ` is ${JSON.stringify(text.slice(0, 80))}, but`
  return `${name}${shown} must be ${error.issues[0]?.message}.`
}
