import { expect, test } from 'vitest'
import { runSandbox } from '../../src/commands/sandbox.ts'

test('the sandbox prints its address, and every login that it prints works', async () => {
  const lines: string[] = []
  const sandbox = await runSandbox({ port: 0, basicCheckMs: 0 }, (line) => lines.push(line))
  try {
    expect(lines[0]).toContain(sandbox.url)
    const logins = lines.flatMap((line) =>
      [...line.matchAll(/^ *(\w+) \/ ([^:]+):/g)].map((match) => [match[1], match[2]]),
    )
    expect(logins).toHaveLength(6)
    for (const [username, password] of logins) {
      const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
      const response = await fetch(`${sandbox.url}/api/me?fields=username`, { headers: { authorization } })
      expect(await response.json()).toEqual({ username })
    }
  } finally {
    await sandbox.close()
  }
})
