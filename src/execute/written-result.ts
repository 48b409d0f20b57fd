import type { ExecutionResult } from 'graphql'

/**
 * A result whose data is written already. `stringify` makes the bytes of an answer of it as it then is: Yoga looks for that name, and
 * sends what it returns, or reads it as text.
 */
export interface WrittenResult extends ExecutionResult {
  stringify(result: ExecutionResult): Buffer
}

/** The result with this data: the pieces of an object in JSON. Read otherwise than by `stringify`, the data is parsed again. */
export function writtenResult(data: readonly Uint8Array[], rest: Pick<ExecutionResult, 'errors'>): WrittenResult {
  return {
    ...rest,
    data: { toJSON: (): unknown => JSON.parse(Buffer.concat(data).toString()) },
    stringify(result) {
      let parts: Uint8Array[] = []
      for (const [name, value] of Object.entries(result)) {
        const json = JSON.stringify(name === 'data' ? null : value)
        if (json === undefined) continue
        parts.push(Buffer.from(`${parts.length === 0 ? '{' : ','}"${name}":`))
        parts = parts.concat(name === 'data' && value !== null ? data : Buffer.from(json))
      }
      return Buffer.concat([...parts, Buffer.from('}')])
    },
  }
}
