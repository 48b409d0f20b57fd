import { askGateway, FIELDS, logins } from './example-query.ts'
import { installMesh, type MeshForm, startMesh } from './mesh/hive-gateway.ts'
import { startGatewayProcess, startSandboxProcess } from './processes.ts'
import type { Ask, BenchRow, Section } from './section.ts'

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
    const sandbox = await startSandboxProcess()
    const gateway = await startGatewayProcess(sandbox.url)
    const ours = await rate(() => askGateway(gateway.url, logins.token, first), 'gateway')
    await gateway.close()
    const rows: BenchRow[] = []
    for (const [form, atLeast] of [
      ['batched', 5],
      ['resolveTo', 100],
    ] as const) {
      const theirs = await meshRate(sandbox.url, form)
      rows.push({
        names: form,
        'gateway /s': Number(ours.toFixed(1)),
        'Mesh /s': Number(theirs.toFixed(2)),
        ratio: Number((ours / theirs).toFixed(1)),
        'at least': atLeast,
      })
    }
    await sandbox.close()
    return rows
  },
}

async function meshRate(dhis2Url: string, form: MeshForm): Promise<number> {
  const server = await startMesh(dhis2Url, logins.token, form)
  try {
    return await rate(() => askMesh(server.url), form)
  } finally {
    await server.close()
  }
}

async function askMesh(url: string): Promise<void> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  const text = await response.text()
  if (text.includes('"errors"') || !text.includes('"displayName":"')) throw new Error(text.slice(0, 300))
}

async function rate(ask: Ask, way: keyof typeof asks): Promise<number> {
  for (let warmUp = 0; warmUp < warmUps[way]; warmUp++) await ask()
  const count = asks[way]
  const start = performance.now()
  let left = count
  const client = async (): Promise<void> => {
    while (left-- > 0) await ask()
  }
  await Promise.all(Array.from({ length: clients }, client))
  return (count * 1000) / (performance.now() - start)
}
