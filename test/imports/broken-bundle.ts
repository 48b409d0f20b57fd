import { itemsOf } from '../../src/imports/bundle-items.ts'
import { type BundleObject, objectsOf } from '../../src/imports/bundle-objects.ts'
import { fitsValueType } from '../../src/imports/fits-value-type.ts'
import type { TrackerBundle } from '../../src/model/import-bundle.ts'
import { dataset, datasetForm } from './dataset-form.ts'

/** One place of a bundle that was made wrong: what DHIS2 calls that, and where it is. */
export interface Break {
  code: string
  path: string[]
}

/** Makes one place wrong, in place: of the places that there are, the one that `pick` chooses. Undefined where there is none. */
type Breaker = (bundle: TrackerBundle, pick: <Item>(items: readonly Item[]) => Item | undefined) => Break | undefined

interface Field {
  entry: BundleObject
  path: string[]
  identifier: string
  set(value: string | null): void
  remove(): void
}

/** Every attribute and data value, with what to change it by. */
function fieldsOf(bundle: TrackerBundle): Field[] {
  return objectsOf(bundle).flatMap((entry) =>
    itemsOf(entry).map((item, index) => {
      const list = listOf(entry)
      return {
        entry,
        path: item.path,
        identifier: item.identifier,
        set: (value: string | null) => {
          const one = list[index]
          if (one) one.value = value
        },
        remove: () => void list.splice(index, 1),
      }
    }),
  )
}

function listOf(entry: BundleObject): { value?: string | null | undefined }[] {
  switch (entry.trackerType) {
    case 'TRACKED_ENTITY':
    case 'ENROLLMENT':
      return entry.object.attributes ?? []
    case 'EVENT':
      return entry.object.dataValues ?? []
    case 'RELATIONSHIP':
      return []
  }
}

const meaningOf = (identifier: string) =>
  datasetForm.trackedEntityAttribute(identifier) ?? datasetForm.dataElement(identifier)

const ofType = <Type extends BundleObject['trackerType']>(bundle: TrackerBundle, type: Type) =>
  objectsOf(bundle).filter((entry): entry is BundleObject & { trackerType: Type } => entry.trackerType === type)

/** What an object's form demands: the attribute or data element is mandatory where it stands. */
function isDemanded({ entry, identifier }: Field): boolean {
  switch (entry.trackerType) {
    case 'TRACKED_ENTITY': {
      const type = datasetForm.trackedEntityType(entry.object.trackedEntityType ?? '')
      return (
        type?.trackedEntityTypeAttributes?.some(
          (place) => place.mandatory && place.trackedEntityAttribute?.id === identifier,
        ) ?? false
      )
    }
    case 'ENROLLMENT': {
      const program = datasetForm.program(entry.object.program ?? '')
      return (
        program?.programTrackedEntityAttributes?.some(
          (place) => place.mandatory && place.trackedEntityAttribute?.id === identifier,
        ) ?? false
      )
    }
    case 'EVENT': {
      const stage = datasetForm.programStage(entry.object.programStage ?? '')
      const isDone = entry.object.status === 'COMPLETED'
      return (
        (isDone &&
          stage?.programStageDataElements?.some((one) => one.compulsory && one.dataElement?.id === identifier)) ??
        false
      )
    }
    case 'RELATIONSHIP':
      return false
  }
}

const REQUIRED = {
  TRACKED_ENTITY: ['E1121', ['trackedEntityType', 'orgUnit']],
  ENROLLMENT: ['E1122', ['orgUnit', 'program']],
  EVENT: ['E1123', ['orgUnit']],
  RELATIONSHIP: ['E1124', ['relationshipType']],
} as const
const UIDS = {
  TRACKED_ENTITY: 'trackedEntity',
  ENROLLMENT: 'enrollment',
  EVENT: 'event',
  RELATIONSHIP: 'relationship',
} as const
const TWICE = { TRACKED_ENTITY: 'E1002', ENROLLMENT: 'E1080', EVENT: 'E1030', RELATIONSHIP: 'E4015' } as const

