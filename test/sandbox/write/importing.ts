import { loadDataset } from '../../../src/sandbox/dataset.ts'
import { createSandbox, type Sandbox, type SandboxOptions } from '../../../src/sandbox/server.ts'

/** What a sandbox answered. */
export interface Answer {
  status: number
  body: Record<string, unknown>
}

/** A sandbox with ways to ask and to import. */
export interface ImportingSandbox {
  sandbox: Sandbox
  get: (path: string, as?: string) => Promise<Answer>
  /** `POST tracker` with `async=false` unless the query says otherwise. */
  send: (bundle: unknown, query?: string, as?: string) => Promise<Answer>
}

const users = loadDataset().users

/** Starts a sandbox; the caller closes it. */
export async function importingSandbox(options: SandboxOptions = {}): Promise<ImportingSandbox> {
  const sandbox = await createSandbox(options)
  const ask = async (path: string, as: string, body?: unknown): Promise<Answer> => {
    const password = users.get(as)?.password ?? ''
    const response = await fetch(`${sandbox.url}/api/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${as}:${password}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    return { status: response.status, body: JSON.parse(await response.text()) }
  }
  return {
    sandbox,
    get: (path, as = 'admin') => ask(path, as),
    send: (bundle, query = '', as = 'admin') =>
      ask(`tracker?${query.includes('async=') ? '' : 'async=false&'}${query}`, as, bundle),
  }
}

/** The issues of a report as `code type uid`, sorted. */
export function issuesOf({ body }: Answer, kind: 'errorReports' | 'warningReports' = 'errorReports'): string[] {
  const reports: unknown[] = Object(body['validationReport'])[kind] ?? []
  return reports
    .map((report) => Object(report))
    .map(({ errorCode, warningCode, trackerType, uid }) => `${errorCode ?? warningCode} ${trackerType} ${uid}`)
    .sort()
}

/** Ids of the dataset. */
export const ids = {
  person: 'UpgtDS3CDR9',
  focusArea: 'VXzGCMynIc1',
  childProgramme: 'U7oMv90laog',
  tbProgramme: 'iZG9zn4IHfP',
  inpatient: 'XeJ1WgcCVBW',
  birth: 'UlGOlZiZl1i',
  postnatal: 'cYE9ZDntzMW',
  discharge: 'qMoCE7wzWI9',
  firstName: 'cTcePYIrfPz',
  lastName: 'GxzwGQPmIkq',
  dateOfBirth: 'ANNYS5BP9uu',
  nationalId: 'lEkwGADZrMJ',
  apgar: 'g0Qbfdshgk5',
  weight: 'f6gE41nTCTn',
  /** Where clerk_north works. */
  northClinic: 'PecMdCv5cHd',
  /** Elsewhere. */
  southClinic: 'km7DjCCL8kC',
} as const

/** A child with an enrollment and a birth, all with UIDs that begin with the name. */
export function child(name: string, changes: Record<string, unknown> = {}) {
  return {
    trackedEntity: `${name}Te0001`.slice(0, 11).padEnd(11, '0'),
    trackedEntityType: ids.person,
    orgUnit: ids.northClinic,
    attributes: [
      { attribute: ids.firstName, value: 'Ada' },
      { attribute: ids.lastName, value: 'Example' },
    ],
    enrollments: [
      {
        enrollment: `${name}En0001`.slice(0, 11).padEnd(11, '0'),
        program: ids.childProgramme,
        orgUnit: ids.northClinic,
        enrolledAt: '2026-10-01',
        occurredAt: '2026-09-28',
        attributes: [
          { attribute: ids.firstName, value: 'Ada' },
          { attribute: ids.lastName, value: 'Example' },
          { attribute: ids.dateOfBirth, value: '2026-09-28' },
        ],
        events: [
          {
            event: `${name}Ev0001`.slice(0, 11).padEnd(11, '0'),
            program: ids.childProgramme,
            programStage: ids.birth,
            orgUnit: ids.northClinic,
            occurredAt: '2026-09-28',
            status: 'COMPLETED',
            dataValues: [
              { dataElement: ids.apgar, value: '9' },
              { dataElement: ids.weight, value: '3100' },
            ],
          },
        ],
      },
    ],
    ...changes,
  }
}
