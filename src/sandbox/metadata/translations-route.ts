import type { Dataset } from '../dataset.ts'
import { errorAnswer, type SandboxRoute } from '../exchange.ts'
import { className } from './metadata-types.ts'

/** PUT `/{plural}/{id}/translations`: gives an object all its translations, as the recorders did (recording 419). */
export function createTranslationsRoute({ metadata }: Dataset): SandboxRoute {
  return ({ method, path, body, user }) => {
    const [plural = '', id = '', property, ...rest] = path.split('/')
    const objects = metadata.get(plural)
    if (method !== 'PUT' || property !== 'translations' || rest.length > 0 || objects === undefined) return undefined
    const object = objects.get(id)
    if (object === undefined) return errorAnswer(404, `${className(plural)} with id ${id} could not be found.`, 'E1005')
    if (!user.isSuperuser) return errorAnswer(403, `You don't have the proper permissions to update this object.`)
    // Another object, for what was worked out from the old one is kept beside that.
    objects.set(id, { ...object, translations: Object(body).translations })
    return { status: 204, body: '' }
  }
}
