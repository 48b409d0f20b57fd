import type { Credentials } from './model/credentials.ts'
import type { Environment, Settings } from './settings.ts'
import { SettingsError } from './settings-error.ts'

/** The doctor's login: of DHIS2_USERNAME and DHIS2_PASSWORD, of DHIS2_TOKEN, or that of the service account; undefined without any. */
export function readDoctorLogin(
  env: Environment,
  settings: Pick<Settings, 'serviceAuthorization'>,
): Credentials | undefined {
  const { DHIS2_USERNAME: username, DHIS2_PASSWORD: password, DHIS2_TOKEN: token } = env
  if (token && (username || password))
    throw new SettingsError('DHIS2_TOKEN and DHIS2_USERNAME or DHIS2_PASSWORD are both set: unset one login.')
  if (token) {
    if (!/^(ApiToken )?[\x21-\x7e]+$/i.test(token))
      throw new SettingsError('DHIS2_TOKEN holds a character that no token has: copy it again.')
    return { kind: 'token', headers: { authorization: `ApiToken ${token.replace(/^ApiToken /i, '')}` } }
  }
  if (username && password) {
    if (username.includes(':'))
      throw new SettingsError(
        'DHIS2_USERNAME holds a colon, which no user name may: put the password into DHIS2_PASSWORD.',
      )
    const encoded = Buffer.from(`${username}:${password}`, 'utf8').toString('base64')
    return { kind: 'basic', headers: { authorization: `Basic ${encoded}` } }
  }
  if (username || password)
    throw new SettingsError(
      `${username ? 'DHIS2_PASSWORD' : 'DHIS2_USERNAME'} is not set: a login needs both DHIS2_USERNAME and DHIS2_PASSWORD.`,
    )
  return settings.serviceAuthorization === undefined ? undefined : fromAuthorization(settings.serviceAuthorization)
}

function fromAuthorization(authorization: string): Credentials {
  const [scheme = ''] = authorization.toLowerCase().split(' ')
  const kind = scheme === 'basic' ? 'basic' : scheme === 'apitoken' ? 'token' : 'bearer'
  return { kind, headers: { authorization } }
}
