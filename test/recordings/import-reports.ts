import type { ComparedResponse } from './compare.ts'

/**
 * Every way in which an import report differs from the recorded one. Issues and objects are sets; of arguments that are Java's dumps of
 * objects only the UID in them counts, and timings are compared by their presence.
 */
export function reportDifferences(recorded: ComparedResponse, actual: ComparedResponse): string[] {
  const wanted = lines(recorded)
  const given = lines(actual)
  return [
    ...wanted.filter((line) => !given.includes(line)).map((line) => `missing: ${line}`),
    ...given.filter((line) => !wanted.includes(line)).map((line) => `unexpected: ${line}`),
  ]
}

function lines({ status, body }: ComparedResponse): string[] {
  const { validationReport, bundleReport, timingsStats, stats, status: word, message } = Object(body)
  const { typeReportMap, ...rest } = Object(bundleReport)
  return [
    `status ${status} ${word} ${JSON.stringify(stats)} ${String(message)}`,
    `keys ${Object.keys(Object(body)).sort().join()}`,
    `timings ${timingsStats !== undefined}`,
    `bundleReport ${sorted(rest)}`,
    ...listOf(validationReport?.errorReports)
      .map((issue) => `error ${issueText(issue)}`)
      .sort(),
    ...listOf(validationReport?.warningReports)
      .map((issue) => `warning ${issueText(issue)}`)
      .sort(),
    ...Object.entries(Object(typeReportMap)).map(([type, report]) => `type ${type} ${typeText(report)}`),
  ]
}

function typeText(report: unknown): string {
  const { objectReports, ...rest } = Object(report)
  return `${sorted(rest)} ${listOf(objectReports).map(sorted).sort().join()}`
}

function issueText(issue: unknown): string {
  const { args, ...rest } = Object(issue)
  return `${sorted(rest)} ${Array.isArray(args) ? JSON.stringify(args.map(argumentText)) : ''}`
}

/** A dump tells its class and UID among much that differs from run to run. */
function argumentText(argument: unknown): string {
  const text = String(argument)
  const dump = /^(\{"class|TrackedEntity|TrackedEntityAttribute|org\.hisp\.)/.exec(text)
  if (dump === null) return text
  const uid = /uid['"]?[:=]['"](\w{11})/.exec(text)?.[1]
  return `a dump of ${/^\{"class":"class ([\w.]+)/.exec(text)?.[1] ?? text.split(/[{(@]/, 1)[0]} ${uid ?? ''}`
}

function sorted(value: unknown): string {
  const entries = Object.entries(Object(value)).sort(([one], [other]) => (one < other ? -1 : 1))
  return JSON.stringify(Object.fromEntries(entries))
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
