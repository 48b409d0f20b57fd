import SchemaBuilder from '@pothos/core'
import RelayPlugin from '@pothos/plugin-relay'
import type { GatewayContext } from '../load/gateway-context.ts'
import type { Geometry } from '../model/tracker.ts'
import { needs } from '../plan/need.ts'

/** The types that every field of the graph is checked against: nullable unless a field says otherwise. */
export interface GraphTypes {
  Context: GatewayContext
  DefaultFieldNullability: true
  Scalars: {
    ID: { Input: string; Output: string }
    LocalDateTime: { Input: string; Output: string }
    Date: { Input: string; Output: string }
    Duration: { Input: string; Output: string }
    GeoJSON: { Input: Geometry; Output: Geometry }
  }
  DefaultEdgesNullability: { list: false; items: false }
  Connection: { totalCount: number | null }
}

const rows = needs({ through: true, list: 'rows' })

/** The schema builder; each type's file adds its type and the root fields that return it. */
export const builder = new SchemaBuilder<GraphTypes>({
  plugins: [RelayPlugin],
  relay: {
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    cursorType: 'String',
    edgesFieldOptions: {
      nullable: { list: false, items: false },
      description: 'The rows of the page, with their cursors.',
      ...rows,
    },
    nodeFieldOptions: { nullable: false, description: 'The row itself.', ...rows },
    nodesOnConnection: { description: 'The rows of the page.', ...rows },
    cursorFieldOptions: {
      description: 'The place behind this row: pass it as `after` to go on from here.',
      ...needs({ list: 'rows' }),
    },
    pageInfoFieldOptions: { description: 'Where the page stands in the list.', ...rows },
    pageInfoTypeOptions: { description: 'Where a page stands in its list (Relay’s cursor connections).' },
    hasNextPageFieldOptions: { description: 'Whether rows follow this page.', ...needs({ list: 'more' }) },
    hasPreviousPageFieldOptions: { description: 'Whether rows come before this page.', ...needs({ list: 'rows' }) },
    startCursorFieldOptions: {
      description: 'Cursor of the first row; null on an empty page.',
      ...needs({ list: 'rows' }),
    },
    endCursorFieldOptions: {
      description: 'Cursor of the last row, to pass as `after` for the next page; null on an empty page.',
      ...needs({ list: 'rows' }),
    },
  },
})

builder.queryType({ description: 'Everything that can be read of a DHIS2 server with the caller’s own rights.' })

builder.globalConnectionField('totalCount', (t) =>
  t.int({
    description: 'How many rows the whole list has; DHIS2 counts them only where this is selected.',
    ...needs({ list: 'total' }),
    resolve: ({ totalCount }) => totalCount,
  }),
)
