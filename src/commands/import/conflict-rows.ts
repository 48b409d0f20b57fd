import type { Conflict } from './store-outcome.ts'

/** The first line of the conflicts report. */
export const CONFLICT_HEADER = 'file,line,path,trackerType,uid,code,message,value\r\n'

/** A conflict as a line of CSV (RFC 4180). */
export function conflictRow({ place, trackerType, uid, code, message, value }: Conflict): string {
  const cells = [place.file, place.line, printPath(place.path), trackerType, uid, code, message, value]
  return `${cells.map((cell) => csvCell(String(cell ?? ''))).join(',')}\r\n`
}

/** A text that a spreadsheet would take for a formula gets an apostrophe before it, which tells it otherwise. */
function csvCell(text: string): string {
  const isNumber = /^[+-]?\d+(\.\d+)?$/.test(text)
  const safe = /^\s*[=+\-@\t\r]/.test(text) && !isNumber ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** `enrollments[0].events[2].status` */
function printPath(path: readonly string[]): string {
  return path.map((step, index) => (/^\d+$/.test(step) ? `[${step}]` : index === 0 ? step : `.${step}`)).join('')
}
