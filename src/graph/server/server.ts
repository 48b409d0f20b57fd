import { CAPABILITIES, namedCapabilities } from '../../model/capability.ts'
import type { Capabilities, Me as MeModel, ServerInfo } from '../../model/server-info.ts'
import { builder } from '../builder.ts'
import { OrganisationUnit, Program } from '../metadata/refs.ts'

const DialectEnum = builder.enumType('Dialect', {
  description: 'A family of DHIS2 API versions.',
  values: {
    MODERN: { description: '2.41 and newer.' },
    INSTANCES: { description: '2.36 to 2.40.' },
    LEGACY: { description: '2.35, and endpoints that the newer API lacks.' },
  } as const,
})

const CapabilityEnum = builder.enumType('Capability', {
  description:
    'What not every version of DHIS2 can do: a front end may hide what its server lacks. A version that lacks one is UNSUPPORTED_BY_SERVER where it is asked for, or answers otherwise where the description says so.',
  values: Object.fromEntries(CAPABILITIES.map(({ name, description }) => [name, { description }])),
})

const Server = builder.objectRef<{ info: ServerInfo; capabilities: Capabilities }>('Server').implement({
  description: 'The DHIS2 server behind this gateway.',
  fields: (t) => ({
    version: t.string({
      nullable: false,
      description: 'Its version, such as 2.42.5.',
      resolve: ({ info }) => info.version,
    }),
    dialect: t.field({
      type: DialectEnum,
      nullable: false,
      description: 'Which family of API versions the gateway speaks to it.',
      resolve: ({ capabilities }) => capabilities.dialect,
    }),
    capabilities: t.field({
      type: [CapabilityEnum],
      nullable: { list: false, items: false },
      description: 'What this version can do and others cannot.',
      resolve: ({ capabilities }) => namedCapabilities(capabilities).can,
    }),
    timeZone: t.string({
      description: 'The zone of every LocalDateTime, such as Africa/Freetown.',
      resolve: ({ info }) => info.timeZone ?? null,
    }),
    name: t.string({ description: 'What its administrators call it.', resolve: ({ info }) => info.systemName ?? null }),
  }),
})

const Me = builder.objectRef<MeModel>('Me').implement({
  description: 'The caller, as DHIS2 knows them.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false, description: 'UID.' }),
    username: t.exposeString('username', { nullable: false, description: 'The name they signed in with.' }),
    displayName: t.exposeString('displayName', { description: 'First name and surname.' }),
    authorities: t.exposeStringList('authorities', {
      nullable: { list: false, items: false },
      description: 'What they may do.',
    }),
    organisationUnits: t.field({
      type: [OrganisationUnit],
      nullable: { list: false, items: false },
      description: 'Where they may enter data: these units and all below.',
      resolve: (me) => me.organisationUnits,
    }),
    searchOrganisationUnits: t.field({
      type: [OrganisationUnit],
      nullable: { list: false, items: false },
      description: 'Where they may search tracked entities: these units and all below.',
      resolve: (me) => me.teiSearchOrganisationUnits,
    }),
    dataViewOrganisationUnits: t.field({
      type: [OrganisationUnit],
      nullable: { list: false, items: false },
      description: 'Where they may see aggregated data.',
      resolve: (me) => me.dataViewOrganisationUnits,
    }),
    programs: t.field({
      type: [Program],
      nullable: { list: false, items: false },
      description: 'The programs they may see.',
      resolve: (me) => me.programs.map((id) => ({ id })),
    }),
  }),
})

builder.queryFields((t) => ({
  me: t.field({ type: Me, description: 'The caller.', resolve: (_root, _args, { load }) => load.me() }),
  server: t.field({
    type: Server,
    description: 'The DHIS2 server behind this gateway.',
    resolve: async (_root, _args, { load }) => ({
      info: await load.serverInfo(),
      capabilities: await load.capabilities(),
    }),
  }),
}))
