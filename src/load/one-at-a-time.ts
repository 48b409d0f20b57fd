/** Runs work on one object after the other work on it, so that two changes never start from the same stored state. */
export type OneAtATime = <Result>(id: string, work: () => Promise<Result>) => Promise<Result>

/** A queue for each object that is being changed through this gateway; it is gone when the last has run. */
export function createOneAtATime(): OneAtATime {
  const last = new Map<string, Promise<unknown>>()
  return (id, work) => {
    const before = last.get(id) ?? Promise.resolve()
    const mine = before.then(work, work)
    last.set(id, mine)
    const leave = (): void => {
      if (last.get(id) === mine) last.delete(id)
    }
    mine.then(leave, leave)
    return mine
  }
}
