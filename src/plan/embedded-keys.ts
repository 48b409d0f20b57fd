/** Properties that joining, ordering or telling rows apart needs though nobody selected them, by the list that holds the rows. */
export function keysOf(property: string): string[] {
  switch (property) {
    case 'enrollments':
      return ['enrollment', 'program', 'enrolledAt']
    case 'events':
      return ['event', 'occurredAt', 'scheduledAt']
    case 'attributes':
      return ['attribute']
    case 'dataValues':
      return ['dataElement']
    case 'notes':
      return ['note']
    case 'programOwners':
      return ['program']
    case 'relationships':
      return ['relationship', 'createdAt']
    default:
      return []
  }
}
