/** One signal for an operation: fired when the caller goes away or the deadline passes; `timedOut` tells which. */
export interface Cancellation extends Disposable {
  readonly signal: AbortSignal
  timedOut(): boolean
}

/** Starts watching a caller's signal and a deadline (epoch milliseconds); disposing it takes the listener and the timer away. */
export function watchCancellation(signal: AbortSignal | undefined, deadline: number | undefined): Cancellation {
  const controller = new AbortController()
  let timedOut = false
  const onDeadline = (): void => {
    timedOut = true
    controller.abort()
  }
  const onAbort = (): void => {
    timedOut ||= signal?.reason instanceof DOMException && signal.reason.name === 'TimeoutError'
    controller.abort()
  }
  const left = deadline === undefined ? undefined : deadline - Date.now()
  // A timer of Node holds at most 2^31 - 1 milliseconds; a later deadline is none.
  const timer = left === undefined || left > 2 ** 31 - 1 ? undefined : setTimeout(onDeadline, Math.max(0, left))
  if (signal?.aborted) onAbort()
  else if (left !== undefined && left <= 0) onDeadline()
  else signal?.addEventListener('abort', onAbort, { once: true })
  return {
    signal: controller.signal,
    timedOut: () => timedOut,
    [Symbol.dispose]: () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    },
  }
}

/** Waits so many milliseconds, or until the signal fires, whichever is first; never rejects. */
export function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, delayMs)
    signal.addEventListener('abort', done, { once: true })
  })
}
