/** The value of an Authorization header, kept in the page's memory only. */
export type Authorization = string

/** Basic login; bytes are UTF-8 (RFC 7617), so a password may hold any character. */
export function basicAuthorization(username: string, password: string): Authorization {
  const bytes = new TextEncoder().encode(`${username}:${password}`)
  return `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`
}

/** A DHIS2 personal access token, with or without its scheme's name pasted before it. */
export function tokenAuthorization(token: string): Authorization {
  return `ApiToken ${token.trim().replace(/^ApiToken\s+/i, '')}`
}
