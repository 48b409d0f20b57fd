import { v35 } from './dhis2-2.35.ts'
import { v38 } from './dhis2-2.38.ts'
import { v40 } from './dhis2-2.40.ts'
import { v41 } from './dhis2-2.41.ts'
import { v42 } from './dhis2-2.42.ts'
import { v43 } from './dhis2-2.43.ts'
import type { SandboxVersion, SandboxVersionName } from './version-facts.ts'

const versions: Readonly<Record<SandboxVersionName, SandboxVersion>> = {
  '2.35': v35,
  '2.38': v38,
  '2.40': v40,
  '2.41': v41,
  '2.42': v42,
  '2.43': v43,
}

/** The facts of a version. */
export const sandboxVersion = (name: SandboxVersionName): SandboxVersion => versions[name]
