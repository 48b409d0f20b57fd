import type { EventEmitter } from 'node:events'

/** The part of `process` that tells of signals. */
export type SignalSource = Pick<EventEmitter, 'on' | 'off'>

const signals = ['SIGINT', 'SIGTERM'] as const

/**
 * Waits for SIGINT or SIGTERM, then lets `running` answer what is under way and close; rejects as its `close` does.
 * `giveUp` is called for a signal more than a second after the first: someone will not wait.
 */
export async function runUntilStopped(
  source: SignalSource,
  running: { close(): Promise<void> },
  giveUp: () => void,
  now: () => number = Date.now,
): Promise<void> {
  let first: number | undefined
  let listener = (): void => {}
  await new Promise<void>((resolve) => {
    listener = () => {
      first ??= now()
      // npm passes on a Ctrl-C that the terminal has already sent to the whole group, so two come at once.
      if (now() - first > 1000) giveUp()
      resolve()
    }
    for (const signal of signals) source.on(signal, listener)
  })
  try {
    await running.close()
  } finally {
    for (const signal of signals) source.off(signal, listener)
  }
}
