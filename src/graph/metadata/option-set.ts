import type { Option as OptionRecord } from '../../model/metadata.ts'
import { builder } from '../builder.ts'
import { createNamedType } from './named.ts'
import { fromRecord } from './record.ts'

/** One choice of an option set. */
export const Option = builder.objectRef<OptionRecord>('Option').implement({
  description: 'One choice of an option set. Its code is what is stored as a value.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false, description: 'UID.' }),
    code: t.exposeString('code', { description: 'What is stored as a value.' }),
    name: t.exposeString('name', { description: 'The name as entered.' }),
    displayName: t.exposeString('displayName', { description: 'The name in the caller’s DHIS2 language.' }),
    sortOrder: t.exposeInt('sortOrder', { description: 'Place among the choices.' }),
  }),
})

/** A closed list of choices. */
export const OptionSet = createNamedType('OptionSet', 'optionSets', 'A closed list of choices.')

builder.objectFields(OptionSet, (t) => ({
  options: t.field({
    type: [Option],
    nullable: { list: true, items: false },
    description: 'The choices, in their order.',
    resolve: fromRecord('optionSets', 'options'),
  }),
}))
