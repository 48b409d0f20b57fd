import type { Readable } from 'node:stream'
import { isUpstreamFailure } from '../../model/upstream-failure.ts'
import type { SignalSource } from '../run-until-stopped.ts'
import { sumCounts } from './batch-counts.ts'
import { InputError } from './input-error.ts'
import { openInputFiles } from './input-files.ts'
import { type ImportTask, outputName, type PreparedImport, prepareImport } from './prepare-import.ts'
import { countsText, objectsDone, type ProgressStream, startProgress } from './progress.ts'
import { ImportStopped } from './send-units.ts'
import { storeBatches } from './store-batches.ts'

/** An import, and the streams and signals of the program. */
export interface ImportCommand extends ImportTask {
  stdin: Readable
  progress: ProgressStream
  signals: SignalSource
  /** Ends the program at once: who signals again will not wait. */
  giveUp: () => void
  print: (line: string) => void
  complain: (line: string) => void
}

/** Imports files: 0 where all is stored, 1 where something is not, 2 for an input that cannot be used, 130 where it was stopped. */
export async function runImport(command: ImportCommand): Promise<number> {
  try {
    const input = await openInputFiles(command.flags.files, command.stdin)
    try {
      return await carryOut(command, await prepareImport(command, input.files))
    } finally {
      await input.close()
    }
  } catch (error) {
    if (!(error instanceof InputError) && !isUpstreamFailure(error)) throw error
    command.complain(error.message)
    return error instanceof InputError ? 2 : 1
  }
}

async function carryOut(command: ImportCommand, prepared: PreparedImport): Promise<number> {
  const { print, complain, progress, flags, url } = command
  const { journal, conflicts, conflictsPath, objects } = prepared
  const earlier = sumCounts(journal.earlier.done.values())
  let counts = earlier
  const begun = Date.now()
  print(`Importing ${objects} objects of ${flags.files.join(', ')} into ${url} (DHIS2 ${prepared.version}).`)
  if (prepared.resumed) print(`Done by an earlier run, and not done again: ${countsText(earlier)}.`)
  const interruption = listen(command)
  const shown = startProgress(progress, () => {
    return { total: objects, skipped: objectsDone(earlier), counts, elapsed: Date.now() - begun }
  })
  let stop: string | undefined
  let isWhole = false
  try {
    isWhole = await storeBatches(prepared.batches, {
      ...prepared,
      concurrency: flags.concurrency,
      stopped: interruption.isAsked,
      counted: (more) => {
        counts = sumCounts([counts, more])
      },
    })
  } catch (error) {
    if (!(error instanceof ImportStopped)) throw error
    stop = error.message
  } finally {
    shown.stop()
    interruption.close()
  }
  if (stop !== undefined) complain(stop)
  print(`${flags.options.importMode === 'VALIDATE' ? 'Tried, and nothing stored' : 'Done'}: ${countsText(counts)}.`)
  if (await conflicts.close()) print(`Why something was not stored is told in ${conflictsPath}.`)
  if (!isWhole) print(await goOn(command, prepared))
  await journal.close()
  if (!isWhole && stop === undefined) return 130
  return isWhole && counts.refused + counts.unknown === 0 ? 0 : 1
}

/** Keeps what was done, where no resume file did so yet, and tells how to go on. */
async function goOn({ flags }: ImportCommand, { journal }: PreparedImport): Promise<string> {
  const resume = flags.resume ?? outputName(flags.files, 'resume')
  if (flags.resume === undefined) await journal.saveAs(resume)
  return `Stopped before its end. To go on, run the same command with --resume ${resume}`
}

/** Ctrl-C lets the batches under way end; a second one, a second later, does not. */
function listen({ signals, giveUp, complain }: ImportCommand): { isAsked: () => boolean; close: () => void } {
  let first: number | undefined
  const listener = (): void => {
    // npm passes on a Ctrl-C that the terminal has already sent to the whole group, so two come at once.
    if (first !== undefined && Date.now() - first > 1000) giveUp()
    if (first === undefined)
      complain('Stopping: the batches under way are let end. Press Ctrl-C again to give them up.')
    first ??= Date.now()
  }
  signals.on('SIGINT', listener)
  signals.on('SIGTERM', listener)
  return {
    isAsked: () => first !== undefined,
    close() {
      signals.off('SIGINT', listener)
      signals.off('SIGTERM', listener)
    },
  }
}
