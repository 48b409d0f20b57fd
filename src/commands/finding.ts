/** What one check found; `text` names the next step where something is wrong. */
export interface Finding {
  readonly verdict: 'ok' | 'warn' | 'FAIL'
  /** What was checked, in a word. */
  readonly subject: string
  readonly text: string
}

/** A finding as a line of a checklist. */
export function printFinding({ verdict, subject, text }: Finding): string {
  return `${verdict.padEnd(5)} ${subject.padEnd(9)} ${text}`
}
