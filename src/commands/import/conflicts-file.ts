import { stat, unlink } from 'node:fs/promises'
import { CONFLICT_HEADER, conflictRow } from './conflict-rows.ts'
import { openOutput } from './output-file.ts'
import type { Conflict } from './store-outcome.ts'

/** The conflicts report while it is written. */
export interface ConflictsFile {
  add(conflicts: readonly Conflict[]): Promise<void>
  /** Whether it holds any conflict; without one it is removed. */
  close(): Promise<boolean>
}

/** Opens the conflicts report, anew or (`append`) behind what an earlier run of the same import wrote. */
export async function openConflictsFile(path: string, append: boolean): Promise<ConflictsFile> {
  const size = append
    ? await stat(path).then(
        ({ size }) => size,
        () => 0,
      )
    : 0
  const file = await openOutput(path, append ? 'a' : 'w')
  if (size === 0) await file.appendFile(CONFLICT_HEADER)
  let any = size > CONFLICT_HEADER.length
  return {
    async add(conflicts) {
      if (conflicts.length === 0) return
      any = true
      await file.appendFile(conflicts.map(conflictRow).join(''))
      await file.datasync()
    },
    async close() {
      await file.close()
      if (!any) await unlink(path)
      return any
    },
  }
}
