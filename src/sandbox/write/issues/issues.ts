/** The errors and warnings of one import, in DHIS2's words, as they are found. */
import type { SandboxVersion } from '../../versions/version-facts.ts'
import type { TrackerType } from '../bundle/bundle.ts'
import { type IssueCode, importMessages } from './import-messages.ts'

/** What an issue is about. */
export interface IssueTarget {
  type: TrackerType
  uid: string
}

/** An argument of an issue: how it stands in the message, and how `args` tells it, which is often Java's own dump of an object. */
export interface IssueArgument {
  text: string
  dump: string
}

/** One error or warning. */
export interface ImportIssue extends IssueTarget {
  code: IssueCode
  message: string
  args: string[]
}

/** Collects the issues of an import. */
export interface Issues {
  errors: ImportIssue[]
  warnings: ImportIssue[]
  addError: (target: IssueTarget, code: IssueCode, ...args: (string | IssueArgument)[]) => void
  /** An error that follows from that of another object: it ends nothing, and nothing follows from it. */
  addConsequence: (target: IssueTarget, code: IssueCode, ...args: (string | IssueArgument)[]) => void
  addWarning: (target: IssueTarget, code: IssueCode, ...args: (string | IssueArgument)[]) => void
  /** Whether an error was found in the object. */
  isInvalid: (target: IssueTarget) => boolean
}

/** Thrown by the first error where `validationMode=FAIL_FAST` asks for no more; the errors so far are kept. */
export class FirstError extends Error {}

/** Starts without issues. */
export function createIssues({ imports }: SandboxVersion, failsFast: boolean): Issues {
  const errors: ImportIssue[] = []
  const warnings: ImportIssue[] = []
  const invalid = new Set<string>()
  const issue = ({ type, uid }: IssueTarget, code: IssueCode, given: (string | IssueArgument)[]): ImportIssue => {
    const args = given.map((argument) => (typeof argument === 'string' ? { text: argument, dump: argument } : argument))
    const message = formatted(
      templateOf(code, imports.messages),
      args.map(({ text }) => text),
    )
    return { type, uid, code, message, args: args.map(({ dump }) => dump) }
  }
  return {
    errors,
    warnings,
    addError: (target, code, ...args) => {
      errors.push(issue(target, code, args))
      invalid.add(keyOf(target))
      if (failsFast) throw new FirstError()
    },
    addConsequence: (target, code, ...args) => {
      errors.push(issue(target, code, args))
    },
    addWarning: (target, code, ...args) => {
      warnings.push(issue(target, code, args))
    },
    isInvalid: (target) => invalid.has(keyOf(target)),
  }
}

/** DHIS2 reports issues as a set: what is wrong twice in the same way is told once. */
export function distinctIssues(issues: readonly ImportIssue[]): ImportIssue[] {
  return [...new Map(issues.map((issue) => [`${keyOf(issue)} ${issue.message}`, issue])).values()]
}

const keyOf = ({ type, uid }: IssueTarget): string => `${type}/${uid}`

/** The newest text that the version has; texts are kept from the oldest to the newest. */
function templateOf(code: IssueCode, edition: string): string {
  const texts = Object.entries<string>(importMessages[code])
  const known = texts.filter(([since]) => since <= edition)
  return (known.at(-1) ?? texts[0])?.[1] ?? ''
}

/** Java's MessageFormat: between single quotes everything is literal, and the quotes are dropped. */
export function formatted(template: string, args: string[]): string {
  return template
    .split("'")
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(/\{(\d)\}/g, (whole, position) => args[Number(position)] ?? whole),
    )
    .join('')
}
