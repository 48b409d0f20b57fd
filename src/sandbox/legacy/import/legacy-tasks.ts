import type { SandboxAnswer, SandboxRequest } from '../../exchange.ts'
import { newUid } from '../../new-uid.ts'

/** The kinds of job that import in the legacy way. */
export type LegacyJobType = 'TEI_IMPORT' | 'ENROLLMENT_IMPORT' | 'EVENT_IMPORT'

/** A legacy import that ran as a job. */
interface LegacyTask {
  jobType: LegacyJobType
  notifications: object[]
  /** Its printed ImportSummaries. */
  summary: object
}

/** The jobs of legacy imports: in the sandbox each is done when it is told to have begun. */
export interface LegacyTasks {
  /** Keeps what a job reported; its id. */
  add: (jobType: LegacyJobType, run: { noun: string; at: string; summary: object }) => string
  /** Answers `system/tasks/{type}/{id}` and `system/taskSummaries/{type}/{id}`; undefined for other paths and kinds of job. */
  answer: (request: SandboxRequest) => SandboxAnswer | undefined
}

const headers = { 'cache-control': 'no-store' }

/** An empty list of jobs. */
export function createLegacyTasks(): LegacyTasks {
  const tasks = new Map<string, LegacyTask>()
  return {
    add: (jobType, { noun, at, summary }) => {
      const id = newUid()
      const message = (text: string, completed: boolean): object => {
        const uid = newUid()
        return { uid, level: 'INFO', category: jobType, time: at, message: text, completed, id: uid }
      }
      // The latest comes first.
      const notifications = [message('Import done', true), message(`Importing ${noun}`, false)]
      tasks.set(id, { jobType, notifications, summary })
      return id
    },
    answer: ({ path, method }) => {
      const pattern = /^system\/(tasks|taskSummaries)\/(TEI|ENROLLMENT|EVENT)_IMPORT\/(\w+)$/i
      const [, list, type = '', id = ''] = pattern.exec(path) ?? []
      if (list === undefined || method !== 'GET') return undefined
      const task = tasks.get(id)
      const isOfType = task?.jobType === `${type.toUpperCase()}_IMPORT`
      if (list === 'tasks') return { status: 200, body: isOfType ? task.notifications : [], headers }
      return { status: 200, body: isOfType ? task.summary : '', headers }
    },
  }
}
