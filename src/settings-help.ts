import { listSettings } from './settings.ts'
import { flagOf } from './settings-flags.ts'
import type { SettingDoc } from './settings-shape.ts'

const intro = `A GraphQL gateway for DHIS2 tracker.

Usage: dhis2-tracker-graphql [command] [flags]

Commands
  serve     Serve the DHIS2 at DHIS2_URL, or the embedded sandbox. What runs without a command.
  sandbox   Serve the embedded sandbox alone, a small DHIS2 with a fictional country.
              --dhis2 2.42         version that it stands for: 2.35, 2.38, 2.40, 2.41, 2.42 or 2.43
              --port 8085          port to listen at
              --basic-check 90ms   how long the check of a password takes; 0ms for tests
              --latency real       let answers take what they took a real server of that version, on two cores
              --tracked-entities 100000   fill the Child Programme up to so many, with about five events each
  doctor    Check the DHIS2 at DHIS2_URL, with the login of DHIS2_USERNAME and DHIS2_PASSWORD or of DHIS2_TOKEN
            (environment only), and tell what to mend.
  import FILE…   Import tracker objects into the DHIS2 at DHIS2_URL, with the same login: JSON bundles or NDJSON (one bundle
            or object a line), gzipped or not; - is standard input. docs/import.md tells more.
              --strategy CREATE    or UPDATE, CREATE_AND_UPDATE, DELETE
              --dry-run            let DHIS2 check everything and store nothing
              --resume FILE        record there what is done, and do not do again what it tells
              --conflicts FILE     where to list what was refused, as CSV; beside the first input file unless set
              --batch-size 500     objects in one request; unless set, what suits the server's version
              --concurrency 2      requests at once, 1 to 32
              --atomic-mode ALL    or OBJECT, which stores an object although one of its request is refused
              --skip-rule-engine   run no program rules
              --skip-side-effects  send no notifications and the like
              --id-scheme CODE     what metadata is named by: UID, CODE, NAME or ATTRIBUTE:uid; for one kind
                                   --data-element-id-scheme, --org-unit-id-scheme, --program-id-scheme, --program-stage-id-scheme,
                                   --category-option-combo-id-scheme, --category-option-id-scheme
            It ends with 0 where all is stored, 1 where something is not, 2 for a wrong use, 130 after Ctrl-C.
  help      Print this; so does --help. --version prints the version.

Examples
  dhis2-tracker-graphql
  dhis2-tracker-graphql --port 4001 --dhis2-url https://dhis2.example.org/dhis
  DHIS2_URL=https://dhis2.example.org DHIS2_USERNAME=someone DHIS2_PASSWORD=… dhis2-tracker-graphql doctor
  dhis2-tracker-graphql import --resume children.resume children.ndjson.gz

Settings of serve, doctor and import: a flag, or the environment variable beside it. A flag wins.
`

/** The text of `--help`: the commands, examples, and every setting with its default. */
export function helpText(): string {
  const settings = listSettings().map(({ doc }) => {
    const flag = doc.secret ? '(no flag)' : `--${flagOf(doc.env)}`
    return `  ${flag.padEnd(26)}${doc.env}\n${wrap(`${doc.description}${defaultSentence(doc)}`, 100, '      ')}\n`
  })
  return `${intro}\n${settings.join('')}`
}

/** The page docs/settings.md: every setting in a table. */
export function settingsPage(): string {
  const rows = listSettings().map(({ doc }) => {
    const flag = doc.secret ? 'none' : `\`--${flagOf(doc.env)}\``
    return `| \`${doc.env}\` | ${flag} | ${defaultCell(doc)} | ${doc.description} |`
  })
  return `# Settings

Each setting is a flag or an environment variable; a flag wins. A wrong value or an unknown name stops the gateway with
one line that names it. Durations are written \`500ms\`, \`5s\`, \`10m\` or \`1h\`, sizes \`512KB\` or \`64MB\` (1 KB is 1024 bytes). An empty variable
counts as unset. \`NODE_ENV=production\` changes the defaults that say so.

| Environment | Flag | Default | What it does |
|---|---|---|---|
${rows.join('\n')}

The commands \`doctor\` and \`import\` (whose own flags are in \`docs/import.md\`) also read \`DHIS2_USERNAME\` and \`DHIS2_PASSWORD\`, or \`DHIS2_TOKEN\` (a personal access token), from
the environment only, and \`sandbox\` has the flags \`--port\` (8085),
\`--dhis2\` (2.42, the version that it stands for), \`--basic-check\` (90ms, how long the check of a password takes) and \`--latency\`
(none, or real: answers take what they took a real server of that version, on two cores, checks of passwords with them)
and \`--tracked-entities\` (0; up to how many tracked entities the Child Programme is filled).

This page is printed from \`src/settings-shape.ts\`; \`npx vitest run test/settings.test.ts -u\` renews it.
`
}

function defaultCell(doc: SettingDoc): string {
  if (!doc.default) return 'none'
  return `\`${doc.default}\`${doc.productionDefault === undefined ? '' : `; in production \`${doc.productionDefault}\``}`
}

function defaultSentence(doc: SettingDoc): string {
  if (!doc.default) return ''
  return ` [${doc.default}${doc.productionDefault === undefined ? '' : `; in production ${doc.productionDefault}`}]`
}

function wrap(text: string, width: number, indent: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].map((one) => indent + one).join('\n')
}
