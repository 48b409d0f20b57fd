import { setTimeout as delay } from 'node:timers/promises'

/** A core that works on one request. */
export interface Core {
  /** Waits until the work has taken so many milliseconds since it began, then lets the next one have the core. */
  spend(milliseconds: number): Promise<void>
  /** Lets the next one have the core at once, unless it has it already. */
  release(): void
}

/** The cores of a simulated server, of which each works on one request at a time: who comes when all are taken waits, first come first served. */
export function createCores(count: number): { take(): Promise<Core> } {
  const waiting: (() => void)[] = []
  let idle = count

  function give(): void {
    const next = waiting.shift()
    if (next === undefined) idle++
    else next()
  }

  async function take(): Promise<Core> {
    if (idle > 0) idle--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    const began = performance.now()
    let isHeld = true
    const release = (): void => {
      if (isHeld) give()
      isHeld = false
    }
    return {
      async spend(milliseconds) {
        const left = began + milliseconds - performance.now()
        if (left > 0) await delay(left)
        release()
      },
      release,
    }
  }

  return { take }
}
