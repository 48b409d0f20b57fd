import type { Dataset } from '../dataset.ts'
import type { EnrollmentRecord, EventRecord, TrackedEntityRecord } from '../records.ts'
import { timeText } from '../time-text.ts'

/** The Child Programme, and the attribute that tells its children apart. */
const programme = { id: 'U7oMv90laog', systemIdentifier: 'GDNUcCbvVAB' }

/** An hour after the last bundle of the dataset was imported; each further child comes a millisecond later. */
const fillStart = Date.UTC(2026, 10, 21, 5, 5)

const firstSystemIdentifier = 5_000_000

/** A child of the dataset, from which others are made. */
interface Template {
  entity: TrackedEntityRecord
  enrollment: EnrollmentRecord
  events: EventRecord[]
}

/**
 * Fills the Child Programme up to so many tracked entities, always with the same ones: each has the values of one of the dataset's children, but
 * its own ids, system identifier and times. Values are shared between rows to save memory, and frozen so that no write to one changes another.
 */
export function fillProgramme(dataset: Dataset, trackedEntities: number): void {
  const templates = childTemplates(dataset)
  for (let number = templates.length; number < trackedEntities; number++) {
    const template = templates[number % templates.length]
    if (template !== undefined) addChild(dataset, template, number)
  }
}

function childTemplates(dataset: Dataset): Template[] {
  const templates: Template[] = []
  for (const enrollment of dataset.enrollments.values()) {
    const entity = dataset.trackedEntities.get(enrollment.trackedEntity)
    const isLiving = entity?.deleted !== true && enrollment.deleted !== true
    if (enrollment.program !== programme.id || entity === undefined || !isLiving) continue
    const events = enrollment.events
      .map((id) => dataset.events.get(id))
      .filter((event) => event !== undefined)
      .filter((event) => event.deleted !== true)
    templates.push(frozen({ entity, enrollment, events }))
  }
  return templates
}

/** The template with values of its own, which nothing changes. */
function frozen({ entity, enrollment, events }: Template): Template {
  return {
    entity: { ...entity, attributes: entity.attributes.map((value) => Object.freeze({ ...value })) },
    enrollment,
    events: events.map((event) => ({
      ...event,
      dataValues: event.dataValues.map((value) => Object.freeze({ ...value })),
    })),
  }
}

function addChild(dataset: Dataset, template: Template, number: number): void {
  const at = timeText(fillStart + number)
  const times = { createdAt: at, updatedAt: at }
  const trackedEntity = generatedUid('T', number, 0)
  const enrollment = generatedUid('N', number, 0)
  const events = template.events.map((_, index) => generatedUid('V', number, index))
  dataset.trackedEntities.set(trackedEntity, {
    ...template.entity,
    ...times,
    serial: dataset.trackedEntities.size + 1,
    trackedEntity,
    attributes: template.entity.attributes.map((value) =>
      value.attribute === programme.systemIdentifier
        ? { ...value, value: String(firstSystemIdentifier + number) }
        : value,
    ),
    enrollments: [enrollment],
  })
  dataset.enrollments.set(enrollment, {
    ...template.enrollment,
    ...times,
    serial: dataset.enrollments.size + 1,
    enrollment,
    trackedEntity,
    notes: [],
    events,
  })
  template.events.forEach((event, index) => {
    const id = events[index] ?? ''
    dataset.events.set(id, {
      ...event,
      ...times,
      serial: dataset.events.size + 1,
      event: id,
      enrollment,
      trackedEntity,
      dataValues: [...event.dataValues],
      notes: [],
    })
  })
}

const letters = Buffer.from('0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', 'latin1')
const uidBytes = Buffer.alloc(11)

/** A UID that looks like any, always the same for the same number and part. */
function generatedUid(first: string, number: number, part: number): string {
  uidBytes.write(first, 'latin1')
  // The number itself keeps UIDs apart; the rest makes them look and sort like any others.
  writeDigits(scrambled(number + 1), 1)
  writeDigits(number * 64 + part, 6)
  return uidBytes.toString('latin1')
}

/** Five digits of base 62, the lowest first. */
function writeDigits(value: number, at: number): void {
  let rest = value
  for (let digit = at; digit < at + 5; digit++) {
    uidBytes[digit] = letters[rest % 62] ?? 0
    rest = Math.floor(rest / 62)
  }
}

/** The number's bits, mixed: the last step of MurmurHash3. */
function scrambled(number: number): number {
  let mixed = Math.imul(number ^ (number >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
