import type { GraphLoad } from '../load/graph-load.ts'

/** What every resolver is given. `load` throws UNAUTHENTICATED where the caller came without credentials. */
export interface GatewayContext {
  readonly load: GraphLoad
}
