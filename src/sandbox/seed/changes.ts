import type { ChangeRecord } from '../records.ts'

const clerk = 'clerk_north'

/**
 * What happened after the import to a child and to one of its visits, which end at the values that they have: values corrected, values
 * entered and taken back, a place and a date moved, in the forms of recordings 536 and 537; and one change by a user who is gone since, of
 * whom DHIS2 knows the name alone.
 */
export const seededChanges: readonly ChangeRecord[] = [
  ...changesOf('X0guBImuthe', [
    [
      '04:02:01.100',
      clerk,
      { attributeValue: { attribute: 'cTcePYIrfPz', previousValue: 'Osmann', currentValue: 'Osman' } },
    ],
    [
      '04:02:02.200',
      'clerk_gone',
      { attributeValue: { attribute: 'UrRasfAwg7i', currentValue: '1 Market Road, Amberia' } },
    ],
    [
      '04:02:03.300',
      'admin',
      { attributeValue: { attribute: 'UrRasfAwg7i', previousValue: '1 Market Road, Amberia' } },
    ],
  ]),
  ...changesOf('ZMMvnkUlsWX', [
    ['04:02:11.100', clerk, { dataValue: { dataElement: 'MExlQAuWCHu', previousValue: '145', currentValue: '148' } }],
    ['04:02:12.200', clerk, { dataValue: { dataElement: 'kRO28Im1jmS', currentValue: 'true' } }],
    ['04:02:13.300', 'admin', { dataValue: { dataElement: 'kRO28Im1jmS', previousValue: 'true' } }],
    [
      '04:02:14.400',
      'admin',
      {
        eventField: {
          field: 'geometry',
          previousValue: '(-11.500000, 8.100000)',
          currentValue: '(-11.888520, 7.478840)',
        },
      },
    ],
    [
      '04:02:14.400',
      'admin',
      {
        eventField: {
          field: 'occurredAt',
          previousValue: '2026-01-03 23:43:04.520',
          currentValue: '2026-01-04 23:43:04.520',
        },
      },
    ],
  ]),
]

function changesOf(
  record: string,
  changes: [time: string, username: string, change: ChangeRecord['change']][],
): ChangeRecord[] {
  return changes.map(([time, username, change]) => ({ record, createdAt: `2026-11-21T${time}`, username, change }))
}
