/** A moment in milliseconds as DHIS2 writes it, without a zone: `2026-11-21T04:01:43.985`. */
export function timeText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, -1)
}
