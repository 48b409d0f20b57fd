import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Dhis2Client } from '../../dhis2/client.ts'
import { createMetadataCache } from '../../load/metadata-cache.ts'
import { createMetadataDetailsLoad } from '../../load/metadata-details-load.ts'
import type { Credentials } from '../../model/credentials.ts'
import type { Capabilities } from '../../model/server-info.ts'
import type { ImportFlags } from '../../settings-import.ts'
import { batchLimits } from './batch-limits.ts'
import { type ConflictsFile, openConflictsFile } from './conflicts-file.ts'
import { scanInput } from './import-input.ts'
import type { BatchLimits } from './import-unit.ts'
import { InputError } from './input-error.ts'
import type { InputFile } from './input-pieces.ts'
import { differenceOf, type Journal, type JournalHead, openJournal, readJournal } from './journal.ts'
import { BATCHING, type Batch, makeBatches } from './make-batches.ts'
import type { SendSource } from './send-units.ts'

/** Which files to import how, and where to. */
export interface ImportTask {
  flags: ImportFlags
  url: string
  client: Dhis2Client
  credentials: Credentials
}

/** An import that can begin: its input is sound, its server known, its output open. */
export interface PreparedImport {
  objects: number
  /** The server's version. */
  version: string
  batches: AsyncIterable<Batch>
  send: SendSource
  journal: Journal
  /** Whether an earlier run of it was recorded. */
  resumed: boolean
  conflicts: ConflictsFile
  conflictsPath: string
}

/** Reads the input, asks the server's version and opens the output; throws an InputError before anything is sent. */
export async function prepareImport(task: ImportTask, files: readonly InputFile[]): Promise<PreparedImport> {
  const { flags, url, client, credentials } = task
  const { options } = flags
  const conflictsPath = flags.conflicts ?? outputName(flags.files, 'conflicts.csv')
  refuseOverwriting(flags, conflictsPath)
  const capabilities = await client.capabilities({ credentials })
  const input = await scanInput(files, options.importStrategy)
  const limits = batchLimits(capabilities, options, flags.batchSize)
  const { importStrategy: strategy } = options
  const head = { batching: BATCHING, input: input.hash, server: url, strategy, options: { ...options }, limits }
  const { journal, resumed, agreed } = await takeUp(flags.resume, head)
  return {
    objects: input.objects,
    version: capabilities.version.text,
    batches: makeBatches({ read: input.read, limits: agreed, strategy: options.importStrategy }),
    send: createSendSource(task, capabilities),
    journal,
    resumed,
    conflicts: await openConflictsFile(conflictsPath, resumed),
    conflictsPath,
  }
}

/** The name of an output file beside the first input file; of standard input, in the present folder. */
export function outputName([first = '-']: readonly string[], ending: string): string {
  return `${first === '-' ? 'import' : first}.${ending}`
}

/** Batches have the size that the import was begun with: another would make others of them. */
async function takeUp(
  resume: string | undefined,
  head: JournalHead,
): Promise<{ journal: Journal; resumed: boolean; agreed: BatchLimits }> {
  const read = resume === undefined ? undefined : await readJournal(resume)
  const difference = read && differenceOf(read.head, head)
  if (difference) throw new InputError(`The resume file ${resume} ${difference}. Nothing was sent.`)
  const journal = await openJournal(resume, head, read)
  return { journal, resumed: read !== undefined, agreed: read?.head.limits ?? head.limits }
}

function createSendSource(
  { client, credentials, flags }: ImportTask,
  { importsBundles, version }: Capabilities,
): SendSource {
  const call = { credentials }
  const cache = createMetadataCache({ maxBytes: 16 * 1024 * 1024, maxAgeMs: 3_600_000 })
  return {
    client,
    call,
    // The older endpoints know no transaction: what is sound of a batch is stored, as with OBJECT.
    options: importsBundles ? flags.options : { ...flags.options, atomicMode: 'OBJECT' },
    importsBundles,
    major: version.major,
    metadataDetails: createMetadataDetailsLoad({ client, cache, identity: 'import', call, batch: true }),
    wait: (milliseconds) => wait(milliseconds),
  }
}

function refuseOverwriting({ files, resume }: ImportFlags, conflictsPath: string): void {
  const outputs = [conflictsPath, ...(resume === undefined ? [] : [resume])].map((path) => resolve(path))
  const inputs = files.map((path) => resolve(path))
  const [first, second] = outputs
  if (outputs.some((path) => inputs.includes(path)) || first === second)
    throw new InputError('The input, the resume file and the conflicts report must be different files.')
}
