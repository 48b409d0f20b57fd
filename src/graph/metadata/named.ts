import { answeredOnceBy } from '../../model/answered-once.ts'
import type { MetadataType, MetadataTypes, Reference } from '../../model/metadata.ts'
import { needs } from '../../plan/need.ts'
import { builder } from '../builder.ts'
import { fromRecord, translated } from './record.ts'

/** The types of metadata whose objects carry all of DHIS2's usual names. */
type Has<Key extends string> = {
  [Type in MetadataType]: Key extends keyof MetadataTypes[Type] ? Type : never
}[MetadataType]

const LOCALE = 'Language of the name, such as fr or pt_BR; else that of the X-DHIS2-Locale header or of the DHIS2 user.'

/** A metadata type with the fields that all of them share; the object behind it is a reference, read when it is selected. */
export function createNamedType(name: string, type: Has<'lastUpdated'>, description: string) {
  const ref = builder.objectRef<Reference>(name)
  ref.implement({
    description: `${description} Fields but the id are null where DHIS2’s sharing hides the object from the caller.`,
    ...answeredOnceBy('id'),
    fields: (t) => ({
      id: t.exposeID('id', { nullable: false, description: 'UID.', ...needs({}) }),
      code: t.string({ description: 'The code that other systems know it by.', resolve: fromRecord(type, 'code') }),
      name: t.string({ description: 'The name as entered.', resolve: fromRecord(type, 'name') }),
      displayName: t.string({
        description: 'The name in the caller’s language.',
        args: { locale: t.arg.string({ description: LOCALE }) },
        resolve: translated(type, { property: 'NAME', display: 'displayName', base: 'name' }),
      }),
      description: t.string({
        description: 'What it is, in the caller’s language.',
        args: { locale: t.arg.string({ description: LOCALE }) },
        resolve: translated(type, { property: 'DESCRIPTION', display: 'displayDescription', base: 'description' }),
      }),
      created: t.field({
        type: 'LocalDateTime',
        description: 'When it was made.',
        resolve: fromRecord(type, 'created'),
      }),
      lastUpdated: t.field({
        type: 'LocalDateTime',
        description: 'When it was last changed.',
        resolve: fromRecord(type, 'lastUpdated'),
      }),
    }),
  })
  return ref
}

/** Adds the short name to a type whose objects have one. */
export function addShortName(ref: ReturnType<typeof createNamedType>, type: Has<'displayShortName'>): void {
  builder.objectFields(ref, (t) => ({
    shortName: t.string({
      description: 'The short name in the caller’s language.',
      args: { locale: t.arg.string({ description: LOCALE }) },
      resolve: translated(type, { property: 'SHORT_NAME', display: 'displayShortName', base: 'shortName' }),
    }),
  }))
}

/** Adds the label for forms to a type whose objects have one. */
export function addFormName(ref: ReturnType<typeof createNamedType>, type: Has<'displayFormName'>): void {
  builder.objectFields(ref, (t) => ({
    formName: t.string({
      description: 'The label for forms, in the caller’s language.',
      args: { locale: t.arg.string({ description: LOCALE }) },
      resolve: translated(type, { property: 'FORM_NAME', display: 'displayFormName', base: 'formName' }),
    }),
  }))
}
