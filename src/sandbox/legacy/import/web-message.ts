import type { SandboxAnswer } from '../../exchange.ts'
import type { ImportStatus } from './import-summary.ts'

const messages: Record<ImportStatus, string> = {
  SUCCESS: 'Import was successful.',
  WARNING: 'One or more conflicts encountered, please check import summary.',
  ERROR: 'An error occurred, please check import summary.',
}

/** The answer that holds a report: a conflict unless all went well. `Created` is what enrollments are answered whatever became of them. */
export function messageOf(status: ImportStatus, response: object, httpStatus?: 'Created' | undefined): SandboxAnswer {
  const isDone = status === 'SUCCESS'
  const code = httpStatus === 'Created' ? 201 : isDone ? 200 : 409
  const body = {
    httpStatus: httpStatus ?? (isDone ? 'OK' : 'Conflict'),
    httpStatusCode: code,
    status: isDone ? 'OK' : status,
    message: messages[status],
    response,
  }
  return { status: code, body, ...(code === 409 && { headers: { 'cache-control': 'no-cache, private' } }) }
}
