/** A source text in two shapes of the same length and lines, so that a position in one is a position in the other. */
export interface SourceText {
  /** Without comments; strings stay. */
  readonly code: string
  /** Without comments and without what strings, templates and regular expressions hold. */
  readonly bare: string
}

/** An import or re-export, and the line it stands in (from 1). */
export interface ImportedModule {
  readonly specifier: string
  readonly line: number
}

interface Scan {
  readonly text: string
  readonly code: string[]
  readonly bare: string[]
  /** For every open `${`, how many braces are open within it. */
  readonly templates: number[]
}

/** Blanks comments, and in `bare` the inside of literals too, without a parser: TypeScript 7 has no API for that yet. */
export function readSourceText(text: string): SourceText {
  const scan: Scan = { text, code: [...text.split('')], bare: [...text.split('')], templates: [] }
  let at = 0
  while (at < text.length) at = step(scan, at)
  return { code: scan.code.join(''), bare: scan.bare.join('') }
}

/** Every module that a file names in `import … from`, `export … from`, `import '…'` or `import('…')`. */
export function importedModules({ code, bare }: SourceText): ImportedModule[] {
  const names = /(?<!\.)\b(?:from\s*|import\s*\(?\s*)(['"`])/g
  return [...bare.matchAll(names)].map((match) => {
    const start = match.index + match[0].length
    const end = code.indexOf(match[1] ?? '', start)
    return { specifier: code.slice(start, end), line: lineOf(bare, match.index) }
  })
}

/** The line, from 1, of a position in a text. */
export function lineOf(text: string, position: number): number {
  return text.slice(0, position).split('\n').length
}

function step(scan: Scan, at: number): number {
  const { text, templates } = scan
  const two = text.slice(at, at + 2)
  const one = text.charAt(at)
  if (two === '//') return blank(scan, at, endOr(text, text.indexOf('\n', at)), true)
  if (two === '/*') return blank(scan, at, endOr(text, text.indexOf('*/', at + 2) + 2), true)
  if (one === "'" || one === '"') return literal(scan, at, one)
  if (one === '`') return template(scan, at + 1)
  if (one === '/' && beginsRegExp(text, at)) return literal(scan, at, '/')
  const depth = templates.length - 1
  if (depth < 0) return at + 1
  const open = templates[depth] ?? 0
  if (one === '{') templates[depth] = open + 1
  if (one === '}' && open > 0) templates[depth] = open - 1
  if (one === '}' && open === 0) {
    templates.pop()
    return template(scan, at + 1)
  }
  return at + 1
}

/** From behind a quote to behind its end; a line's end closes it too, since an apostrophe in JSX is no quote. */
function literal(scan: Scan, start: number, quote: string): number {
  let at = start + 1
  let inClass = false
  for (; at < scan.text.length; at += 1) {
    const one = scan.text.charAt(at)
    if (one === '\\') at += 1
    else if (one === '\n' || (one === quote && !inClass)) break
    else if (quote === '/') inClass = one === '[' || (inClass && one !== ']')
  }
  return blank(scan, start + 1, at, false) + 1
}

function template(scan: Scan, start: number): number {
  for (let at = start; at < scan.text.length; at += 1) {
    if (scan.text.charAt(at) === '\\') at += 1
    else if (scan.text.charAt(at) === '`') return blank(scan, start, at, false) + 1
    else if (scan.text.startsWith('${', at)) {
      scan.templates.push(0)
      return blank(scan, start, at, false) + 2
    }
  }
  return scan.text.length
}

function blank({ text, code, bare }: Scan, start: number, end: number, comment: boolean): number {
  for (let at = start; at < end; at += 1) {
    if (text.charAt(at) === '\n') continue
    bare[at] = ' '
    if (comment) code[at] = ' '
  }
  return end
}

function beginsRegExp(text: string, at: number): boolean {
  return (
    /(?:^|[(,=:[!&|?{};>\n]|\breturn|\bcase)\s*$/.test(text.slice(Math.max(0, at - 40), at)) && text[at + 1] !== '>'
  )
}

function endOr(text: string, end: number): number {
  return end < 2 ? text.length : end
}