/** Each way to break a bundle. */
export const BREAKERS: Record<string, Breaker> = {
  'a value of another type': (bundle, pick) => {
    const typed = fieldsOf(bundle).filter(({ identifier }) => {
      const { valueType, optionSet } = meaningOf(identifier) ?? {}
      return valueType && !optionSet && !fitsValueType('@ none', valueType, 43)
    })
    const field = pick(typed)
    field?.set('@ none')
    return field && { code: field.entry.trackerType === 'EVENT' ? 'E1302' : 'E1007', path: [...field.path, 'value'] }
  },
  'an option that is none': (bundle, pick) => {
    const field = pick(fieldsOf(bundle).filter(({ identifier }) => meaningOf(identifier)?.optionSet))
    field?.set('NOT_AN_OPTION')
    return field && { code: 'E1125', path: [...field.path, 'value'] }
  },
  'an unknown attribute': (bundle, pick) => {
    const entry = pick([...ofType(bundle, 'TRACKED_ENTITY'), ...ofType(bundle, 'ENROLLMENT')])
    const list = entry?.object.attributes ?? undefined
    list?.push({ attribute: 'abcdefghijk', value: 'x' })
    return entry && list && { code: 'E1006', path: [...entry.path, 'attributes', String(list.length - 1), 'attribute'] }
  },
  'an attribute of another program': (bundle, pick) => {
    const entry = pick(ofType(bundle, 'ENROLLMENT'))
    const places = datasetForm.program(entry?.object.program ?? '')?.programTrackedEntityAttributes ?? []
    const stranger = dataset.trackedEntityAttributes.find(
      ({ id, unique }) => !unique && places.every((place) => place.trackedEntityAttribute?.id !== id),
    )
    const list = entry?.object.attributes
    if (!entry || !list || !stranger) return undefined
    list.push({ attribute: stranger.id, value: 'x' })
    return { code: 'E1019', path: [...entry.path, 'attributes', String(list.length - 1), 'attribute'] }
  },
  'a data element of another stage': (bundle, pick) => {
    const entry = pick(ofType(bundle, 'EVENT').filter(({ object }) => object.programStage !== 'W247aTsCjlj'))
    const list = entry?.object.dataValues ?? undefined
    list?.push({ dataElement: 'TPhCxCG7ckC', value: '1' })
    return (
      entry && list && { code: 'E1305', path: [...entry.path, 'dataValues', String(list.length - 1), 'dataElement'] }
    )
  },
  'a demanded value that is missing': (bundle, pick) => {
    // What its tracked entity has, an enrollment need not repeat.
    const onlyHere = (field: Field) =>
      fieldsOf(bundle).filter(({ identifier }) => identifier === field.identifier).length === 1 ||
      field.entry.trackerType === 'EVENT'
    const field = pick(fieldsOf(bundle).filter((one) => isDemanded(one) && onlyHere(one)))
    field?.remove()
    const codes = { TRACKED_ENTITY: 'E1090', ENROLLMENT: 'E1018', EVENT: 'E1303', RELATIONSHIP: '' }
    return field && { code: codes[field.entry.trackerType], path: field.path.slice(0, -1) }
  },
  'a demanded value that is taken away': (bundle, pick) => {
    const field = pick(fieldsOf(bundle).filter(isDemanded))
    field?.set(null)
    return field && { code: 'E1076', path: [...field.path, 'value'] }
  },
  'a required property that is missing': (bundle, pick) => {
    const entry = pick(objectsOf(bundle))
    if (!entry) return undefined
    const [code, properties] = REQUIRED[entry.trackerType]
    const property = pick<string>(properties)
    if (property === undefined) return undefined
    Reflect.deleteProperty(entry.object, property)
    return { code, path: [...entry.path, property] }
  },
  'an event without any program': (bundle, pick) => {
    const entry = pick(ofType(bundle, 'EVENT'))
    if (!entry) return undefined
    delete entry.object.program
    delete entry.object.programStage
    return { code: 'E1123', path: [...entry.path, 'programStage'] }
  },
  'an enrollment in the future': (bundle, pick) => {
    const entry = pick(ofType(bundle, 'ENROLLMENT'))
    if (entry) entry.object.enrolledAt = '2026-11-23'
    return entry && { code: 'E1020', path: [...entry.path, 'enrolledAt'] }
  },
  'an incident in the future': (bundle, pick) => {
    const entry = pick(ofType(bundle, 'ENROLLMENT'))
    if (entry) entry.object.occurredAt = '2027-01-01T00:00:00.000'
    return entry && { code: 'E1021', path: [...entry.path, 'occurredAt'] }
  },
  'no incident date where the program shows it': (bundle, pick) => {
    const entry = pick(
      ofType(bundle, 'ENROLLMENT').filter(
        ({ object }) => datasetForm.program(object.program ?? '')?.displayIncidentDate,
      ),
    )
    if (entry) entry.object.occurredAt = null
    return entry && { code: 'E1023', path: [...entry.path, 'occurredAt'] }
  },
  'no date of an enrollment': (bundle, pick) => {
    const entry = pick(ofType(bundle, 'ENROLLMENT'))
    if (entry) delete entry.object.enrolledAt
    return entry && { code: 'E1025', path: [...entry.path, 'enrolledAt'] }
  },
  'no date of an event': (bundle, pick) => {
    const entry = pick(ofType(bundle, 'EVENT'))
    if (entry) delete entry.object.occurredAt
    return entry && { code: 'E1031', path: [...entry.path, 'occurredAt'] }
  },
  'no date of a scheduled event': (bundle, pick) => {
    const entry = pick(ofType(bundle, 'EVENT'))
    if (entry) entry.object.status = 'SCHEDULE'
    return entry && { code: 'E1050', path: [...entry.path, 'scheduledAt'] }
  },
  'a malformed UID': (bundle, pick) => {
    const entry = pick(objectsOf(bundle))
    if (!entry) return undefined
    for (const { object } of ofType(bundle, 'ENROLLMENT')) {
      if (object.trackedEntity === entry.uid) object.trackedEntity = 'short'
    }
    for (const { object } of ofType(bundle, 'EVENT')) {
      if (object.enrollment === entry.uid) object.enrollment = 'short'
    }
    Reflect.set(entry.object, UIDS[entry.trackerType], 'short')
    return { code: 'E1048', path: [...entry.path, UIDS[entry.trackerType]] }
  },
  'a malformed UID of a note': (bundle, pick) => {
    const entry = pick(
      [...ofType(bundle, 'ENROLLMENT'), ...ofType(bundle, 'EVENT')].filter(({ object }) => object.notes?.[0]),
    )
    const note = entry?.object.notes?.[0]
    if (note) note.note = '1234567890a'
    return entry && { code: 'E1048', path: [...entry.path, 'notes', '0', 'note'] }
  },
  'a stage of another program': (bundle, pick) => {
    const entry = pick(ofType(bundle, 'EVENT'))
    const stage = dataset.programStages.find(({ program }) => program?.id !== entry?.object.program)
    if (entry && stage) entry.object.programStage = stage.id
    return entry && { code: 'E1089', path: [...entry.path, 'programStage'] }
  },
  'an unknown stage': (bundle, pick) => {
    const entry = pick(ofType(bundle, 'EVENT'))
    if (entry) entry.object.programStage = 'abcdefghijk'
    return entry && { code: 'E1013', path: [...entry.path, 'programStage'] }
  },
  'an unknown program of an enrollment': (bundle, pick) => {
    const entry = pick(ofType(bundle, 'ENROLLMENT'))
    if (entry) entry.object.program = 'abcdefghijk'
    return entry && { code: 'E1069', path: [...entry.path, 'program'] }
  },
  'an unknown program of an event': (bundle, pick) => {
    const entry = pick(ofType(bundle, 'EVENT'))
    if (entry) entry.object.program = 'abcdefghijk'
    return entry && { code: 'E1010', path: [...entry.path, 'program'] }
  },
  'an end of a relationship that is missing': (bundle, pick) => {
    const entry = pick(ofType(bundle, 'RELATIONSHIP'))
    if (entry) delete entry.object.to
    return entry && { code: 'E4001', path: [...entry.path, 'to'] }
  },
  'a stage twice that cannot be repeated': (bundle, pick) => {
    const events = ofType(bundle, 'EVENT').filter(
      ({ object }) =>
        object.program !== 'XeJ1WgcCVBW' && !datasetForm.programStage(object.programStage ?? '')?.repeatable,
    )
    const entry = pick(events)
    const list =
      entry &&
      (entry.parents.flatMap((one) => (one.trackerType === 'ENROLLMENT' ? [one.object] : []))[0] ?? bundle).events
    if (!entry || !list) return undefined
    list.push({ ...entry.object, event: 'SecondEvent', notes: [] })
    return { code: 'E1039', path: [...entry.path.slice(0, -1), String(list.length - 1), 'programStage'] }
  },
  'a unique value twice': (bundle, pick) => {
    const entities = ofType(bundle, 'TRACKED_ENTITY').filter(({ object }) => object.trackedEntityType === 'UpgtDS3CDR9')
    const other = pick(entities.slice(1))
    const [first] = entities
    if (!first || !other) return undefined
    for (const { object } of [first, other]) {
      object.attributes = [...(object.attributes ?? []).filter(({ attribute }) => attribute !== 'GDNUcCbvVAB')]
      object.attributes.push({ attribute: 'GDNUcCbvVAB', value: '1000001' })
    }
    return {
      code: 'E1064',
      path: [...other.path, 'attributes', String((other.object.attributes?.length ?? 0) - 1), 'value'],
    }
  },
  'a UID twice': (bundle, pick) => {
    const entry = pick(objectsOf(bundle).filter(({ path }) => path.length === 2))
    const list = entry?.path[0]
    const siblings: unknown = list && Reflect.get(bundle, list)
    if (!entry || !Array.isArray(siblings)) return undefined
    siblings.push(Object.fromEntries(Object.entries(entry.object).filter(([name]) => !NESTED.has(name))))
    return { code: TWICE[entry.trackerType], path: [list ?? '', String(siblings.length - 1)] }
  },
}

const NESTED = new Set(['enrollments', 'events', 'notes'])
