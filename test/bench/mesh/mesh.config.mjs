import { defineConfig } from '@graphql-mesh/compose-cli'
import { loadOpenAPISubgraph } from '@omnigraph/openapi'
import { links } from './links.mjs'

const extension = ([type, field, key, list, named]) => {
  const resolveTo = `@resolveTo(sourceName: "DHIS2", sourceTypeName: "Query", sourceFieldName: "${list}ById", requiredSelectionSet: "{ ${key} }", sourceArgs: { id: "{root.${key}}", fields: "id,displayName" })`
  return `extend type ${type} { ${field}: ${named} ${process.env.FORM === 'resolveTo' ? resolveTo : ''} }`
}

export const composeConfig = defineConfig({
  subgraphs: [
    {
      sourceHandler: loadOpenAPISubgraph('DHIS2', {
        source: './openapi.json',
        operationHeaders: { authorization: process.env.AUTHORIZATION },
      }),
    },
  ],
  additionalTypeDefs: links.map(extension).join('\n'),
})
