import { createHash, randomBytes } from 'node:crypto'

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const LETTERS_AND_DIGITS = `${LETTERS}0123456789`

/** New UIDs in DHIS2's form (a letter, then ten letters or digits), from the system's randomness. */
export function randomUid(): string {
  return uidOfBytes(randomBytes(22))
}

/** UIDs that are the same each time for the same seed: a request that is sent again names the same objects. */
export function seededUids(seed: string): () => string {
  let count = 0
  return () => {
    count += 1
    return uidOfBytes(
      createHash('sha256')
        .update(JSON.stringify([seed, count]))
        .digest(),
    )
  }
}

/** Two bytes for each character, so that none is noticeably likelier than another. */
function uidOfBytes(bytes: Buffer): string {
  return Array.from({ length: 11 }, (_, index) => {
    const from = index === 0 ? LETTERS : LETTERS_AND_DIGITS
    return from.charAt(bytes.readUInt16BE(index * 2) % from.length)
  }).join('')
}
