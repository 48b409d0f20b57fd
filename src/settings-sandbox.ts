import { z } from 'zod'
import { SettingsError } from './settings-error.ts'
import { readFlags } from './settings-flags.ts'
import { duration, oneOf, sandboxVersion, wholeNumber } from './settings-texts.ts'

const shape = z.object({
  port: wholeNumber(0, 65_535).prefault('8085'),
  'basic-check': duration('0', '1m').prefault('90ms'),
  latency: oneOf(['none', 'real']).prefault('none'),
  'tracked-entities': wholeNumber(0, 1_000_000).prefault('0'),
  dhis2: sandboxVersion().optional(),
})

/** The flags of the `sandbox` command as it uses them; without a version it chooses its own. */
export interface SandboxFlags {
  port: number
  basicCheckMs: number
  /** Up to how many tracked entities the Child Programme is filled. */
  trackedEntities: number
  /** Absent: answers come at once. */
  latency?: 'real'
  version: z.output<typeof shape>['dhis2']
}

/** The flags of the `sandbox` command; throws a SettingsError for one that cannot be used. */
export function readSandboxOptions(argv: readonly string[]): SandboxFlags {
  const flags = readFlags(argv, Object.keys(shape.shape))
  const parsed = shape.safeParse(flags)
  if (parsed.success) {
    const { port, 'basic-check': basicCheckMs, latency, dhis2: version } = parsed.data
    const trackedEntities = parsed.data['tracked-entities']
    return { port, basicCheckMs, trackedEntities, version, ...(latency === 'real' && { latency }) }
  }
  const [issue] = parsed.error.issues
  const name = String(issue?.path[0])
  throw new SettingsError(`--${name} is ${JSON.stringify(flags[name])}, but must be ${issue?.message}.`)
}
