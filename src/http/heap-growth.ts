import { setFlagsFromString } from 'node:v8'

/**
 * How much the heap may grow before all of it is looked through, in percent of what is alive. V8's own rule would do that for almost each
 * page of a thousand rows, which takes a tenth to a quarter of the page's time.
 */
const WIDE = 300
/** While tables are streamed: what is read is used once and dropped, and only time would make a large heap of it. */
const SMALL = 50

let wide = false
let small = 0

/** Lets the heap grow; for a process that does nothing but serve, since V8 has one rule for all that runs in it. */
export function letHeapGrow(): void {
  wide = true
  apply()
}

/** Keeps the heap small until the function that it returns is called; does nothing in a process whose heap was never let grow. */
export function keepHeapSmall(): () => void {
  small++
  apply()
  let kept = true
  return () => {
    if (!kept) return
    kept = false
    small--
    apply()
  }
}

function apply(): void {
  if (wide) setFlagsFromString(`--heap-growing-percent=${small > 0 ? SMALL : WIDE}`)
}
