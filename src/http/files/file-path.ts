import type { ImageDimension, TrackerFileRequest } from '../../model/tracker-file.ts'

/** Why a path of files names none: what to tell, and the HTTP status. */
export interface BadFilePath {
  status: 400 | 404
  message: string
}

const UID = /^[A-Za-z][A-Za-z0-9]{10}$/
const DIMENSIONS = ['SMALL', 'MEDIUM', 'LARGE', 'ORIGINAL'] as const satisfies ImageDimension[]

/**
 * The file that `/files/events/{event}/dataValues/{dataElement}` or `/files/trackedEntities/{trackedEntity}/attributes/{attribute}`
 * names, with `?program=` and `?dimension=small|medium|large|original`. UIDs alone go further: no path leads anywhere else.
 */
export function parseFilePath({ pathname, searchParams }: URL): TrackerFileRequest | BadFilePath {
  const [kind, id = '', list, of = '', ...rest] = pathname.split('/').slice(2)
  const known = (kind === 'events' && list === 'dataValues') || (kind === 'trackedEntities' && list === 'attributes')
  if (!known || rest.length > 0)
    return {
      status: 404,
      message:
        'Files are at /files/events/{event}/dataValues/{dataElement} and /files/trackedEntities/{trackedEntity}/attributes/{attribute}',
    }
  const bad = [id, of].find((uid) => !UID.test(uid))
  if (bad !== undefined)
    return { status: 400, message: 'A part of the path is not a DHIS2 UID (11 letters and digits)' }
  const program = searchParams.get('program')
  if (program !== null && !UID.test(program)) return { status: 400, message: 'program is not a DHIS2 UID' }
  const wanted = searchParams.get('dimension')?.toUpperCase()
  const dimension = DIMENSIONS.find((name) => name === wanted)
  if (wanted !== undefined && !dimension)
    return { status: 400, message: 'dimension is small, medium, large or original' }
  return {
    kind: kind === 'events' ? 'events' : 'trackedEntities',
    id,
    of,
    ...(program && { program }),
    ...(dimension && { dimension }),
  }
}
