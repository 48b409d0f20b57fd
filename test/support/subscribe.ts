import { readEventStream } from '../../src/http/graphiql/page/event-stream.ts'
import { type Answer, basic } from './start-gateway.ts'

/** A subscription as a client sees it; `leave` ends it from the client's side. */
export interface Subscription {
  answers: AsyncGenerator<Answer, void>
  leave(): void
}

/** Subscribes over HTTP as graphql-sse does in its distinct connections mode. */
export async function subscribe(
  url: string,
  query: string,
  { as = 'admin', variables = {} }: { as?: string; variables?: object } = {},
): Promise<Subscription> {
  const leaving = new AbortController()
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: basic(as) },
    body: JSON.stringify({ query, variables }),
    signal: leaving.signal,
  })
  const type = response.headers.get('content-type') ?? ''
  if (!response.body || !type.startsWith('text/event-stream')) throw new Error(`No stream: ${await response.text()}`)
  return {
    answers: readEventStream(response.body) as AsyncGenerator<Answer, void>,
    leave: () => leaving.abort(),
  }
}

/** All answers of a subscription, to its end. */
export async function allAnswers(subscription: Subscription): Promise<Answer[]> {
  const answers: Answer[] = []
  for await (const answer of subscription.answers) answers.push(answer)
  return answers
}
