import type { Dataset } from '../dataset.ts'

/** A user as `createdBy` and `updatedBy` name them. */
export interface UserView {
  uid: string
  username: string
  firstName: string
  surname: string
}

/** The user of this name; undefined when there is none. */
export function userView(dataset: Dataset, username: string): UserView | undefined {
  const user = dataset.users.get(username)
  if (user === undefined) return undefined
  return { uid: user.id, username: user.username, firstName: user.firstName, surname: user.surname }
}

/** A user as `assignedUser` and the `createdBy` of notes name them. */
export function displayedUserView(
  dataset: Dataset,
  username: string | undefined,
): (UserView & { displayName: string }) | undefined {
  const user = username === undefined ? undefined : userView(dataset, username)
  return user === undefined ? undefined : { ...user, displayName: `${user.firstName} ${user.surname}` }
}

/** A user as `assignedUser` names them, as the version does. */
export function assignedUserView(
  dataset: Dataset,
  username: string | undefined,
  isInRelationship: boolean,
): Partial<UserView> | undefined {
  const { displayName, isEmptyForNobody } = dataset.version.tracker.assignedUser
  if (username === undefined) return isEmptyForNobody ? {} : undefined
  const isDisplayed = displayName === 'always' || (displayName === 'outsideRelationships' && !isInRelationship)
  return isDisplayed ? displayedUserView(dataset, username) : userView(dataset, username)
}

/** Who stored the whole dataset. */
export const importer = 'admin'
