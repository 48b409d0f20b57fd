const NAME = 'answeredOnceBy'

/**
 * The extensions of a type whose objects many rows name: two with the same value of this property answer alike within one operation,
 * so that what is selected of them needs to be resolved once.
 */
export function answeredOnceBy(property: string): { extensions: Record<string, string> } {
  return { extensions: { [NAME]: property } }
}

/** The property by which objects of a type with these extensions are known; undefined where each is resolved by itself. */
export function knownBy({ [NAME]: property }: Readonly<Record<string, unknown>>): string | undefined {
  return typeof property === 'string' ? property : undefined
}
