import { child, ids } from './importing.ts'

/** A mistake: its name, the bundle that makes it, and the codes of its errors in 2.42. */
export type Mistake = readonly [name: string, bundle: unknown, codes: readonly string[]]

/** A person without enrollments. */
export const person = (changes: Record<string, unknown>) => ({
  trackedEntities: [child('RefNew', { enrollments: [], ...changes })],
})

/** A completed enrollment of the child `RefOld`. */
export const enrollment = (changes: Record<string, unknown>) => {
  const [given] = child('RefNew').enrollments
  return { enrollments: [{ ...given, trackedEntity: 'RefOldTe000', status: 'COMPLETED', events: [], ...changes }] }
}

/** A visit of that child. */
export const visit = (changes: Record<string, unknown>) => ({
  events: [
    {
      event: 'RefNewEv000',
      program: ids.childProgramme,
      programStage: ids.postnatal,
      enrollment: 'RefOldEn000',
      orgUnit: ids.northClinic,
      occurredAt: '2026-10-10',
      ...changes,
    },
  ],
})

/** A discharge, without registration. */
export const discharge = (changes: Record<string, unknown>) => ({
  events: [
    {
      event: 'RefDisEv000',
      program: ids.inpatient,
      programStage: ids.discharge,
      orgUnit: ids.northClinic,
      occurredAt: '2026-10-10',
      attributeOptionCombo: 'h8KnqQQtaU5',
      ...changes,
    },
  ],
})

/** That child as the mother of another. */
export const mother = (changes: Record<string, unknown>) => ({
  relationships: [
    {
      relationship: 'RefNewRe000',
      relationshipType: 'JvWEq5EzRRr',
      from: { trackedEntity: { trackedEntity: 'RefOldTe000' } },
      to: { trackedEntity: { trackedEntity: 'X0guBImuthe' } },
      ...changes,
    },
  ],
})

const polygon = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ],
  ],
}

