/** One stage of a Dockerfile: its name (or its number), and its instructions in order. */
export interface Stage {
  readonly name: string
  readonly image: string
  readonly steps: readonly Step[]
}

/** An instruction such as `RUN` and what follows it, continued lines joined. */
export interface Step {
  readonly instruction: string
  readonly rest: string
}

/** The stages of a Dockerfile's text; knows what our Dockerfile uses, not the whole language. */
export function readDockerfile(text: string): Stage[] {
  const stages: { name: string; image: string; steps: Step[] }[] = []
  for (const line of joinedLines(text)) {
    const [, instruction = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? []
    const [image = '', , name] = rest.split(/\s+/)
    if (instruction === 'FROM') stages.push({ image, name: name ?? String(stages.length), steps: [] })
    else stages.at(-1)?.steps.push({ instruction, rest })
  }
  return stages
}

/** The last command of a stage for an instruction in exec form (`CMD ["node", …]`); throws where it is not in that form. */
export function execForm(stage: Stage, instruction: 'CMD' | 'HEALTHCHECK'): string[] {
  const rest = stage.steps.findLast((step) => step.instruction === instruction)?.rest ?? ''
  const words: unknown = JSON.parse(rest.replace(/^(?:--\S+\s+)*(?:CMD\s+)?/, ''))
  if (!Array.isArray(words)) throw new Error(`${instruction} is not in exec form`)
  return words.map(String)
}

/** The top-level names that a .dockerignore lets into the build, where it begins by ignoring everything. */
export function sentToBuild(dockerignore: string): string[] {
  const [first, ...rest] = dockerignore.split('\n').filter((line) => line.trim() !== '')
  if (first !== '*') throw new Error('.dockerignore must begin by ignoring everything')
  return rest.map((line) => line.replace(/^!/, ''))
}

function joinedLines(text: string): string[] {
  return text
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
}
