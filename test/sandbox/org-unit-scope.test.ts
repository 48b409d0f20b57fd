import { expect, test } from 'vitest'
import { loadDataset } from '../../src/sandbox/dataset.ts'
import { isChildOrSelf, isDescendant, pathOf } from '../../src/sandbox/org-unit-scope.ts'

const dataset = loadDataset()
const [country, region, district, facility] = ['xFHN90MB0JE', 'e2DGni7zEkW', 'YNYOfNotzo6', 'PecMdCv5cHd'] as const

test('a path leads from the root to the org unit', () => {
  expect(pathOf(dataset, facility)).toBe(`/${country}/${region}/${district}/${facility}`)
  expect(pathOf(dataset, 'nosuchunit0')).toBeUndefined()
})

test('an org unit is its own descendant and that of all above it', () => {
  for (const above of [country, region, district, facility]) expect(isDescendant(dataset, facility, [above])).toBe(true)
  expect(isDescendant(dataset, region, [facility])).toBe(false)
  expect(isDescendant(dataset, facility, [])).toBe(false)
  expect(isDescendant(dataset, 'nosuchunit0', [country])).toBe(false)
})

test('children are one level down', () => {
  expect(isChildOrSelf(dataset, facility, [district])).toBe(true)
  expect(isChildOrSelf(dataset, facility, [facility])).toBe(true)
  expect(isChildOrSelf(dataset, facility, [region])).toBe(false)
})
