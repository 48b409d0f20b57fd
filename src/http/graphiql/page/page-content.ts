/** One example operation; its tab is titled with the operation's name. `variables` is JSON text. */
export type Example = { name: string; query: string; variables?: string }

/** A login that anybody may use: the sandbox's. */
export type LoginHint = { username: string; password: string }

/** What the gateway tells the page, from `graphql/graphiql.json`. */
export type PageContent = { title: string; hint?: LoginHint; examples: Example[] }

/** Reads the page's content from the gateway that served it. */
export async function readPageContent(): Promise<PageContent> {
  const response = await fetch('./graphql/graphiql.json', { headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`the gateway answered ${response.status} for its examples`)
  return (await response.json()) as PageContent
}
