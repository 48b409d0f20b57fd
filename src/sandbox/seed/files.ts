import type { MetadataObject } from '../dataset-metadata.ts'
import type { FileSizes } from '../stored-file.ts'
import { greySquare, largeDocument, onePixel } from './generated-images.ts'

const categoryCombo = { id: 'bjDvmb4bfuf' }
const sharing = { public: 'rw------', external: false, users: {}, userGroups: {} }

/** Where files hang: the recorders' data element in the stage where they put it (recordings 480 and 481), and two attributes of malaria foci. */
export const seededFileMetadata: readonly { plural: string; object: MetadataObject; usedIn: FileUse }[] = [
  {
    plural: 'dataElements',
    object: {
      id: 'RecPhoto001',
      name: 'MCH Photo',
      shortName: 'MCH Photo',
      valueType: 'IMAGE',
      domainType: 'TRACKER',
      aggregationType: 'NONE',
      categoryCombo,
      sharing,
    },
    usedIn: { plural: 'programStages', id: 'cYE9ZDntzMW', list: 'programStageDataElements', link: 'SbxLinkPh01' },
  },
  {
    plural: 'trackedEntityAttributes',
    object: attribute('SbxPlan0001', 'Focus response plan', 'FILE_RESOURCE'),
    usedIn: { plural: 'programs', id: 'loA9a9O6sjE', list: 'programTrackedEntityAttributes', link: 'SbxLinkPl01' },
  },
  {
    plural: 'trackedEntityAttributes',
    object: attribute('SbxAerial01', 'Focus aerial photo', 'IMAGE'),
    usedIn: { plural: 'programs', id: 'loA9a9O6sjE', list: 'programTrackedEntityAttributes', link: 'SbxLinkAe01' },
  },
]

/** The object that uses a seeded one, and the id of the link in its list. */
export interface FileUse {
  plural: string
  id: string
  list: 'programStageDataElements' | 'programTrackedEntityAttributes'
  link: string
}

function attribute(id: string, name: string, valueType: string): MetadataObject {
  const flags = { unique: false, generated: false, confidential: false, inherit: false, orgunitScope: false }
  return { id, name, shortName: name, valueType, aggregationType: 'NONE', ...flags, sharing }
}

/** A file: what `fileResources` tells of it, and its bytes in each size; none at all when DHIS2 is still storing it. */
export interface SeededFile {
  id: string
  name: string
  contentType: string
  contentLength: number
  contentMd5: string
  sizes: FileSizes
}

const planLength = 8_388_625

/**
 * The recorders' photo with the lengths they saw (recordings 482 to 487); a document of eight megabytes to see whether it is streamed, with
 * a name that no header should be made of carelessly; an image in four sizes; and one that is not stored yet.
 */
export const seededFiles: readonly SeededFile[] = [
  {
    id: 'LSlkBg5EGZN',
    name: 'photo one.png',
    contentType: 'image/png',
    contentLength: 70,
    contentMd5: 'f829b914fc47cfc9c0747c119c27cf1b',
    sizes: {
      ORIGINAL: onePixel,
      SMALL: () => greySquare(256, 788),
      MEDIUM: () => greySquare(512),
      LARGE: () => greySquare(1024),
    },
  },
  {
    id: 'SbxFilePlan',
    name: 'Plan "Höhe"; v2, final.pdf',
    contentType: 'application/pdf',
    contentLength: planLength,
    contentMd5: '817f110a7b25c0710b5f87a61f97a99a',
    sizes: { ORIGINAL: () => largeDocument(planLength) },
  },
  {
    id: 'SbxFileAerl',
    name: 'aerial.png',
    contentType: 'image/png',
    contentLength: 8539,
    contentMd5: '941f14d0c51e5ffc867b7cc7e72d4155',
    sizes: {
      ORIGINAL: () => greySquare(2048),
      SMALL: () => greySquare(256),
      MEDIUM: () => greySquare(512),
      LARGE: () => greySquare(1024),
    },
  },
  {
    id: 'SbxFilePend',
    name: 'on its way.png',
    contentType: 'image/png',
    contentLength: 51_200,
    contentMd5: '0123456789abcdef0123456789abcdef',
    sizes: {},
  },
]

/** Events and tracked entities with a file as a value. No recording shows their values; all but `viewer` may read them. The last value names no file. */
export const seededFileValues: readonly { event?: string; trackedEntity?: string; of: string; value: string }[] = [
  { event: 'ZMMvnkUlsWX', of: 'RecPhoto001', value: 'LSlkBg5EGZN' },
  { event: 'noY2BGi1SxY', of: 'RecPhoto001', value: 'SbxFilePend' },
  { trackedEntity: 'DkPdDOZuffA', of: 'SbxPlan0001', value: 'SbxFilePlan' },
  { trackedEntity: 'DkPdDOZuffA', of: 'SbxAerial01', value: 'SbxFileAerl' },
  { event: 'CziFVdOpJ0T', of: 'RecPhoto001', value: 'SbxFileGone' },
]
