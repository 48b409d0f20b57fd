import type { GatewayContext } from '../../load/gateway-context.ts'
import type { GraphLoad } from '../../load/graph-load.ts'
import { isLocale, translationOf } from '../../load/locale.ts'
import { type Ready, whenReady } from '../../load/ready.ts'
import { WALK_TOO_FAR } from '../../load/walk-budget.ts'
import type { MetadataType, MetadataTypes, Reference } from '../../model/metadata.ts'
import type { InverseReference, MetadataDetail, MetadataDetails, Translation } from '../../model/metadata-details.ts'
import { PlanError } from '../../plan/plan-error.ts'

/** Resolves a property of a metadata object known by UID: at once where it was warmed, null where sharing hides the object. */
export function fromRecord<Type extends MetadataType, Key extends keyof MetadataTypes[Type]>(
  type: Type,
  key: Key,
): (parent: Reference, args: object, context: GatewayContext) => Ready<NonNullable<MetadataTypes[Type][Key]> | null> {
  return (parent, _args, context) =>
    whenReady(context.load.metadata.get(type, parent.id), (record) => withinBudget(context, record?.[key] ?? null))
}

/** A list that the request's budget allows; null beyond it, with one error that says so. */
export function withinBudget<Value>({ load }: GatewayContext, value: Value): Value | null {
  if (!Array.isArray(value)) return value
  const taken = load.walk.take(value.length)
  if (taken === 'first') throw new PlanError('query', WALK_TOO_FAR)
  return taken === 'ok' ? value : null
}

/** Resolves a detail of a metadata object, which is loaded only where it is selected. */
export function fromDetail<Detail extends MetadataDetail>(
  type: MetadataType,
  detail: Detail,
): (parent: Reference, args: object, context: GatewayContext) => Ready<MetadataDetails[Detail] | null> {
  return (parent, _args, context) =>
    whenReady(context.load.metadataDetails.detail(type, parent.id, detail), (found) => withinBudget(context, found))
}

/** Resolves the objects that point at a metadata object: the other direction of a reference. */
export function fromPointers(
  type: MetadataType,
  path: string,
): (parent: Reference, args: object, context: GatewayContext) => Ready<Reference[] | null> {
  const inverse: InverseReference = { type, path: path.split('.') }
  return (parent, _args, context) =>
    whenReady(context.load.metadataDetails.pointers(inverse, parent.id), (found) => withinBudget(context, found))
}

/** Which translation a text has, and where DHIS2 keeps it in the user's language and untranslated. */
export interface TranslatedText<Type extends MetadataType> {
  property: string
  display: keyof MetadataTypes[Type]
  base: keyof MetadataTypes[Type]
}

/**
 * Resolves a text in a language: the one of the argument, of the request's header, or of the caller's DHIS2 settings.
 * Where there is no translation the text as entered stands, as in DHIS2.
 */
export function translated<Type extends MetadataType>(
  type: Type,
  { property, display, base }: TranslatedText<Type>,
): (parent: Reference, args: { locale?: string | null | undefined }, context: GatewayContext) => Ready<string | null> {
  return (parent, args, { load }) => {
    if (args.locale && !isLocale(args.locale))
      throw new PlanError('locale', `"${args.locale}" is no language: give a code such as fr, pt_BR or uz_Latn`)
    const locale = args.locale ?? load.locale
    const record = load.metadata.get(type, parent.id)
    return record instanceof Promise || locale ? inLanguage(load, parent.id, locale, record) : shown(record)
  }

  // Closures stand apart from what thousands of names at hand come through, as they would be allocated for each of them.
  function inLanguage(
    load: GraphLoad,
    id: string,
    locale: string | undefined,
    found: Ready<MetadataTypes[Type] | null>,
  ): Ready<string | null> {
    return whenReady(found, (record): Ready<string | null> => {
      if (!record || !locale) return shown(record)
      return whenReady(
        load.metadataDetails.detail(type, id, 'translations'),
        (translations: Translation[] | null) =>
          translationOf(translations ?? [], property, locale) ?? textOf(record[base]),
      )
    })
  }

  function shown(record: MetadataTypes[Type] | null): string | null {
    return record && (textOf(record[display]) ?? textOf(record[base]))
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** A reference to a metadata object, or null where there is none. */
export function reference(id: string | undefined): Reference | null {
  return id === undefined ? null : { id }
}
