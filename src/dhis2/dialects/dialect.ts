import type { ChangeLogPage, ChangeLogRequest } from '../../model/change-log.ts'
import type { TrackerType } from '../../model/import-bundle.ts'
import type { ImportRequest, ReportMode } from '../../model/import-options.ts'
import type { ImportAnswer, ImportReport, JobMessage } from '../../model/import-report.ts'
import type { OwnershipTransfer, TemporaryOwnership } from '../../model/ownership.ts'
import type { PotentialDuplicate, PotentialDuplicateRequest } from '../../model/potential-duplicate.ts'
import type { TrackerKind, TrackerRow } from '../../model/tracker.ts'
import type { FileInfo, TrackerFileRequest } from '../../model/tracker-file.ts'
import type { TrackerListRequest, TrackerObjectRequest, TrackerPage } from '../../model/tracker-query.ts'
import type { trackerFileFromWire } from '../wire/tracker-file.ts'

/** One family of DHIS2 API versions: pure translation of requests out and answers in. */
export interface Dialect {
  /** Path and query, below `/api/`, of a list request. */
  listToWire(request: TrackerListRequest): string
  /** The page in the model's words; throws a Dhis2Error where the answer has no such shape. */
  listFromWire(request: TrackerListRequest, body: unknown): TrackerPage<TrackerRow>
  /** Path and query, below `/api/`, of a request for one object. */
  objectToWire(request: TrackerObjectRequest): string
  /** The object in the model's words. */
  objectFromWire(kind: TrackerKind, body: unknown): TrackerRow
  /** Path and query, below `/api/`, of a page of a change log. */
  changeLogToWire(request: ChangeLogRequest): string
  changeLogFromWire(body: unknown): ChangeLogPage
  /** Path and query, below `/api/`, of a list of potential duplicates. */
  potentialDuplicatesToWire(request: PotentialDuplicateRequest): string
  potentialDuplicatesFromWire(body: unknown): PotentialDuplicate[]
  /** Path and query, below `/api/`, of a file that is a value. */
  fileToWire(request: TrackerFileRequest): string
  fileFromWire: typeof trackerFileFromWire
  /** What `fileResources/{id}` answers. */
  fileInfoFromWire(body: unknown): FileInfo
  /** The requests that store a bundle, in the order in which they are to be sent. */
  importToWire(request: ImportRequest): ImportStep[]
  /** Whether an answer that is no success (409) is a report of refused objects all the same. */
  isImportReport(body: unknown): boolean
  importFromWire(body: unknown, step: ImportStep): ImportAnswer
  /** Path, below `/api/`, of a job's messages, and of its report. */
  jobMessagesToWire(job: string): string
  jobMessagesFromWire(body: unknown): JobMessage[]
  jobReportToWire(job: string, mode: ReportMode): string
  jobReportFromWire(body: unknown): ImportReport
  /** The UID of the note that was added. */
  noteFromWire(body: unknown): string
  transferToWire(transfer: OwnershipTransfer): WireWrite
  temporaryOwnershipToWire(ownership: TemporaryOwnership): WireWrite
}

/** One of the requests that store a bundle, and the objects that it stores, in their order there. */
export interface ImportStep extends WireWrite {
  /** The objects are to be deleted. */
  deletes?: boolean
  objects: { trackerType: TrackerType; uid: string }[]
}

/** One writing request: path and query below `/api/`, and a body of JSON where it has one. */
export interface WireWrite {
  method: 'POST' | 'PUT' | 'DELETE'
  path: string
  body?: string
}
