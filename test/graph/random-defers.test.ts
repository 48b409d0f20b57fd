import fc from 'fast-check'
import { Kind, parse, print, type SelectionNode, visit } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allParts, askInParts, mergeParts } from '../support/ask-in-parts.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

const PROGRAM = 'U7oMv90laog'

/** Selections that hold all that a plan fetches in requests of their own. */
const QUERIES = {
  'entities of a program': `{ trackedEntities(program: "iZG9zn4IHfP", ids: ["anFLVzhV6Ft", "T6yunKySXHd", "BQdeiM1OsiD"]) { totalCount nodes { id createdAt orgUnit { name }
    attributes { value attribute { name } } inProgram: attributes(program: "iZG9zn4IHfP") { value }
    enrollments { nodes { id status program { name } trackedEntity { id createdAt }
      events { nodes { id status programStage { name } dataValues { displayValue dataElement { name } } enrollment { id status } } }
      first: events(first: 1) { nodes { id occurredAt } }
      diagnoses: events(programStage: "y6DWCfsi2PC") { totalCount nodes { id storedBy } } } }
    latest: events(first: 2) { nodes { id scheduledAt } }
    mine: enrollments(program: "iZG9zn4IHfP") { nodes { id enrolledAt } }
    relationships { nodes { id relationshipType { name } from { ... on TrackedEntity { id createdAt } }
      other { ... on TrackedEntity { id attributes { value } } ... on Event { id status dataValues { value } } } } } } } }`,
  'entities of a type': `{ trackedEntities(trackedEntityType: "UpgtDS3CDR9", first: 6) { nodes { id
    inProgram: attributes(program: "${PROGRAM}") { value attribute { id } }
    mine: enrollments(program: "${PROGRAM}") { nodes { id enrolledAt events { nodes { id } } } }
    enrollments { nodes { id births: events(status: COMPLETED) { nodes { id } } } } } } }`,
  events: `{ events(program: "${PROGRAM}", first: 6) { nodes { id status dataValues { value dataElement { name } }
    enrollment { id status events { nodes { id } } } trackedEntity { id attributes { value } enrollments { nodes { id } } }
    relationships { nodes { id } } } } }`,
  enrollments: `{ enrollments(program: "${PROGRAM}", first: 6) { nodes { id status events { nodes { id } } events2: events(first: 1) { nodes { id status } }
    trackedEntity { id attributes { value } } relationships { nodes { id } } attributes { value attribute { name } } } } }`,
}

/** What becomes of a selected field: it stays, or a fragment defers it, or both. */
type Choice = 'stays' | 'deferred' | 'both'

/** The query with fragments that defer some of its fields, chosen in turn. */
function deferred(query: string, choices: readonly Choice[]): string {
  let turn = 0
  const chosen = visit(parse(query), {
    SelectionSet: {
      leave(node, _key, parent) {
        if (!parent || Array.isArray(parent) || !('kind' in parent) || parent.kind === Kind.OPERATION_DEFINITION) return
        const [now, later]: SelectionNode[][] = [[], []]
        for (const selection of node.selections) {
          const choice = choices[turn++ % choices.length]
          if (choice !== 'deferred') now?.push(selection)
          if (choice !== 'stays') later?.push(selection)
        }
        if (!later?.length) return
        return { ...node, selections: [...(now ?? []), fragment(later)] }
      },
    },
  })
  return print(chosen)
}

function fragment(selections: SelectionNode[]): SelectionNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    directives: [{ kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'defer' } }],
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  }
}

const choices = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constant<Choice>('stays') },
    { weight: 2, arbitrary: fc.constant<Choice>('deferred') },
    { weight: 1, arbitrary: fc.constant<Choice>('both') },
  ),
  { minLength: 20, maxLength: 80 },
)

describe.each(['2.38', '2.40', '2.42', '2.43'] as const)('on %s', (version) => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startGateway({}, { version })
  })
  afterAll(() => gateway.close())

  test.each(Object.entries(QUERIES))('whatever is deferred of %s, the answer is the same', async (_what, query) => {
    const whole = await gateway.ask(query)
    expect(whole.errors).toBeUndefined()
    await fc.assert(
      fc.asyncProperty(choices, async (chosen) => {
        const asked = deferred(query, chosen)
        const { data, errors } = mergeParts(await allParts(askInParts(gateway, asked)))
        expect(errors, asked).toEqual([])
        expect(data, asked).toEqual(whole.data)
      }),
      { numRuns: 15 },
    )
  })
})
