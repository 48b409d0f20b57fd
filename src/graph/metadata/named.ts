import type { MetadataType, Reference } from '../../model/metadata.ts'
import { needs } from '../../plan/need.ts'
import { builder } from '../builder.ts'
import { fromRecord } from './record.ts'

/** The types of metadata that carry DHIS2's usual names. */
type NamedType = Exclude<MetadataType, 'users'>

/** A metadata type with the fields that all of them share; the object behind it is a reference, read when it is selected. */
export function createNamedType(name: string, type: NamedType, description: string) {
  const ref = builder.objectRef<Reference>(name)
  ref.implement({
    description: `${description} Fields but the id are null where DHIS2’s sharing hides the object from the caller.`,
    fields: (t) => ({
      id: t.exposeID('id', { nullable: false, description: 'UID.', ...needs({}) }),
      code: t.string({ description: 'The code that other systems know it by.', resolve: fromRecord(type, 'code') }),
      name: t.string({ description: 'The name as entered.', resolve: fromRecord(type, 'name') }),
      displayName: t.string({
        description: 'The name in the caller’s DHIS2 language.',
        resolve: fromRecord(type, 'displayName'),
      }),
      description: t.string({
        description: 'What it is, in the caller’s DHIS2 language.',
        resolve: fromRecord(type, 'displayDescription'),
      }),
    }),
  })
  return ref
}
