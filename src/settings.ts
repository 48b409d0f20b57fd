import { parseArgs } from 'node:util'
import { z } from 'zod'
import { nearest, unknownVariable } from './settings-names.ts'
import {
  authorization,
  baseUrl,
  duration,
  hostName,
  oneOf,
  onOrOff,
  origins,
  size,
  wholeNumber,
} from './settings-texts.ts'

/** What people read about a setting; its flag follows from its environment variable. */
export interface SettingDoc {
  readonly env: string
  readonly description: string
  /** As a person would write it; absent: no value. */
  readonly default?: string
  /** The default where NODE_ENV is `production`, if it differs. */
  readonly productionDefault?: string
  /** Set by the environment only, and never shown. */
  readonly secret?: true
}

/** A setting that cannot be used: one line that names it and the remedy, and never repeats a credential. */
export class SettingsError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SettingsError'
  }
}

/** The docs of each setting's schema. */
export const settingDocs = z.registry<SettingDoc>()

/** All settings, each read from text; their order is that of `--help` and of docs/settings.md. */
export const settingsShape = z.object({
  dhis2Url: baseUrl().optional().register(settingDocs, {
    env: 'DHIS2_URL',
    description:
      'Address of the DHIS2 to serve, with its context path. Without it the embedded sandbox is served; required when NODE_ENV=production.',
  }),
  port: wholeNumber(0, 65_535).register(settingDocs, {
    env: 'PORT',
    default: '4000',
    description: 'Port to listen at; 0 takes any free one.',
  }),
  host: hostName().register(settingDocs, {
    env: 'GATEWAY_HOST',
    default: '127.0.0.1',
    productionDefault: '0.0.0.0',
    description:
      'Address to listen at. In production every address of the machine, since a container must be reachable from outside.',
  }),
  graphiql: onOrOff().register(settingDocs, {
    env: 'GATEWAY_GRAPHIQL',
    default: 'on',
    productionDefault: 'off',
    description: 'The GraphiQL page at /graphql: on or off.',
  }),
  corsOrigins: origins().register(settingDocs, {
    env: 'GATEWAY_CORS_ORIGINS',
    default: '',
    description: 'Web origins whose pages may call the gateway, separated by commas.',
  }),
  logLevel: oneOf(['debug', 'info', 'warn', 'error']).register(settingDocs, {
    env: 'GATEWAY_LOG_LEVEL',
    default: 'info',
    description: 'The lightest log lines to write: debug, info, warn or error.',
  }),
  deadlineMs: duration('1ms', '24h').register(settingDocs, {
    env: 'GATEWAY_DEADLINE',
    default: '60s',
    description: 'The longest that one operation may take, all its requests to DHIS2 together.',
  }),
  planner: oneOf(['fast', 'plain']).register(settingDocs, {
    env: 'GATEWAY_PLANNER',
    default: 'fast',
    description:
      'How queries are planned: fast, or plain (slow, neither pushdown nor batching; the answers are the same) to find a fault.',
  }),
  metadataCacheMaxAgeMs: duration('0', '24h').register(settingDocs, {
    env: 'GATEWAY_METADATA_AGE',
    default: '10m',
    description: 'How long metadata is kept for the caller who was shown it; 0 keeps none.',
  }),
  metadataCacheMaxBytes: size('0', '64GB').register(settingDocs, {
    env: 'GATEWAY_METADATA_SIZE',
    default: '64MB',
    description: 'How much metadata is kept for all callers together; 0 keeps none.',
  }),
  serviceAuthorization: authorization().optional().register(settingDocs, {
    env: 'DHIS2_SERVICE_AUTHORIZATION',
    secret: true,
    description:
      'Secret: the whole Authorization value (such as "ApiToken …") that serves callers who bring no credentials. Without it they are refused.',
  }),
  sessions: onOrOff().register(settingDocs, {
    env: 'DHIS2_SESSIONS',
    default: 'on',
    description: 'Keep the DHIS2 session that a password opened, so that DHIS2 checks it once: on or off.',
  }),
  sessionMaxAgeMs: duration('1s', '24h').register(settingDocs, {
    env: 'DHIS2_SESSION_AGE',
    default: '10m',
    description: 'How long such a session is used, counted from its opening.',
  }),
  sessionMaxEntries: wholeNumber(1, 1_000_000).register(settingDocs, {
    env: 'DHIS2_SESSION_MAX',
    default: '1000',
    description: 'How many such sessions are kept at once.',
  }),
  serverVersionMaxAgeMs: duration('0', '24h').register(settingDocs, {
    env: 'DHIS2_VERSION_AGE',
    default: '10m',
    description: 'How long the version of DHIS2 is remembered.',
  }),
  connections: wholeNumber(1, 10_000).register(settingDocs, {
    env: 'DHIS2_CONNECTIONS',
    default: '32',
    description: 'How many connections to DHIS2 are open at once.',
  }),
  connectTimeoutMs: duration('1ms', '24h').register(settingDocs, {
    env: 'DHIS2_CONNECT_TIMEOUT',
    default: '5s',
    description: 'The longest wait for a connection to DHIS2.',
  }),
  headersTimeoutMs: duration('1ms', '24h').register(settingDocs, {
    env: 'DHIS2_HEADERS_TIMEOUT',
    default: '30s',
    description: 'The longest wait until DHIS2 begins to answer a request.',
  }),
  bodyTimeoutMs: duration('1ms', '24h').register(settingDocs, {
    env: 'DHIS2_BODY_TIMEOUT',
    default: '30s',
    description: 'The longest pause within an answer of DHIS2.',
  }),
  retries: wholeNumber(0, 10).register(settingDocs, {
    env: 'DHIS2_RETRIES',
    default: '2',
    description: 'How often a read is tried again after a broken connection or an answer 502, 503 or 504.',
  }),
  retryBaseMs: duration('1ms', '1m').register(settingDocs, {
    env: 'DHIS2_RETRY_BASE',
    default: '100ms',
    description: 'The pause before the first further try; it doubles with each.',
  }),
  maxResponseBytes: size('1KB', '500MB').register(settingDocs, {
    env: 'DHIS2_MAX_RESPONSE',
    default: '256MB',
    description: 'The largest answer of DHIS2 that is read.',
  }),
})

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

