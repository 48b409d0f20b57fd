import type { AuthenticationKind } from '../sign-in.ts'
import type { CostFigures } from './cost-figures.ts'

/** What a server's work on an answer costs by these figures, in milliseconds: the path (`/api/tracker/events?…`) tells which rows its body lists. */
export function answerCost(
  figures: CostFigures,
  { url, kind, body }: { url: string; kind: AuthenticationKind; body: unknown },
): number {
  return figures.request + (kind === 'basic' ? figures.basicCheck : 0) + rowsCost(figures, url, body)
}

function rowsCost(figures: CostFigures, url: string, body: unknown): number {
  const [, name = '', uid] =
    /^\/api\/(?:\d+\/)?(?:tracker\/)?(trackedEntities|trackedEntityInstances|enrollments|\w*[eE]vents)(?:\/(\w+))?(?:\?|$)/.exec(
      url,
    ) ?? []
  if (name === '') return 0
  const rows = uid === undefined ? (listAt(body, name) ?? listAt(body, 'instances') ?? []) : [body]
  if (name === 'enrollments') return enrollmentsCost(figures, rows)
  if (!name.startsWith('tracked')) return rows.length * figures.listedEvent
  return sum(rows, (row) => figures.entity + enrollmentsCost(figures, listAt(row, 'enrollments') ?? []))
}

function enrollmentsCost(figures: CostFigures, enrollments: readonly unknown[]): number {
  return sum(enrollments, (row) => figures.enrollment + (listAt(row, 'events')?.length ?? 0) * figures.nestedEvent)
}

function sum(rows: readonly unknown[], costOf: (row: unknown) => number): number {
  return rows.reduce<number>((total, row) => total + costOf(row), 0)
}

function listAt(value: unknown, property: string): unknown[] | undefined {
  const list: unknown = Object(value)[property]
  return Array.isArray(list) ? list : undefined
}
