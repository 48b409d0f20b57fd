import type { ReportedIssue } from '../model/import-report.ts'

/** What an issue names: identifiers and words, and the values that it quotes; the surest first. */
export interface NamedInIssue {
  names: string[]
  values: string[]
}

/** How DHIS2 2.41 and later write a reference to metadata among the arguments. */
const METADATA_IDENTIFIER = /^MetadataIdentifier\(idScheme=.*?, identifier=(.*), attributeValue=(.*)\)$/s
const UID = /\b[A-Za-z][A-Za-z0-9]{10}\b/g

/** The sentences of every version that quote a value without delimiting it for good: backticks nest, quotes may be within. */
const QUOTED_VALUES = [
  /but the value `(.*)` is not\.(?:`\.?)?$/s,
  /(?:File resource|Organisation unit|Username) `(.*)` could not be found/s,
  /^Value `(.*)` is not a valid option code/s,
  /^Value (.*) is not a valid option for \S+ \S+ in option set /s,
  /Value '(.*)' is not /s,
  / Value (.*) is not a valid (?:org unit|username) value/s,
  /with uid '(.*)' is using invalid image format/s,
  /Invalid format: "(.*?)"(?: is malformed at "|`|$)/s,
  /Cannot parse "(.*)": /s,
]

/**
 * What an issue names, out of its arguments (from 2.41) and its message; up to 2.40 there is the message alone. The message
 * is read in either case, because the arguments can be a Java object's rendering that names nothing.
 */
export function namedInIssue({ message, args }: ReportedIssue): NamedInIssue {
  const plain = args.flatMap(plainArgument)
  const backticked = [...message.matchAll(/`([^`]*)`/g)].map(([, piece]) => piece ?? '')
  const exact = [...plain, ...backticked].filter((piece) => piece !== '')
  const uids = [...message.matchAll(UID)].map(([uid]) => uid)
  const quoted = [...args, message].flatMap(quotedValues)
  return {
    names: [...new Set([...exact, ...exact.flatMap(beforeEquals), ...propertyName(message), ...uids])],
    values: [...new Set([...quoted, ...exact])],
  }
}

/** The UID at the end of a program rule's message, in parentheses: the field that the rule is about. */
export function ruleField(message: string): string | undefined {
  return /\(([A-Za-z][A-Za-z0-9]{10})\)[`.\s]*$/.exec(message)?.[1]
}

/** An attribute without identifier is told by the rendering of what it holds. */
export function valueInRendering({ message, args }: ReportedIssue): string | undefined {
  return [...args, message].map((text) => /\bvalue=(.*?)(?:, \w+=|\))/s.exec(text)?.[1]).find((value) => value)
}

function plainArgument(argument: string): string[] {
  const reference = METADATA_IDENTIFIER.exec(argument)
  if (!reference) return [argument]
  return reference.slice(1).filter((part) => part !== 'null')
}

function quotedValues(text: string): string[] {
  return QUOTED_VALUES.flatMap((sentence) => sentence.exec(text)?.[1] ?? [])
}

/** "Only program attributes are allowed" (E1019) names an attribute with its value: `uid=value`. */
function beforeEquals(piece: string): string[] {
  const at = piece.indexOf('=')
  return at > 0 ? [piece.slice(0, at)] : []
}

/** "Not allowed to update enrollment property: program." names a property bare, or in quotes that are lost. */
function propertyName(message: string): string[] {
  return /property: `?'?(\w+)/.exec(message)?.slice(1) ?? []
}
