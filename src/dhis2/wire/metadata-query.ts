import { z } from 'zod'
import type { MetadataType } from '../../model/metadata.ts'
import type { MetadataCondition, MetadataOperator, MetadataPage, MetadataQuery } from '../../model/metadata-query.ts'
import { recordsFromWire } from './metadata.ts'

const OPERATORS: Record<MetadataOperator, string> = {
  eq: 'eq',
  ne: '!eq',
  like: 'ilike',
  startsWith: '$ilike',
  endsWith: 'ilike$',
  in: 'in',
  le: 'le',
  ge: 'ge',
  isNull: 'null',
  token: 'token',
}

/** A condition in DHIS2's filter syntax: `path:operator:value`. */
export function printCondition({ path, operator, values }: MetadataCondition): string {
  if (operator === 'isNull') return values[0] === 'false' ? `${path}:!null` : `${path}:null`
  const value = operator === 'in' ? `[${values.join(',')}]` : (values[0] ?? '')
  return `${path}:${OPERATORS[operator]}:${value}`
}

/** The `order` of a query; the UID breaks ties, so that pages neither lose nor repeat an object. */
export function printOrder({ type, order }: MetadataQuery): string {
  const terms = order.map(({ by, direction }) => `${by}:${direction}`)
  return [...(terms.length > 0 ? terms : usualOrder(type)), 'id:asc'].join(',')
}

/** By name, where objects have one that DHIS2's database can sort by. */
function usualOrder(type: MetadataType): string[] {
  if (type === 'users') return ['firstName:asc', 'surname:asc']
  if (type === 'programRuleActions') return []
  return type === 'options' ? ['sortOrder:asc'] : ['name:asc']
}

const pagerShape = z.looseObject({ pager: z.looseObject({ total: z.number() }) })

/** A page of metadata; DHIS2 puts the count of all beside every one. */
export function metadataPageFromWire<Type extends MetadataType>(type: Type, body: unknown): MetadataPage<Type> {
  const records = recordsFromWire(type, body)
  return { records, total: pagerShape.safeParse(body).data?.pager.total ?? records.size }
}
