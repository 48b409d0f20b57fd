import { OrganisationUnit } from './refs.ts'
import { createConnection } from './root-fields.ts'

/** A page of organisation units. */
export const OrganisationUnitConnection = createConnection(OrganisationUnit, 'organisation units')
