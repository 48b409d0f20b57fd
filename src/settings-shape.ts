import { z } from 'zod'
import {
  authorization,
  baseUrl,
  duration,
  hostName,
  oneOf,
  onOrOff,
  origins,
  sandboxVersion,
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

/** The docs of each setting's schema. */
export const settingDocs = z.registry<SettingDoc>()

/** All settings, each read from text; their order is that of `--help` and of docs/settings.md. */
export const settingsShape = z.object({
  dhis2Url: baseUrl().optional().register(settingDocs, {
    env: 'DHIS2_URL',
    description:
      'Address of the DHIS2 to serve, with its context path. Without it the embedded sandbox is served; required when NODE_ENV=production.',
  }),
  sandboxVersion: sandboxVersion().optional().register(settingDocs, {
    env: 'GATEWAY_DHIS2',
    description:
      'Version of DHIS2 that the embedded sandbox stands for: 2.35, 2.38, 2.40, 2.41, 2.42 (unless set) or 2.43. Only where DHIS2_URL is not set.',
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
  subscriptionDeadlineMs: duration('1ms', '24h').register(settingDocs, {
    env: 'GATEWAY_SUBSCRIPTION_DEADLINE',
    default: '1h',
    description: 'The longest that one subscription may last; whoever wants to know more subscribes again.',
  }),
  largestSyncImport: wholeNumber(1, 1_000_000).register(settingDocs, {
    env: 'GATEWAY_LARGEST_SYNC_IMPORT',
    default: '2000',
    description: 'How many objects one mutation may store at once; more are imported by DHIS2 as a job.',
  }),
  planner: oneOf(['fast', 'plain']).register(settingDocs, {
    env: 'GATEWAY_PLANNER',
    default: 'fast',
    description:
      'How queries are planned: fast, or plain (slow, neither pushdown nor batching; the answers are the same) to find a fault.',
  }),
  adaptivePlan: onOrOff().register(settingDocs, {
    env: 'DHIS2_ADAPTIVE_PLAN',
    default: 'on',
    description:
      'Choose how lists are fetched by what this DHIS2 was seen to take, or (off) by what is known of its version alone: on or off.',
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
    description:
      'How long the version of DHIS2 is remembered. A restart that the gateway notices has it read again before.',
  }),
  trackerApi: oneOf(['auto', 'new', 'legacy']).register(settingDocs, {
    env: 'DHIS2_TRACKER_API',
    default: 'auto',
    description:
      'Which tracker endpoints are used: new (/api/tracker), legacy (those before it, up to DHIS2 2.41), or auto: the new ones where the server has them.',
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
