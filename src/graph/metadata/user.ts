import type { UserSnapshot } from '../../model/tracker.ts'
import { builder } from '../builder.ts'

/** A user, as far as tracker rows name one. */
export const User = builder.objectRef<UserSnapshot>('User').implement({
  description: 'A user, as far as tracker data names one.',
  fields: (t) => ({
    id: t.id({ description: 'UID.', resolve: (user) => user.uid ?? null }),
    username: t.exposeString('username', { description: 'The name to sign in with.' }),
    firstName: t.exposeString('firstName', { description: 'First name.' }),
    surname: t.exposeString('surname', { description: 'Surname.' }),
    displayName: t.string({
      description: 'First name and surname.',
      resolve: ({ firstName, surname }) => [firstName, surname].filter(Boolean).join(' ') || null,
    }),
  }),
})
