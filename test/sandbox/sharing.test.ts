import { expect, test } from 'vitest'
import { loadDataset, type SandboxUser } from '../../src/sandbox/dataset.ts'
import { canReadMetadata, canReadObjectData, canWriteObjectData } from '../../src/sandbox/sharing.ts'

const dataset = loadDataset()

function userNamed(username: string): SandboxUser {
  const user = dataset.users.get(username)
  if (user === undefined) throw new Error(`no user ${username}`)
  return user
}

const clerk = userNamed('clerk_north')

function rights(user: SandboxUser, sharing: unknown): string {
  const object = { id: 'x', sharing }
  const marks = [
    canReadMetadata(user, object) ? 'r' : '-',
    canReadObjectData(user, object) ? 'r' : '-',
    canWriteObjectData(user, object) ? 'w' : '-',
  ]
  return marks.join('')
}

test.each(['--------', 'r-------', 'rw------', 'r-r-----', 'rwrw----'])(
  'public access %s holds for everybody',
  (access) => {
    expect(rights(clerk, { public: access })).toBe(`${access[0]}${access.slice(2, 4)}`)
  },
)

test('a grant to the user or to a group of theirs adds to public access', () => {
  const group = clerk.userGroups[0] ?? ''
  expect(rights(clerk, { public: 'r-------', users: { [clerk.id]: { access: 'rwr-----' } } })).toBe('rr-')
  expect(rights(clerk, { public: '--------', userGroups: { [group]: { access: 'r-rw----' } } })).toBe('rrw')
  expect(rights(clerk, { public: '--------', userGroups: { other: { access: 'rwrw----' } } })).toBe('---')
})

test('a superuser may do everything', () => {
  expect(rights(userNamed('admin'), { public: '--------' })).toBe('rrw')
})

test('an object without sharing can be read by all', () => {
  expect(canReadMetadata(clerk, { id: 'x' })).toBe(true)
})
