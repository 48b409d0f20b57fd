import { defineConfig } from '@graphql-hive/gateway'
import { links } from './links.mjs'

/** As their manual has it: all keys of a moment in one request. */
const batched = (key, list) => ({
  selectionSet: `{ ${key} }`,
  resolve: (root, _args, context, info) =>
    root[key] &&
    context.DHIS2.Query[list]({
      root,
      context,
      info,
      key: root[key],
      argsFromKeys: (keys) => ({
        filter: `id:in:[${[...new Set(keys)].join(',')}]`,
        fields: 'id,displayName',
        paging: 'false',
      }),
      valuesFromResults: (result, keys) => keys.map((id) => result?.[list]?.find((row) => row.id === id) ?? null),
      selectionSet: `{ ${list} { id displayName } }`,
    }),
})

const additionalResolvers = {}
for (const [type, field, key, list] of links) {
  additionalResolvers[type] ??= {}
  additionalResolvers[type][field] = batched(key, list)
}

export const gatewayConfig = defineConfig({
  ...(process.env.FORM === 'batched' && { additionalResolvers }),
  logging: 'error',
})
