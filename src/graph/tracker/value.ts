import { fileRequestOf } from '../../load/file-owners.ts'
import type { GatewayContext } from '../../load/gateway-context.ts'
import { type Ready, whenReady } from '../../load/ready.ts'
import { definitionOf, pointsAtOrgUnit, pointsAtUser } from '../../load/value-meaning.ts'
import type { DataElement, Option as OptionRecord, OptionSet, Reference } from '../../model/metadata.ts'
import type { AttributeValue, DataValue, Geometry, UserSnapshot } from '../../model/tracker.ts'
import { needs } from '../../plan/need.ts'
import { builder } from '../builder.ts'
import { Option, optionName } from '../metadata/option-set.ts'
import { OrganisationUnit } from '../metadata/refs.ts'
import { User } from '../metadata/user.ts'
import { FileResource, type FileRow } from './file-resource.ts'
import { coordinateOf, numberOf } from './value-text.ts'

type StoredValue = AttributeValue | DataValue

/** A stored value with its meaning: the interface of attribute values and data values. */
export const Value = builder.interfaceRef<StoredValue>('Value').implement({
  description:
    'A stored value with its meaning: DHIS2 stores text, the definition’s value type says what that text is.',
  resolveType: (value) => ('dataElement' in value ? 'DataValue' : 'AttributeValue'),
  fields: (t) => ({
    value: t.exposeString('value', {
      description: 'The text as stored.',
      ...needs({ reads: ['value'] }),
    }),
    displayValue: t.string({
      description:
        'The text for people: the option’s or organisation unit’s name where the value is one, else as stored.',
      ...needs({ reads: ['value'], value: ['option', 'orgUnit'] }),
      resolve: displayValue,
    }),
    number: t.float({
      description: 'The value of a numeric type.',
      ...needs({ reads: ['value'] }),
      resolve: (row, _args, context) => whenTyped(row, context, numberOf),
    }),
    boolean: t.boolean({
      description: 'The value of a yes/no type.',
      ...needs({ reads: ['value'] }),
      resolve: (row, _args, context) =>
        whenTyped(row, context, (text, type) =>
          type === 'BOOLEAN' || type === 'TRUE_ONLY' ? text === 'true' || (text === 'false' ? false : null) : null,
        ),
    }),
    date: t.field({
      type: 'Date',
      description: 'The value of a date type.',
      ...needs({ reads: ['value'] }),
      resolve: (row, _args, context) =>
        whenTyped(row, context, (text, type) => (type === 'DATE' || type === 'AGE' ? text.slice(0, 10) : null)),
    }),
    dateTime: t.field({
      type: 'LocalDateTime',
      description: 'The value of a date and time type.',
      ...needs({ reads: ['value'] }),
      resolve: (row, _args, context) => whenTyped(row, context, (text, type) => (type === 'DATETIME' ? text : null)),
    }),
    coordinate: t.field({
      type: 'GeoJSON',
      description: 'The value of a coordinate type, as a point.',
      ...needs({ reads: ['value'] }),
      resolve: (row, _args, context): Ready<Geometry | null> => whenTyped(row, context, coordinateOf),
    }),
    option: t.field({
      type: Option,
      description: 'The option that the value is the code of; null where the definition has no option set.',
      ...needs({ reads: ['value'], value: ['option'] }),
      resolve: optionOf,
    }),
    orgUnit: t.field({
      type: OrganisationUnit,
      description: 'The organisation unit that the value names.',
      ...needs({ reads: ['value'], value: ['orgUnit'] }),
      resolve: (row, _args, context): Ready<Reference | null> =>
        whenTyped(row, context, (text, type) => (pointsAtOrgUnit(type, text) ? { id: text } : null)),
    }),
    user: t.field({
      type: User,
      description: 'The user that the value names; only the username where the caller may not see users.',
      ...needs({ reads: ['value'], value: ['user'] }),
      resolve: userOf,
    }),
    file: t.field({
      type: FileResource,
      description: 'The file or image that the value names.',
      ...needs({ reads: ['value'], value: ['file'] }),
      resolve: (row, _args, context): Ready<FileRow | null> =>
        whenTyped(row, context, (text, type) => fileOf(row, text, type)),
    }),
    storedBy: t.exposeString('storedBy', {
      description: 'Username of who stored it.',
      ...needs({ reads: ['storedBy'] }),
    }),
    createdAt: t.expose('createdAt', {
      type: 'LocalDateTime',
      description: 'When it was stored first.',
      ...needs({ reads: ['createdAt'] }),
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'LocalDateTime',
      description: 'When it was last changed.',
      ...needs({ reads: ['updatedAt'] }),
    }),
  }),
})

function fileOf(row: StoredValue, text: string, type: string | undefined): FileRow | null {
  const request = fileRequestOf(row)
  const isImage = type === 'IMAGE'
  if (!request || !(isImage || type === 'FILE_RESOURCE') || !/^[A-Za-z][A-Za-z0-9]{10}$/.test(text)) return null
  return { id: text, isImage, request }
}

type Definition = Pick<DataElement, 'valueType' | 'optionSet'>

function definition(row: StoredValue, context: GatewayContext): Ready<Definition | null> {
  const key = definitionOf(row)
  return key ? context.load.metadata.get(key.type, key.key) : null
}

function whenTyped<R>(
  row: StoredValue,
  context: GatewayContext,
  read: (text: string, valueType: string | undefined) => R | null,
): Ready<R | null> {
  const { value } = row
  if (value === undefined) return null
  return whenReady(definition(row, context), (found) => read(value, found?.valueType))
}

function optionOf(row: StoredValue, _args: object, context: GatewayContext): Ready<OptionRecord | null> {
  const found = definition(row, context)
  return found instanceof Promise ? optionLater(row, found, context) : optionBy(found, row, context)
}

// Closures stand apart from what thousands of values at hand come through, as they would be allocated for each of them.
function optionLater(row: StoredValue, found: Promise<Definition | null>, context: GatewayContext) {
  return found.then((known) => optionBy(known, row, context))
}

function optionBy(
  found: Definition | null,
  { value }: StoredValue,
  { load }: GatewayContext,
): Ready<OptionRecord | null> {
  if (!found?.optionSet || value === undefined) return null
  return chosenOption(load.metadata.get('optionSets', found.optionSet.id), value)
}

function chosenOption(found: Ready<OptionSet | null>, value: string): Ready<OptionRecord | null> {
  return whenReady(found, (set) => set?.options?.find(({ code }) => code === value) ?? null)
}

function userOf(row: StoredValue, _args: object, context: GatewayContext): Ready<UserSnapshot | null> {
  return whenReady(definition(row, context), (found) => {
    const { value } = row
    if (value === undefined || !pointsAtUser(found?.valueType, value)) return null
    return whenReady(context.load.metadata.get('users', value), (user) =>
      user ? { ...user, uid: user.id } : { username: value },
    )
  })
}

function displayValue(row: StoredValue, args: object, context: GatewayContext): Ready<string | null> {
  const { value } = row
  if (value === undefined) return null
  return whenReady(optionOf(row, args, context), (option) => {
    if (option) return whenReady(optionName(option, context), (name) => name ?? value)
    return whenReady(definition(row, context), (found): Ready<string> => {
      if (!pointsAtOrgUnit(found?.valueType, value)) return value
      return whenReady(context.load.metadata.get('organisationUnits', value), (unit) => unit?.displayName ?? value)
    })
  })
}
