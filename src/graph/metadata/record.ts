import type { GatewayContext } from '../../load/gateway-context.ts'
import { type Ready, whenReady } from '../../load/ready.ts'
import type { MetadataType, MetadataTypes, Reference } from '../../model/metadata.ts'

/** Resolves a property of a metadata object known by UID: at once where it was warmed, null where sharing hides the object. */
export function fromRecord<Type extends MetadataType, Key extends keyof MetadataTypes[Type]>(
  type: Type,
  key: Key,
): (parent: Reference, args: object, context: GatewayContext) => Ready<NonNullable<MetadataTypes[Type][Key]> | null> {
  return (parent, _args, context) =>
    whenReady(context.load.metadata.get(type, parent.id), (record) => record?.[key] ?? null)
}

/** A reference to a metadata object, or null where there is none. */
export function reference(id: string | undefined): Reference | null {
  return id === undefined ? null : { id }
}
