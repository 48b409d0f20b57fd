import graphql from '@graphql-eslint/eslint-plugin'

const printedSchema = 'schema/schema.graphql'

/** Types without an identity of their own: a client caches them as a part of what holds them. */
const withoutIdentity = {
  suffixes: ['Connection', 'Edge', 'Payload'],
  types: [
    'AnalyticsPeriodBoundary',
    'AttributeValue',
    'ChangeLog',
    'DataValue',
    'ImportIssue',
    'ImportReport',
    'ImportStats',
    'ImportTiming',
    'PageInfo',
    'ProgramOwner',
    'RelationshipConstraint',
    'Server',
    'TypeReport',
    // Tracker data names some users by their username alone.
    'User',
    'ValidationReport',
  ],
}

/** What the printed schema must be like; `npm run check` runs it. */
export default [
  {
    files: [printedSchema],
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: printedSchema } } },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      '@graphql-eslint/relay-connection-types': 'error',
      '@graphql-eslint/relay-edge-types': [
        'error',
        {
          withEdgeSuffix: true,
          // An object is known by its type and its DHIS2 UID, so there is no global id and no interface Node.
          shouldImplementNode: false,
          // Connections show their `nodes` too, and lists that DHIS2 never pages are plain lists.
          listTypeCanWrapOnlyEdgeType: false,
        },
      ],
      '@graphql-eslint/relay-arguments': 'error',
      '@graphql-eslint/relay-page-info': 'error',
      '@graphql-eslint/strict-id-in-types': ['error', { exceptions: withoutIdentity }],
      '@graphql-eslint/naming-convention': [
        'error',
        {
          types: 'PascalCase',
          FieldDefinition: 'camelCase',
          InputValueDefinition: 'camelCase',
          DirectiveDefinition: 'camelCase',
          EnumValueDefinition: 'UPPER_CASE',
        },
      ],
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
          DirectiveDefinition: true,
        },
      ],
    },
  },
]
