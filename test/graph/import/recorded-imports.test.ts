import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { loadDataset } from '../../../src/sandbox/dataset.ts'
import { sandboxVersionNames } from '../../../src/sandbox/versions/version-facts.ts'
import { type RecordedExchange, recordedExchanges } from '../../recordings/exchanges.ts'
import { isWrittenExchange, withoutPhoto } from '../../recordings/written-exchanges.ts'
import { startGateway, type TestGateway } from '../../support/start-gateway.ts'

/** Recorded imports that no mutation can send, with what GraphQL says of each. */
const UNSENDABLE: Record<string, string> = {
  '260-import-not-json': 'is no JSON',
  '261-import-unknown-property': 'names a property that DHIS2 ignores, and GraphQL refuses',
  '529-import-bad-strategy': 'names a strategy that there is none of',
  '531-import-bad-date': 'holds a date that is none',
}

/** What the gateway tells at once, and DHIS2 only after what it tells first is mended. */
const TOLD_EARLY = ['E1031']

const issues = z.array(
  z.looseObject({
    errorCode: z.string().optional(),
    warningCode: z.string().optional(),
    trackerType: z.string(),
    uid: z.string().nullish(),
  }),
)
const stats = z.object({
  created: z.number(),
  updated: z.number(),
  deleted: z.number(),
  ignored: z.number(),
  total: z.number(),
})
const report = z.looseObject({
  status: z.string(),
  stats,
  validationReport: z.looseObject({ errorReports: issues, warningReports: issues.default([]) }),
})

const payload = z.object({
  report: z.object({ status: z.string(), message: z.string().nullable(), stats }).nullable(),
  errors: z.array(
    z.object({ code: z.string(), trackerType: z.string(), id: z.string().nullable(), path: z.array(z.string()) }),
  ),
  warnings: z.array(
    z.object({ code: z.string(), trackerType: z.string(), id: z.string().nullable(), path: z.array(z.string()) }),
  ),
})

const IMPORT = `mutation ($bundle: TrackerBundleInput!, $options: ImportOptions) { importTracker(bundle: $bundle, options: $options) {
  report { status message stats { created updated deleted ignored total } }
  errors { code trackerType id path } warnings { code trackerType id path } } }`

const WORDS = [
  'importStrategy',
  'atomicMode',
  'importMode',
  'validationMode',
  'reportMode',
  'dataElementIdScheme',
  'orgUnitIdScheme',
]

function optionsOf(path: string): Record<string, string | boolean> {
  const query = new URL(path, 'http://dhis2').searchParams
  const given = [...query].filter(([name, value]) => WORDS.includes(name) && value !== '')
  return { ...Object.fromEntries(given), async: query.get('async') === 'true' }
}

function isSentByMutation({ file, request }: RecordedExchange): boolean {
  return request.method === 'POST' && request.path.startsWith('/api/tracker?') && !(file in UNSENDABLE)
}

const short = (rows: { code: string; trackerType: string; id: string | null }[]): string[] =>
  [...new Set(rows.map(({ code, trackerType, id }) => `${code} ${trackerType} ${id}`))].sort()

/** A UID that a server made up stands for any. */
const asSent =
  (body: unknown) =>
  (issue: string): string => {
    const uid = issue.split(' ').at(-1) ?? ''
    return JSON.stringify(body).includes(uid) ? issue : issue.replace(uid, 'made up')
  }

const recordedIssues = (rows: z.infer<typeof issues>): string[] =>
  short(
    rows.map(({ errorCode, warningCode, trackerType, uid }) => ({
      code: errorCode ?? warningCode ?? '',
      trackerType,
      id: uid ?? null,
    })),
  )

const users = loadDataset().users

describe.each(sandboxVersionNames.filter((name) => name !== '2.35'))(
  'the imports recorded on %s, as mutations',
  (version) => {
    const exchanges = recordedExchanges(version).filter(isWrittenExchange).map(withoutPhoto)
    let gateway: TestGateway

    beforeAll(async () => {
      gateway = await startGateway({}, { version, seeded: false })
    })
    afterAll(() => gateway.close())

    // In this order, on one sandbox: each stands on those before it.
    test.each(exchanges.filter(({ request }) => request.method !== 'GET').map((one) => [one.file, one] as const))(
      '%s',
      async (_file, exchange) => {
        if (!isSentByMutation(exchange)) return sendPlainly(gateway, exchange)
        const { as, request, response } = exchange
        const variables = { bundle: request.body ?? {}, options: optionsOf(request.path) }
        const answer = await gateway.ask(IMPORT, { as, variables })
        if (variables.options['async']) return expect(answer.errors).toBeUndefined()
        const recorded = report.safeParse(response.body)
        if (!recorded.success && answer.errors)
          return expect(answer.errors[0]?.extensions?.['code']).toBe('BAD_USER_INPUT')
        const given = payload.parse(answer.data?.['importTracker'])
        expect(given.report?.status === 'ERROR').toBe(response.status >= 400)
        if (!recorded.success) return expect(given.errors.length).toBeGreaterThan(0)
        const told = asSent(request.body)
        const expected = recordedIssues(recorded.data.validationReport.errorReports).map(told)
        const errors = short(given.errors).map(told)
        const toldBefore = given.report?.message?.includes('before anything was sent')
        if (toldBefore)
          expect(expected).toEqual(
            expect.arrayContaining(errors.filter((error) => !TOLD_EARLY.includes(error.slice(0, 5)))),
          )
        else
          expect({ errors, stats: given.report?.stats }).toEqual({
            errors: expected,
            stats: recorded.data.stats,
          })
        expect(short(given.warnings)).toEqual(recordedIssues(recorded.data.validationReport.warningReports))
        for (const issue of [...given.errors, ...given.warnings])
          expect(issue.path.slice(0, 1), issue.code).toEqual(['bundle'])
      },
    )
  },
)

/** What no mutation sends is sent to the server itself, so that what follows stands on it. */
async function sendPlainly(gateway: TestGateway, { as, request }: RecordedExchange): Promise<void> {
  const password = users.get(as)?.password ?? ''
  const { body } = request
  const answer = await fetch(gateway.sandbox.url + request.path, {
    method: request.method,
    headers: {
      authorization: `Basic ${Buffer.from(`${as}:${password}`).toString('base64')}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  expect(answer.status).toBeLessThanOrEqual(500)
}
