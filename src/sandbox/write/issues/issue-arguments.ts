/** How DHIS2 tells the arguments of issues: in the message by their UID, in `args` by whatever their Java class prints. */
import type { SandboxUser, TrackedEntityRecord } from '../../dataset.ts'
import type { MetadataObject } from '../../dataset-metadata.ts'
import type { ImportFacts } from '../../versions/import-facts.ts'
import type { IssueArgument } from './issues.ts'

/** A word of one of DHIS2's enumerations, which up to 2.41 its messages do not show. */
export function wordArgument({ hidesWords }: ImportFacts, word: string): IssueArgument {
  return { text: hidesWords ? '' : word, dump: word }
}

/** A metadata object of one of DHIS2's classes (`program.Program`). */
export function objectArgument({ messages }: ImportFacts, className: string, object: MetadataObject): IssueArgument {
  const isBare = messages === '2.43' && className === 'program.Program'
  const name = `org.hisp.dhis.${className}`
  return { text: object.id, dump: isBare ? `${name}@1` : dumped(name, object) }
}

/** The user who imports. */
export function userArgument({ messages }: ImportFacts, { id, firstName, surname }: SandboxUser): IssueArgument {
  const isPlain = messages >= '2.42'
  const name = 'org.hisp.dhis.user.User'
  const dump = isPlain ? `${name}DetailsImpl@1` : dumped(name, { id, name: `${firstName} ${surname}` })
  return { text: id, dump }
}

/** A stored tracked entity. */
export function entityArgument({ serial, trackedEntity }: TrackedEntityRecord): IssueArgument {
  return {
    text: trackedEntity,
    dump: `TrackedEntity{id=${serial}, uid='${trackedEntity}', inactive=false, deleted=false}`,
  }
}

function dumped(name: string, { id, ...object }: MetadataObject): string {
  return JSON.stringify({ class: `class ${name}`, uid: id, code: String(object['code'] ?? null), name: object['name'] })
}