/** Mistakes in new objects. */
export const mistakes: readonly Mistake[] = [
  ['no type of a person', person({ trackedEntityType: undefined }), ['E1121']],
  ['an unknown type', person({ trackedEntityType: 'nosuchType0' }), ['E1005']],
  ['an unknown org unit', person({ orgUnit: 'nosuchUnit0' }), ['E1049']],
  ['an unknown attribute', person({ attributes: [{ attribute: 'nosuchAttr0', value: 'x' }] }), ['E1006']],
  ['a value of another type', person({ attributes: [{ attribute: ids.dateOfBirth, value: '2026-02-30' }] }), ['E1007']],
  ['a value that is no option', person({ attributes: [{ attribute: 'WRkWhyijZxP', value: 'X' }] }), ['E1125']],
  ['a value too long', person({ attributes: [{ attribute: ids.firstName, value: 'x'.repeat(1201) }] }), ['E1077']],
  ['a unique value of another', person({ attributes: [{ attribute: 'GDNUcCbvVAB', value: '1000001' }] }), ['E1064']],
  [
    'a mandatory attribute of the type left out',
    person({ trackedEntityType: ids.focusArea, attributes: [] }),
    ['E1090'],
  ],
  [
    'a mandatory attribute of the type taken away',
    person({ trackedEntityType: ids.focusArea, attributes: [{ attribute: 'vgWKyBV08H7', value: null }] }),
    ['E1076'],
  ],
  ['no program', enrollment({ program: undefined }), ['E1122']],
  ['an unknown program', enrollment({ program: 'nosuchProg0' }), ['E1069']],
  ['an unknown org unit of an enrollment', enrollment({ orgUnit: 'nosuchUnit0' }), ['E1070']],
  ['an unknown tracked entity', enrollment({ trackedEntity: 'nosuchEnti0' }), ['E1068']],
  [
    'an enrollment in a program without registration',
    enrollment({ program: ids.inpatient, attributes: [] }),
    ['E1014'],
  ],
  ['a program of another type', enrollment({ program: 'loA9a9O6sjE', attributes: [] }), ['E1022']],
  ['a second active enrollment', enrollment({ status: 'ACTIVE' }), ['E1015']],
  ['no day of enrolling', enrollment({ enrolledAt: undefined }), ['E1025']],
  ['a day of enrolling to come', enrollment({ enrolledAt: '2031-01-01' }), ['E1020']],
  ['an incident to come', enrollment({ occurredAt: '2031-01-01' }), ['E1021']],
  ['no day of the incident', enrollment({ occurredAt: undefined }), ['E1023']],
  ['a place of another form', enrollment({ geometry: polygon }), ['E1012']],
  [
    'an attribute of another program',
    enrollment({ attributes: [{ attribute: ids.nationalId, value: '1' }] }),
    ['E1019'],
  ],
  ['an attribute without a name', enrollment({ attributes: [{ value: '1' }] }), ['E1075']],
  [
    'a mandatory attribute taken away',
    enrollment({ attributes: [{ attribute: ids.firstName, value: null }] }),
    ['E1076'],
  ],
  [
    'an end of what goes on',
    enrollment({ status: 'ACTIVE', trackedEntity: 'Vy5ofXAVJYt', completedAt: '2026-10-01' }),
    ['E1052'],
  ],
  [
    'no org unit, program and stage',
    visit({ orgUnit: ' ', program: undefined, programStage: '' }),
    ['E1123', 'E1123', 'E1123'],
  ],
  ['an unknown org unit of an event', visit({ orgUnit: 'nosuchUnit0' }), ['E1011']],
  ['an unknown program of an event', visit({ program: 'nosuchProg0' }), ['E1010']],
  ['an unknown stage', visit({ programStage: 'nosuchStag0' }), ['E1013']],
  ['a stage of another program', visit({ programStage: 'te8OpLTB3Nb' }), ['E1089']],
  ['no enrollment', visit({ enrollment: undefined }), ['E1033']],
  ['an enrollment in another program', visit({ program: ids.tbProgramme, programStage: 'te8OpLTB3Nb' }), ['E1079']],
  ['a second event of a stage that has one', visit({ programStage: ids.birth }), ['E1039']],
  ['no day', visit({ occurredAt: undefined }), ['E1031']],
  ['a plan without a day', visit({ occurredAt: undefined, status: 'SCHEDULE' }), ['E1050']],
  [
    'values of a plan',
    visit({ status: 'SCHEDULE', scheduledAt: '2027-01-01', dataValues: [{ dataElement: ids.weight, value: '1' }] }),
    ['E1315'],
  ],
  ['an end of an event that goes on', visit({ completedAt: '2026-10-10' }), ['E1051']],
  ['a place of another form at an event', visit({ geometry: polygon }), ['E1012']],
  ['an unknown data element', visit({ dataValues: [{ dataElement: 'nosuchElem0', value: '1' }] }), ['E1304', 'E1305']],
  ['a data element of another stage', visit({ dataValues: [{ dataElement: ids.apgar, value: '1' }] }), ['E1305']],
  ['a value that is no number', visit({ dataValues: [{ dataElement: ids.weight, value: 'much' }] }), ['E1302']],
  ['a user that there is not', visit({ assignedUser: { username: 'nobody_here' } }), ['E1118']],
  ['the default option combo', discharge({ attributeOptionCombo: 'HllvX50cXC0' }), ['E1055']],
  ['no option combo', discharge({ attributeOptionCombo: undefined }), ['E1055']],
  ['an unknown option combo', discharge({ attributeOptionCombo: 'nosuchCoCo0' }), ['E1115']],
  ['an unknown category option', discharge({ attributeCategoryOptions: 'nosuchOpti0' }), ['E1116']],
  ['an option of another option combo', discharge({ attributeCategoryOptions: ['oMQqvwDHvhx'] }), ['E1117']],
  ['the option combo of another category combo', visit({ attributeOptionCombo: 'h8KnqQQtaU5' }), ['E1054']],
  ['compulsory values left out', discharge({ status: 'COMPLETED' }), ['E1303', 'E1303', 'E1303']],
  ['a relationship without a type', mother({ relationshipType: undefined }), ['E1124']],
  ['an unknown type of relationship', mother({ relationshipType: 'nosuchType0' }), ['E4006']],
  ['a relationship without an end', mother({ to: {} }), ['E4001']],
  ['a relationship to itself', mother({ to: { trackedEntity: { trackedEntity: 'RefOldTe000' } } }), ['E4000']],
  ['a relationship to something else', mother({ to: { enrollment: { enrollment: 'RefOldEn000' } } }), ['E4010']],
  ['a relationship to nobody', mother({ to: { trackedEntity: { trackedEntity: 'nosuchEnti0' } } }), ['E4012']],
]

/** Mistakes in updates of the child `RefOld` and what belongs to it. */
export const mistakesOfUpdates: readonly Mistake[] = [
  [
    'another type of a person',
    {
      trackedEntities: [
        {
          trackedEntity: 'RefOldTe000',
          trackedEntityType: ids.focusArea,
          orgUnit: ids.northClinic,
          attributes: [{ attribute: 'vgWKyBV08H7', value: 'x' }],
        },
      ],
    },
    ['E1126'],
  ],
  ['another program of an enrollment', enrollment({ enrollment: 'RefOldEn000', program: ids.tbProgramme }), ['E1127']],
  ['another stage of an event', visit({ event: 'RefOldEv000' }), ['E1128']],
  ['a way back to a plan', visit({ event: 'RefOldEv000', programStage: ids.birth, status: 'SKIPPED' }), ['E1316']],
]

/** What other versions say of the same mistakes. */
export const otherwise: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  '2.38': {
    'a value of another type': ['E1007', 'E1085'],
    'an end of what goes on': [],
    'values of a plan': [],
    'an end of an event that goes on': [],
    'a way back to a plan': [],
  },
  '2.40': {
    'a value of another type': ['E1007', 'E1085'],
    'an end of what goes on': [],
    'an end of an event that goes on': [],
  },
  '2.41': {
    'an end of what goes on': [],
    'an end of an event that goes on': [],
  },
  '2.42': {},
  '2.43': { 'no enrollment': ['E1123'] },
}
