import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** An example operation: a tab of the page. `variables` is JSON text. */
export type GraphiqlExample = { name: string; query: string; variables?: string }

/**
 * Reads the examples of a folder in the order of their names: each `Name.graphql`, with `Name.variables.json` as its
 * variables where there is one. `directory` ends in a slash.
 */
export function readExamples(directory: URL): GraphiqlExample[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => {
      const name = file.slice(0, -'.graphql'.length)
      const query = readFileSync(new URL(file, directory), 'utf8')
      const variables = new URL(`${name}.variables.json`, directory)
      return existsSync(variables)
        ? { name, query, variables: readFileSync(variables, 'utf8').trim() }
        : { name, query }
    })
}
