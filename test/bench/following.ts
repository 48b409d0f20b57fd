import { type CostFigures, costFiguresOf } from '../../src/sandbox/cost/cost-figures.ts'
import { createSandbox } from '../../src/sandbox/server.ts'
import { askGateway, logins } from './example-query.ts'
import { startGatewayProcess } from './processes.ts'
import { type BenchRow, median, type Section, timed } from './section.ts'

const entities = 100
const asksOfEach = 40

/** What a server may come to: `figures` changes those of 2.42. */
const phases: readonly { name: string; change: (figures: CostFigures) => void }[] = [
  { name: 'as measured', change: (figures) => Object.assign(figures, costFiguresOf('2.42')) },
  {
    name: 'lists of events six times as slow',
    change: (figures) => {
      figures.listedEvent *= 6
    },
  },
  {
    name: 'nested events as on 2.41',
    change: (figures) => {
      figures.nestedEvent = costFiguresOf('2.41').nestedEvent
    },
  },
  { name: 'as measured again', change: (figures) => Object.assign(figures, costFiguresOf('2.42')) },
]

/** How soon plans follow a server that changes: some dozens of questions, one after the other, after each change. */
export const following: Section = {
  name: 'following',
  about: `Ways that ${asksOfEach} questions for ${entities} entities took after a server changed, and medians of the first and last ten`,
  async run() {
    const figures = costFiguresOf('2.42')
    await using stack = new AsyncDisposableStack()
    const sandbox = stack.adopt(await createSandbox({ latency: figures }), ({ close }) => close())
    await using gateway = await startGatewayProcess(sandbox.url)
    const ask = () => askGateway(gateway.url, logins.token, entities, { headers: { 'x-dhis2-plan': '1' } })
    await ask()
    const rows: BenchRow[] = []
    for (const { name, change } of phases) {
      change(figures)
      const times: number[] = []
      const ways: string[] = []
      for (let turn = 0; turn < asksOfEach; turn++)
        times.push(await timed(async () => ways.push(JSON.parse((await ask()).text).extensions.plan.lists[0].way)))
      rows.push({
        server: name,
        'first ten ms': Math.round(median(times.slice(0, 10))),
        'last ten ms': Math.round(median(times.slice(-10))),
        'at last': mostFrequent(ways.slice(-10)),
        'settled after': settledAfter(ways, mostFrequent(ways.slice(-10))),
      })
    }
    return rows
  },
}

function mostFrequent(ways: readonly string[]): string {
  const count = (way: string): number => ways.filter((other) => other === way).length
  return [...ways].sort((one, other) => count(other) - count(one))[0] ?? ''
}

/** From when on nine of ten questions took this way. */
function settledAfter(ways: readonly string[], way: string): number {
  const last = ways.findLastIndex(
    (_, at) => ways.slice(at, at + 10).filter((one) => one === way).length < 9 && at <= asksOfEach - 10,
  )
  return last + 1
}
