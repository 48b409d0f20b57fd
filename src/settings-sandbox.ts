import { z } from 'zod'
import { SettingsError } from './settings-error.ts'
import { readFlags } from './settings-flags.ts'
import { duration, wholeNumber } from './settings-texts.ts'

const shape = z.object({
  port: wholeNumber(0, 65_535).prefault('8085'),
  'basic-check': duration('0', '1m').prefault('90ms'),
})

/** The flags of the `sandbox` command; throws a SettingsError for one that cannot be used. */
export function readSandboxOptions(argv: readonly string[]): { port: number; basicCheckMs: number } {
  const flags = readFlags(argv, Object.keys(shape.shape))
  const parsed = shape.safeParse(flags)
  if (parsed.success) return { port: parsed.data.port, basicCheckMs: parsed.data['basic-check'] }
  const [issue] = parsed.error.issues
  const name = String(issue?.path[0])
  throw new SettingsError(`--${name} is ${JSON.stringify(flags[name])}, but must be ${issue?.message}.`)
}
