/** A test for DHIS2's text operators: `like`, `$like`, `like$`, `ilike`, `ieq`, `startsWith`, `endsWith`, `token` …; undefined for another operator. */
export function isTextMatch(operator: string, argument: string): ((value: unknown) => boolean) | undefined {
  const lower = argument.toLowerCase()
  switch (operator) {
    case 'like':
      return (value) => text(value).includes(argument)
    case '$like':
      return (value) => text(value).startsWith(argument)
    case 'like$':
      return (value) => text(value).endsWith(argument)
    case 'ieq':
      return (value) => text(value).toLowerCase() === lower
    case 'ilike':
      return (value) => text(value).toLowerCase().includes(lower)
    case '$ilike':
    case 'startsWith':
      return (value) => text(value).toLowerCase().startsWith(lower)
    case 'ilike$':
    case 'endsWith':
      return (value) => text(value).toLowerCase().endsWith(lower)
    case 'token':
      return tokenMatch(lower)
    default:
      return undefined
  }
}

/** Every token of the argument begins some word of the value. */
function tokenMatch(argument: string): (value: unknown) => boolean {
  const tokens = argument.split(/[^\p{L}\p{N}]+/u).filter((token) => token !== '')
  return (value) => {
    const words = text(value)
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
    return tokens.every((token) => words.some((word) => word.startsWith(token)))
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : String(value)
}
