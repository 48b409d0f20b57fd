import { expect, test } from 'vitest'
import { runSandbox } from '../../src/commands/sandbox.ts'
import { sandboxVersionNames } from '../../src/sandbox/versions/version-facts.ts'
import { readSandboxOptions } from '../../src/settings-sandbox.ts'

test('the sandbox prints its address, and every login that it prints works', async () => {
  const lines: string[] = []
  const sandbox = await runSandbox({ port: 0, basicCheckMs: 0 }, (line) => lines.push(line))
  try {
    expect(lines[0]).toContain(sandbox.url)
    const logins = lines.flatMap((line) =>
      [...line.matchAll(/^ *(\w+) \/ ([^:]+):/g)].map((match) => [match[1], match[2]]),
    )
    expect(logins).toHaveLength(7)
    for (const [username, password] of logins) {
      const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
      const response = await fetch(`${sandbox.url}/api/me?fields=username`, { headers: { authorization } })
      expect(await response.json()).toEqual({ username })
    }
  } finally {
    await sandbox.close()
  }
})

test.each(sandboxVersionNames)(
  'the flag --dhis2 %s starts a sandbox that says so and answers as that version',
  async (name) => {
    const lines: string[] = []
    const options = readSandboxOptions(['--port', '0', '--basic-check', '0', '--dhis2', name])
    const sandbox = await runSandbox(options, (line) => lines.push(line))
    try {
      expect(lines[0]).toContain(`DHIS2 ${name} sandbox`)
      const authorization = `Basic ${Buffer.from('admin:district').toString('base64')}`
      const response = await fetch(`${sandbox.url}/api/system/info`, { headers: { authorization } })
      expect(String((await response.json()).version).startsWith(`${name}.`)).toBe(true)
    } finally {
      await sandbox.close()
    }
  },
)
