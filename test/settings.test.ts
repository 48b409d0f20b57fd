import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listSettings, readSettings } from '../src/settings.ts'
import { SettingsError } from '../src/settings-error.ts'
import { flagOf } from '../src/settings-flags.ts'
import { helpText, settingsPage } from '../src/settings-help.ts'

function refusal(argv: readonly string[], env: Record<string, string> = {}): string {
  try {
    readSettings(argv, env)
  } catch (error) {
    if (error instanceof SettingsError) return error.message
    throw error
  }
  throw new Error('the settings were accepted')
}

test('without anything set, the defaults that the documentation names hold', () => {
  expect(readSettings([], {}).settings).toMatchInlineSnapshot(`
    {
      "adaptivePlan": true,
      "bodyTimeoutMs": 30000,
      "connectTimeoutMs": 5000,
      "connections": 32,
      "corsOrigins": [],
      "deadlineMs": 60000,
      "dhis2Url": undefined,
      "graphiql": true,
      "headersTimeoutMs": 30000,
      "host": "127.0.0.1",
      "largestSyncImport": 2000,
      "logLevel": "info",
      "maxResponseBytes": 268435456,
      "metadataCacheMaxAgeMs": 600000,
      "metadataCacheMaxBytes": 67108864,
      "planner": "fast",
      "port": 4000,
      "production": false,
      "retries": 2,
      "retryBaseMs": 100,
      "sandboxVersion": undefined,
      "serverVersionMaxAgeMs": 600000,
      "serviceAuthorization": undefined,
      "sessionMaxAgeMs": 600000,
      "sessionMaxEntries": 1000,
      "sessions": true,
      "subscriptionDeadlineMs": 3600000,
      "trackerApi": "auto",
    }
  `)
})

test('in production the gateway is reachable from outside, has no GraphiQL page, and serves no sandbox', () => {
  const { settings } = readSettings([], { NODE_ENV: 'production', DHIS2_URL: 'https://dhis2.example.org' })
  expect(settings).toMatchObject({ production: true, host: '0.0.0.0', graphiql: false })
  expect(refusal([], { NODE_ENV: 'production' })).toMatch(
    /^DHIS2_URL is not set, and NODE_ENV=production .*set DHIS2_URL/,
  )
})

test('a flag wins over the environment, which wins over the default; an empty variable counts as unset', () => {
  expect(readSettings(['--port', '5000'], { PORT: '6000' }).settings.port).toBe(5000)
  expect(readSettings([], { PORT: '6000' }).settings.port).toBe(6000)
  expect(readSettings([], { PORT: '', DHIS2_URL: '' }).settings).toMatchObject({ port: 4000, dhis2Url: undefined })
})

test('an explicit setting wins over what production changes', () => {
  const env = { NODE_ENV: 'production', DHIS2_URL: 'https://dhis2.example.org', GATEWAY_GRAPHIQL: 'on' }
  expect(readSettings(['--host', '127.0.0.1'], env).settings).toMatchObject({ graphiql: true, host: '127.0.0.1' })
})

test.each([
  ['DHIS2_CONNECT_TIMEOUT', '500ms', { connectTimeoutMs: 500 }],
  ['GATEWAY_DEADLINE', '1.5m', { deadlineMs: 90_000 }],
  ['DHIS2_SESSION_AGE', '1h', { sessionMaxAgeMs: 3_600_000 }],
  ['DHIS2_MAX_RESPONSE', '16 MB', { maxResponseBytes: 16_777_216 }],
  ['GATEWAY_METADATA_SIZE', '0', { metadataCacheMaxBytes: 0 }],
  ['DHIS2_URL', 'https://dhis2.example.org/dhis/', { dhis2Url: 'https://dhis2.example.org/dhis' }],
  ['DHIS2_URL', 'HTTP://localhost:8080', { dhis2Url: 'http://localhost:8080' }],
  ['DHIS2_SESSIONS', 'OFF', { sessions: false }],
  ['GATEWAY_PLANNER', 'plain', { planner: 'plain' }],
  [
    'GATEWAY_CORS_ORIGINS',
    'https://a.example.org, http://localhost:3000',
    { corsOrigins: ['https://a.example.org', 'http://localhost:3000'] },
  ],
  ['DHIS2_SERVICE_AUTHORIZATION', 'ApiToken d2p_abc', { serviceAuthorization: 'ApiToken d2p_abc' }],
])('%s=%s is understood', (name, value, expected) => {
  expect(readSettings([], { [name]: value }).settings).toMatchObject(expected)
})

