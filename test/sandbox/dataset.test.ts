import { expect, test } from 'vitest'
import { loadDataset } from '../../src/sandbox/dataset.ts'

const dataset = loadDataset()

test('the whole dataset is there', () => {
  expect([
    dataset.trackedEntities.size,
    dataset.enrollments.size,
    dataset.events.size,
    dataset.relationships.size,
    dataset.users.size,
  ]).toEqual([664, 574, 3652, 200, 6])
})

test('serials and times grow with the order of import', () => {
  for (const records of [dataset.trackedEntities, dataset.enrollments, dataset.events, dataset.relationships]) {
    const list = [...records.values()]
    expect(list.map(({ serial }) => serial)).toEqual(list.map((_, index) => index + 1))
    const times = list.map(({ createdAt }) => createdAt)
    expect(times).toEqual(times.toSorted())
  }
})

test('an entity is updated when a relationship reaches it', () => {
  const [related] = [...dataset.relationships.values()]
  const entity = dataset.trackedEntities.get(related?.from.id ?? '')
  expect(entity?.updatedAt).toBe(related?.createdAt)
})

test('enrollments and events know what they belong to, and are known there', () => {
  for (const { enrollment, trackedEntity } of dataset.enrollments.values()) {
    expect(dataset.trackedEntities.get(trackedEntity)?.enrollments).toContain(enrollment)
  }
  for (const { event, enrollment, trackedEntity } of dataset.events.values()) {
    if (trackedEntity === undefined) expect(dataset.enrollments.has(enrollment)).toBe(false)
    else
      expect(dataset.enrollments.get(enrollment)).toMatchObject({
        trackedEntity,
        events: expect.arrayContaining([event]),
      })
  }
})

test('an entity has each attribute once', () => {
  for (const { attributes } of dataset.trackedEntities.values()) {
    const ids = attributes.map(({ attribute }) => attribute)
    expect(new Set(ids).size).toBe(ids.length)
  }
})

test('every reference of the tracker data leads to metadata that exists', () => {
  const has = (plural: string, id: string): boolean => dataset.metadata.get(plural)?.has(id) ?? false
  for (const record of dataset.events.values()) {
    expect(has('programs', record.program)).toBe(true)
    expect(has('programStages', record.programStage)).toBe(true)
    expect(has('organisationUnits', record.orgUnit)).toBe(true)
    expect(has('categoryOptionCombos', record.attributeOptionCombo)).toBe(true)
    expect(record.attributeCategoryOptions.every((id) => has('categoryOptions', id))).toBe(true)
    expect(record.dataValues.every(({ dataElement }) => has('dataElements', dataElement))).toBe(true)
    if (record.assignedUser !== undefined) expect(dataset.users.has(record.assignedUser)).toBe(true)
  }
})

test('a missing dataset is an error that names the folder', () => {
  expect(() => loadDataset({ folder: new URL('./no-such-folder/', import.meta.url) })).toThrow(/no-such-folder/)
})
