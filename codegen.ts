import { readFileSync, writeFileSync } from 'node:fs'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { schema } from './src/graph/schema.ts'

/** Prints the graph to schema/schema.graphql, sorted; with --check it only says whether that file is current. */
const file = new URL('./schema/schema.graphql', import.meta.url)
const printed = `${printSchema(lexicographicSortSchema(schema))}\n`

if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== printed) {
    process.stderr.write('schema/schema.graphql is stale: run npm run codegen\n')
    process.exitCode = 1
  }
} else {
  writeFileSync(file, printed)
}
