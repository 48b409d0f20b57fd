import type { ExportRow } from '../../model/export-request.ts'

/** Writes a table piece by piece. */
export interface TableWriter {
  contentType: string
  extension: string
  /** What stands before the rows. */
  head(columns: readonly string[]): string
  rows(rows: readonly ExportRow[]): string
  /** What an export that breaks off says last; '' where the form has no place for it. */
  failure(message: string): string
}

/**
 * CSV as RFC 4180 has it, in UTF-8. `guard`: a cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab
 * or a return, and is no number) gets an apostrophe before it (OWASP: "CSV injection").
 */
export function csvWriter(guard: boolean): TableWriter {
  const line = (cells: readonly unknown[]): string => `${cells.map((cell) => csvCell(cell, guard)).join(',')}\r\n`
  return {
    contentType: 'text/csv; charset=utf-8; header=present',
    extension: 'csv',
    head: line,
    rows: (rows) => rows.map(line).join(''),
    failure: () => '',
  }
}

const FORMULA = /^[=+\-@\t\r]/
const NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/

function csvCell(cell: unknown, guard: boolean): string {
  if (cell === undefined || cell === null) return ''
  const text = String(cell)
  const safe = guard && FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One JSON object a line, with a property for each cell that holds something. A failure is a last line `{"error": …}`. */
export function ndjsonWriter(): TableWriter {
  let names: readonly string[] = []
  return {
    contentType: 'application/x-ndjson; charset=utf-8',
    extension: 'ndjson',
    head(columns) {
      names = columns
      return ''
    },
    rows: (rows) => rows.map((row) => `${JSON.stringify(objectOf(names, row))}\n`).join(''),
    failure: (message) => `${JSON.stringify({ error: { message } })}\n`,
  }
}

function objectOf(names: readonly string[], row: ExportRow): Record<string, unknown> {
  return Object.fromEntries(names.flatMap((name, index) => (row[index] === undefined ? [] : [[name, row[index]]])))
}
