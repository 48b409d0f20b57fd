import { builder } from './builder.ts'
import './scalars.ts'
import './tracker/tracked-entity.ts'
import './tracker/enrollment.ts'
import './tracker/event.ts'
import './tracker/relationship.ts'
import './tracker/tracked-fields.ts'
import './tracker/program-owner.ts'
import './tracker/root-objects.ts'
import './tracker/root-lists.ts'
import './server/server.ts'

/** The whole graph, built of the files that add their types and root fields. */
export const schema = builder.toSchema()
