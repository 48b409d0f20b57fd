/** The texts of one object in one language. */
interface Texts {
  name?: string
  shortName?: string
  description?: string
  formName?: string
  fromToName?: string
}

/**
 * Names in French and Portuguese for what a walk through the Child Programme meets; the dataset itself has English alone. Partial on
 * purpose, as real translations are: Portuguese lacks descriptions, the attribute `Residence` has none at all, one object has the language of
 * a country (`pt_BR`), and one a translation that is empty, which DHIS2 passes over. DHIS2 shows them to whom has set that language as
 * `keyDbLocale`, and to nobody because of a parameter or header (recordings 420 to 422).
 */
export const seededTranslations: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Texts>>>>>> = {
  programs: {
    U7oMv90laog: {
      fr: {
        name: 'Programme enfants',
        shortName: 'Enfants',
        description: 'Croissance et vaccination des enfants de la naissance à cinq ans',
      },
      pt: { name: 'Programa infantil', shortName: 'Infantil' },
      pt_BR: { name: 'Programa da criança' },
    },
    XeJ1WgcCVBW: { fr: { name: 'Morbidité et mortalité hospitalières' }, pt: { name: '' } },
  },
  programStages: {
    UlGOlZiZl1i: {
      fr: { name: 'Naissance', description: 'Naissance (programme enfants)' },
      pt: { name: 'Nascimento' },
    },
    cYE9ZDntzMW: { fr: { name: 'Visite postnatale' }, pt: { name: 'Visita pós-natal' } },
    l07aKdigdfV: { fr: { name: 'Vaccination' }, pt: { name: 'Imunização' } },
  },
  trackedEntityTypes: {
    UpgtDS3CDR9: {
      fr: { name: 'Personne', shortName: 'Pers.', description: 'Une personne suivie par un service de santé' },
      pt: { name: 'Pessoa' },
    },
  },
  trackedEntityAttributes: {
    cTcePYIrfPz: { fr: { name: 'Prénom', shortName: 'Prénom' }, pt: { name: 'Nome próprio' } },
    GxzwGQPmIkq: { fr: { name: 'Nom de famille' }, pt: { name: 'Apelido' } },
    WRkWhyijZxP: { fr: { name: 'Sexe' }, pt: { name: 'Sexo' } },
    ANNYS5BP9uu: { fr: { name: 'Date de naissance' }, pt: { name: 'Data de nascimento' } },
  },
  dataElements: {
    // The recorders' own translation (recording 419).
    f6gE41nTCTn: { fr: { name: 'Poids (g)', formName: 'Poids' }, pt: { formName: 'Peso (g)' } },
    OVFkoX5Zyyc: { fr: { name: 'SMI Issue de la naissance', formName: 'Issue' } },
    // Without a form name of its own in French, the form shows the English one.
    g0Qbfdshgk5: { fr: { name: "SMI Score d'Apgar" }, pt: { name: 'Índice de Apgar' } },
  },
  options: {
    BFUyiAqmKp2: { fr: { name: 'Féminin' }, pt: { name: 'Feminino' } },
    jEfUl4RRPMp: { fr: { name: 'Masculin' }, pt: { name: 'Masculino' } },
    QU33FG9yn3s: { fr: { name: 'Né vivant' }, pt: { name: 'Nado-vivo' } },
  },
  organisationUnits: {
    xFHN90MB0JE: { fr: { name: 'Solée', shortName: 'Solée' }, pt: { name: 'Soleia' } },
    e2DGni7zEkW: { fr: { name: 'Ambérie' }, pt: { name: 'Ambéria' } },
  },
  relationshipTypes: {
    JvWEq5EzRRr: { fr: { name: "Mère de l'enfant", fromToName: 'Mère de' } },
  },
}
