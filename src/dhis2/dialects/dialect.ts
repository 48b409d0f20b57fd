import type { ChangeLogPage, ChangeLogRequest } from '../../model/change-log.ts'
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
}