/** The flag of a setting: `--port` of PORT, `--host` of GATEWAY_HOST, `--dhis2-url` of DHIS2_URL. */
export function flagOf(env: string): string {
  return env
    .replace(/^GATEWAY_/, '')
    .toLowerCase()
    .replaceAll('_', '-')
}

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
  return { settings: { ...parsed.data, production } }
}

const withoutServer =
  'DHIS2_URL is not set, and NODE_ENV=production does not serve the embedded sandbox with its invented people: set DHIS2_URL to the address of your DHIS2, or leave NODE_ENV unset to try the sandbox.'

/** Reads `--name value` and `--name=value` of these names; throws a SettingsError for anything else. */
export function readFlags(
  argv: readonly string[],
  names: readonly string[],
): Readonly<Record<string, string | undefined>> {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]))
  try {
    const { values } = parseArgs({ args: [...argv], options, strict: true, allowPositionals: false })
    return values
  } catch (error) {
    throw new SettingsError(describeFlagFault(error, names))
  }
}

function describeFlagFault(error: unknown, names: readonly string[]): string {
  const message = error instanceof Error ? error.message : ''
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  // A loose argument may be the second half of a secret that was cut at its space, so it is not repeated.
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL')
    return 'There is an argument that belongs to no flag. Write flags as --name value, after the command; --help lists them.'
  const name = /'(?:-\w, )?--?([\w-]+)/.exec(message)?.[1] ?? ''
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE')
    return `--${name} needs a value: write --${name} value or --${name}=value.`
  if (name === flagOf('DHIS2_SERVICE_AUTHORIZATION'))
    return 'A secret must not be given as a flag, where other users of the machine can see it: set DHIS2_SERVICE_AUTHORIZATION in the environment.'
  const near = nearest(name, names)
  return `There is no flag --${name} here.${near === undefined ? ' --help lists them.' : ` Did you mean --${near}?`}`
}

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
