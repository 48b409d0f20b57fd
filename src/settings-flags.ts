import { parseArgs } from 'node:util'
import { SettingsError } from './settings-error.ts'
import { nearest } from './settings-names.ts'

/** The flag of a setting: `--port` of PORT, `--host` of GATEWAY_HOST, `--dhis2-url` of DHIS2_URL. */
export function flagOf(env: string): string {
  return env
    .replace(/^GATEWAY_/, '')
    .toLowerCase()
    .replaceAll('_', '-')
}

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

/** What is wrong with a command line, of an error of `parseArgs`, without repeating a value. */
export function describeFlagFault(error: unknown, names: readonly string[]): string {
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
