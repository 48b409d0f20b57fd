import { askGateway, FIELDS, logins } from './example-query.ts'
import { installMesh, type MeshForm, startMesh } from './mesh/hive-gateway.ts'
import { startGatewayProcess, startSandboxProcess } from './processes.ts'
import { type Ask, type BenchRow, rounded, type Section } from './section.ts'

const first = 50
const clients = 4
/** Answers that are waited for: one with `@resolveTo` takes seconds. */
const asks = { gateway: 120, batched: 40, resolveTo: 4 }
/** Answers before it counts: code is compiled and names are warm then. */
const warmUps = { gateway: 60, batched: 30, resolveTo: 1 }

const NAME = '{ displayName }'
const query = `query {
  trackedEntities(program: "U7oMv90laog", orgUnits: "xFHN90MB0JE", orgUnitMode: "DESCENDANTS", pageSize: "${first}", fields: "${FIELDS}") {
    trackedEntities {
      trackedEntity orgUnitObject ${NAME} attributes { value attributeObject ${NAME} }
      enrollments { enrollment status enrolledAt orgUnitObject ${NAME}
        events { event status occurredAt programStageObject ${NAME} orgUnitObject ${NAME} dataValues { value dataElementObject ${NAME} } } }
    }
  }
}`

/** The example query beside the same through GraphQL Mesh, as its composer and Hive Gateway serve it, without latency. */
export const mesh: Section = {
  name: 'mesh',
  about: `Answers a second of the example query (${first} entities, ${clients} clients), and of the same, without its options, through GraphQL Mesh on Hive Gateway`,
  async run() {
    if (!(await installMesh())) return [{ skipped: 'npm could not install GraphQL Mesh and Hive Gateway: no figures' }]
    await using sandbox = await startSandboxProcess()
    const ours = await gatewayRate(sandbox.url)
    const rows: BenchRow[] = []
    for (const [form, atLeast] of [
      ['batched', 5],
      ['resolveTo', 100],
    ] as const) {
      const theirs = await meshRate(sandbox.url, form)
      rows.push({
        names: form,
        'gateway /s': rounded(ours, 1),
        'Mesh /s': rounded(theirs.perSecond, 2),
        'Mesh answers': theirs.answers,
        'with errors': theirs.withErrors,
        ratio: rounded(ours / theirs.perSecond, 1),
        'at least': atLeast,
      })
    }
    return rows
  },
}

async function gatewayRate(dhis2Url: string): Promise<number> {
  await using gateway = await startGatewayProcess(dhis2Url)
  return await rate(() => askGateway(gateway.url, logins.token, first), 'gateway')
}

/** Answers a second, and of all that came, those before it counts too, how many told of errors. */
async function meshRate(dhis2Url: string, form: MeshForm) {
  await using server = await startMesh(dhis2Url, logins.token, form)
  let answers = 0
  let withErrors = 0
  const perSecond = await rate(async () => {
    const isWhole = await askMesh(server.url)
    answers++
    if (!isWhole) withErrors++
  }, form)
  return { perSecond, answers, withErrors }
}

/** Whether the answer is without errors; with `@resolveTo`, which makes hundreds of requests at once, some fields fail now and then. */
async function askMesh(url: string): Promise<boolean> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  const text = await response.text()
  if (!text.includes('"displayName":"')) throw new Error(`${response.status} ${text.slice(0, 300)}`)
  return !text.includes('"errors":[')
}

async function rate(ask: Ask, way: keyof typeof asks): Promise<number> {
  for (let turn = 0; turn < warmUps[way]; turn++) await ask()
  const count = asks[way]
  const start = performance.now()
  let left = count
  const client = async (): Promise<void> => {
    while (left-- > 0) await ask()
  }
  await Promise.all(Array.from({ length: clients }, client))
  return (count * 1000) / (performance.now() - start)
}