test.each([
  ['PORT', '4000x', 'PORT is "4000x", but must be a whole number from 0 to 65535.'],
  ['PORT', '70000', 'PORT is "70000", but must be a whole number from 0 to 65535.'],
  [
    'DHIS2_URL',
    'ftp://x',
    'DHIS2_URL is "ftp://x", but must be an http or https URL such as https://dhis2.example.org/dhis, without user name, password, ? or #.',
  ],
  [
    'DHIS2_URL',
    'localhost:8080',
    'DHIS2_URL is "localhost:8080", but must be an http or https URL such as https://dhis2.example.org/dhis, without user name, password, ? or #.',
  ],
  [
    'DHIS2_HEADERS_TIMEOUT',
    '30',
    'DHIS2_HEADERS_TIMEOUT is "30", but must be a duration from 1ms to 24h, such as 500ms, 5s or 10m.',
  ],
  [
    'GATEWAY_DEADLINE',
    '0',
    'GATEWAY_DEADLINE is "0", but must be a duration from 1ms to 24h, such as 500ms, 5s or 10m.',
  ],
  [
    'GATEWAY_METADATA_SIZE',
    '64',
    'GATEWAY_METADATA_SIZE is "64", but must be a size from 0 to 64GB, such as 512KB or 64MB.',
  ],
  ['GATEWAY_LOG_LEVEL', 'loud', 'GATEWAY_LOG_LEVEL is "loud", but must be one of debug, info, warn, error.'],
  ['GATEWAY_GRAPHIQL', 'maybe', 'GATEWAY_GRAPHIQL is "maybe", but must be on or off.'],
  [
    'GATEWAY_CORS_ORIGINS',
    '*',
    'GATEWAY_CORS_ORIGINS is "*", but must be web origins such as https://app.example.org (no path), separated by commas.',
  ],
  [
    'GATEWAY_HOST',
    'localhost:80',
    'GATEWAY_HOST is "localhost:80", but must be a host name or IP address such as 127.0.0.1, without port.',
  ],
  ['PORT', 'a\nb', 'PORT is "a\\nb", but must be a whole number from 0 to 65535.'],
])('%s=%s is refused in one line that names it', (name, value, message) => {
  expect(refusal([], { [name]: value })).toBe(message)
  expect(refusal([`--${flagOf(name)}=${value}`])).toBe(message.replace(name, `--${flagOf(name)}`))
})

test.each([
  ['DHIS2_SERVICE_AUTHORIZATION', 'hunter2'],
  ['DHIS2_SERVICE_AUTHORIZATION', 'Basic hunter2 hunter2'],
  ['DHIS2_SERVICE_AUTHORIZATION', 'Basic hunter2\r\nX-Other: hunter2'],
  ['DHIS2_URL', 'https://admin:hunter2@dhis2.example.org'],
  ['DHIS2_URL', 'https://admin:hunter2/x@dhis2.example.org'],
  ['DHIS2_URL', 'https://dhis2.example.org/?token=hunter2'],
])('a wrong %s (%s) is not repeated, since it may hold a password', (name, value) => {
  const message = refusal([], { [name]: value })
  expect(message).toMatch(new RegExp(`^${name} must be .+$`))
  expect(message).not.toContain('hunter2')
})

test('a mistyped name is refused with the likely one, as a flag and in the environment', () => {
  expect(refusal(['--prot', '1'])).toBe('There is no flag --prot here. Did you mean --port?')
  expect(refusal(['--nonsense'])).toBe('There is no flag --nonsense here. --help lists them.')
  expect(refusal(['--port'])).toBe('--port needs a value: write --port value or --port=value.')
  expect(refusal(['--port', '--host', 'x'])).toBe('--port needs a value: write --port value or --port=value.')
  expect(refusal([], { DHIS2_ULR: 'x' })).toBe('There is no setting DHIS2_ULR. Did you mean DHIS2_URL?')
  expect(refusal([], { GATEWAY_PORT: '1' })).toBe('There is no setting GATEWAY_PORT. Did you mean PORT?')
  expect(refusal([], { DHIS2_DEADLINE: '1s' })).toBe(
    'There is no setting DHIS2_DEADLINE. Did you mean GATEWAY_DEADLINE?',
  )
  expect(refusal([], { DHIS2_NONSENSE: 'x' })).toBe('There is no setting DHIS2_NONSENSE. --help lists the settings.')
})

test('a secret given as a flag is refused without repeating it', () => {
  for (const argv of [
    ['--dhis2-service-authorization', 'Basic hunter2'],
    ['--dhis2-service-authorization=Basic hunter2'],
    ['Basic', 'hunter2'],
    ['--port', '1', 'hunter2'],
  ]) {
    expect(refusal(argv)).not.toContain('hunter2')
  }
  expect(refusal(['--dhis2-service-authorization=x'])).toContain('set DHIS2_SERVICE_AUTHORIZATION in the environment')
})

test('variables that Kubernetes sets beside services called dhis2 and gateway, and those of DHIS2 itself, do not stop the gateway', () => {
  const env = {
    DHIS2_SERVICE_HOST: '10.0.0.1',
    DHIS2_SERVICE_PORT_HTTP: '8080',
    DHIS2_PORT: 'tcp://10.0.0.1:8080',
    DHIS2_PORT_8080_TCP_ADDR: '10.0.0.1',
    GATEWAY_PORT: 'tcp://10.0.0.2:4000',
    DHIS2_HOME: '/opt/dhis2',
    DHIS2_USERNAME: 'someone',
    PATH: '/bin',
  }
  expect(readSettings([], env).settings.port).toBe(4000)
})

test('whatever a value is, it is understood or refused in one line that names the setting', () => {
  const names = listSettings().map(({ doc }) => doc.env)
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.string({ unit: 'binary' }), (name, value) => {
      try {
        readSettings([], { [name]: value })
      } catch (error) {
        if (!(error instanceof SettingsError)) throw error
        expect(error.message).toContain(name)
        expect(error.message).not.toMatch(/[\r\n]/)
      }
    }),
  )
})

test('every default is one that the setting itself accepts, and every setting is described', () => {
  for (const { doc } of listSettings()) {
    expect(doc.description).toMatch(/\.$/)
    if (doc.default) expect(() => readSettings([], { [doc.env]: doc.default ?? '' })).not.toThrow()
  }
})

test('--help names every setting with its default', () => {
  expect(helpText()).toMatchSnapshot()
})

test('docs/settings.md holds what the code says', async () => {
  await expect(settingsPage()).toMatchFileSnapshot('../docs/settings.md')
})
