/** A caller's own DHIS2 login as the one header that carries it upstream: `authorization` (its whole value) or `cookie`, never both. */
export type Credentials =
  | { readonly kind: 'basic' | 'token' | 'bearer'; readonly headers: { readonly authorization: string } }
  | { readonly kind: 'cookie'; readonly headers: { readonly cookie: string } }
