/** Variables with our prefixes that are no settings: the doctor's credentials, and DHIS2's own. */
const otherVariables = ['DHIS2_USERNAME', 'DHIS2_PASSWORD', 'DHIS2_TOKEN', 'DHIS2_HOME']

/** What is wrong with the names of the environment's variables, for a mistyped setting must not be silently without effect. */
export function unknownVariable(
  env: Readonly<Record<string, string | undefined>>,
  settings: readonly string[],
): string | undefined {
  const known = [...settings, ...otherVariables]
  const unknown = Object.keys(env).find(
    (name) => /^(DHIS2|GATEWAY)_/.test(name) && !known.includes(name) && !isServiceLink(name, env[name] ?? ''),
  )
  if (unknown === undefined) return undefined
  const near = nearest(unknown, known) ?? settings.find((name) => unknown.endsWith(`_${name}`))
  return `There is no setting ${unknown}. ${near === undefined ? '--help lists the settings.' : `Did you mean ${near}?`}`
}

/** The name closest to a mistyped one, if it is close at all. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const tail = (text: string): string => text.replace(/^(DHIS2|GATEWAY)_/, '')
  const same = names.find((other) => tail(other) === tail(name))
  if (same !== undefined) return same
  const limit = Math.max(2, Math.floor(name.length / 4))
  const [best] = names
    .map((other) => ({ other, distance: editDistance(name, other) }))
    .sort((a, b) => a.distance - b.distance)
  return best !== undefined && best.distance <= limit ? best.other : undefined
}

/** Kubernetes and Docker links put such variables beside a service that is called `dhis2` or `gateway`. */
function isServiceLink(name: string, value: string): boolean {
  return /_SERVICE_(HOST|PORT(_\w+)?)$|_PORT_\d+_(TCP|UDP)(_(PROTO|PORT|ADDR))?$/.test(name)
    ? true
    : /_PORT$/.test(name) && /^(tcp|udp):\/\//.test(value)
}

function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1]
    for (const [j, otherLetter] of [...other].entries()) {
      const replaced = (row[j] ?? 0) + (letter === otherLetter ? 0 : 1)
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}
