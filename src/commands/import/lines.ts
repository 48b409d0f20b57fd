/** A line of a text, counted from 1, without its end. */
export interface NumberedLine {
  number: number
  text: string
}

/**
 * The lines of a UTF-8 text that comes in chunks, which may end anywhere; a byte order mark is left out. Throws a TypeError
 * for what is no UTF-8, and an error of code ERR_LINE_TOO_LONG for a line of more characters than `longest`.
 */
export async function* linesOf(
  chunks: AsyncIterable<Buffer>,
  longest: number,
  onBytes?: (bytes: Buffer) => void,
): AsyncGenerator<NumberedLine> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let number = 1
  let begun: string[] = []
  let length = 0
  for await (const chunk of chunks) {
    onBytes?.(chunk)
    const [first = '', ...others] = decoder.decode(chunk, { stream: true }).split('\n')
    begun.push(first)
    length += first.length
    for (const text of others) {
      yield { number: number++, text: withoutReturn(begun.join('')) }
      begun = [text]
      length = text.length
    }
    if (length > longest) throw Object.assign(new Error('A line is too long'), { code: 'ERR_LINE_TOO_LONG' })
  }
  begun.push(decoder.decode())
  yield { number, text: withoutReturn(begun.join('')) }
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}
