import { randomInt } from 'node:crypto'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const characters = `${letters}0123456789`

/** A random DHIS2 UID: eleven letters and digits, of which the first is a letter. */
export function newUid(): string {
  const rest = Array.from({ length: 10 }, () => characters.charAt(randomInt(characters.length)))
  return letters.charAt(randomInt(letters.length)) + rest.join('')
}
