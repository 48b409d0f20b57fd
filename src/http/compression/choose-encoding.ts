/** The encodings that answers can be sent in, the one that is cheapest for its size first. */
export const ENCODINGS = ['zstd', 'br', 'gzip'] as const

/** How an answer is compressed. */
export type Encoding = (typeof ENCODINGS)[number]

/**
 * The encoding that an `Accept-Encoding` header (RFC 9110, 12.5.3) likes best of ours; undefined where it would rather have
 * the plain text, or names none of ours. A client that does not speak of encodings gets none.
 */
export function chooseEncoding(header: string | null): Encoding | undefined {
  const weights = new Map((header ?? '').split(',').map(parseCoding))
  const any = weights.get('*') ?? 0
  const weightOf = (encoding: Encoding): number =>
    weights.get(encoding) ?? (encoding === 'gzip' ? weights.get('x-gzip') : undefined) ?? any
  const best = Math.max(...ENCODINGS.map(weightOf))
  const plain = weights.get('identity')
  if (best <= 0 || (plain !== undefined && plain > best)) return undefined
  return ENCODINGS.find((encoding) => weightOf(encoding) === best)
}

function parseCoding(text: string): [coding: string, weight: number] {
  const [coding = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const given = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  const weight = given === undefined ? 1 : Number(given)
  return [coding, weight >= 0 && weight <= 1 ? weight : 0]
}
