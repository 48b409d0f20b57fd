const programOf = new WeakMap<object, string>()

/** Notes through which program rows were reached: DHIS2 shows an object's logs and files through one. */
export function keepReachedProgram(rows: readonly object[], program: string | undefined): void {
  if (program !== undefined) for (const row of rows) programOf.set(row, program)
}

/** The program through which a row was reached, if one. */
export function reachedProgram(row: object): string | undefined {
  return programOf.get(row)
}
