/** The GraphQL results of a server-sent event stream (graphql-sse, one operation per connection), until it completes. */
export async function* readEventStream(body: ReadableStream<Uint8Array>): AsyncGenerator<object, void> {
  let buffered = ''
  for await (const text of decoded(body)) {
    // Joined first: a CRLF may be cut in two by the network.
    buffered = (buffered + text).replaceAll('\r\n', '\n')
    const messages = buffered.split('\n\n')
    buffered = messages.pop() ?? ''
    for (const message of messages) {
      const { event, data } = parseMessage(message)
      if (event === 'complete') return
      if (event === 'next' && data !== '') yield JSON.parse(data)
    }
  }
}

/** Leaving the loop early cancels the stream, and with it the request. */
async function* decoded(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield decoder.decode(value, { stream: true })
    }
  } finally {
    await reader.cancel()
  }
}

function parseMessage(message: string): { event: string; data: string } {
  const data: string[] = []
  let event = 'message'
  for (const line of message.split('\n')) {
    const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(line) ?? []
    if (field === 'event') event = value ?? ''
    if (field === 'data') data.push(value ?? '')
  }
  return { event, data: data.join('\n') }
}
