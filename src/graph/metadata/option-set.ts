import type { GatewayContext } from '../../load/gateway-context.ts'
import { translationOf } from '../../load/locale.ts'
import { type Ready, whenReady } from '../../load/ready.ts'
import { answeredOnceBy } from '../../model/answered-once.ts'
import type { Option as OptionRecord } from '../../model/metadata.ts'
import { builder } from '../builder.ts'
import { fromPointers, fromRecord } from './record.ts'
import { DataElement, OptionSet, TrackedEntityAttribute } from './refs.ts'

/** An option's name in the language that the request's header asks for, or in that of the caller's DHIS2 settings. */
export function optionName(option: OptionRecord, { load }: GatewayContext): Ready<string | null> {
  const { locale } = load
  if (locale === undefined) return option.displayName ?? option.name ?? null
  return whenReady(
    load.metadataDetails.detail('options', option.id, 'translations'),
    (translations) => translationOf(translations ?? [], 'NAME', locale) ?? option.name ?? null,
  )
}

/** One choice of an option set. */
export const Option = builder.objectRef<OptionRecord>('Option').implement({
  ...answeredOnceBy('id'),
  description: 'One choice of an option set. Its code is what is stored as a value.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false, description: 'UID.' }),
    code: t.exposeString('code', { description: 'What is stored as a value.' }),
    name: t.exposeString('name', { description: 'The name as entered.' }),
    displayName: t.string({
      description: 'The name in the caller’s language.',
      resolve: (option, _args, context) => optionName(option, context),
    }),
    sortOrder: t.exposeInt('sortOrder', { description: 'Place among the choices.' }),
  }),
})

builder.objectFields(OptionSet, (t) => ({
  valueType: t.string({
    description: 'The value type of what is stored: TEXT, NUMBER, …',
    resolve: fromRecord('optionSets', 'valueType'),
  }),
  options: t.field({
    type: [Option],
    nullable: { list: true, items: false },
    description: 'The choices, in their order.',
    resolve: fromRecord('optionSets', 'options'),
  }),
  dataElements: t.field({
    type: [DataElement],
    nullable: { list: true, items: false },
    description: 'The data elements whose values are of it.',
    resolve: fromPointers('dataElements', 'optionSet'),
  }),
  trackedEntityAttributes: t.field({
    type: [TrackedEntityAttribute],
    nullable: { list: true, items: false },
    description: 'The attributes whose values are of it.',
    resolve: fromPointers('trackedEntityAttributes', 'optionSet'),
  }),
}))
