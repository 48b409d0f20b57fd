/** A value that may be at hand already: most are, since a plan warms what its selection names. */
export type Ready<T> = T | Promise<T>

/** Goes on with a value at once where it is at hand, so that rows cost no promise each. */
export function whenReady<T, R>(value: Ready<T>, next: (value: T) => Ready<R>): Ready<R> {
  return value instanceof Promise ? value.then(next) : next(value)
}
