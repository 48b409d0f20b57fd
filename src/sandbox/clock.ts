/** The present moment in the form of record times: `2026-11-21T04:03:50.586`. */
export function timeNow(): string {
  return new Date().toISOString().slice(0, -1)
}
