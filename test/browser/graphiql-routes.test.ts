import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readExamples } from '../../src/http/graphiql/examples.ts'
import { createGraphiqlRoutes, type GraphiqlRoutes } from '../../src/http/graphiql/routes.ts'

const SCRIPT = 'export const answer = 42\n'.repeat(100)
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'

let folder: string
let routes: GraphiqlRoutes

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'graphiql-'))
  mkdirSync(join(folder, 'page/assets'), { recursive: true })
  writeFileSync(join(folder, 'page/index.html'), '<!doctype html><title>GraphiQL</title>')
  writeFileSync(join(folder, 'page/assets/main-x.js'), SCRIPT)
  writeFileSync(join(folder, 'page/assets/main-x.js.br'), brotliCompressSync(SCRIPT))
  writeFileSync(join(folder, 'page/assets/main-x.js.gz'), gzipSync(SCRIPT))
  writeFileSync(join(folder, 'secret.js'), 'not for anybody')
  routes = createGraphiqlRoutes({ directory: join(folder, 'page'), title: 'Title', examples: [] })
})
afterAll(() => rmSync(folder, { recursive: true }))

function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Response {
  const response = routes(new Request(`http://gateway.test${path}`, { headers, method }))
  if (!response) throw new Error(`${method} ${path} was left to the GraphQL server`)
  return response
}

describe('the page', () => {
  test('is what a browser gets at the endpoint, asked about each time, under a policy of nothing from elsewhere', async () => {
    const response = ask('/graphql', { accept: BROWSER })
    expect(await response.text()).toContain('<title>GraphiQL</title>')
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    const policy = response.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'; script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe-eval')
    expect(policy).not.toContain('blob:')
  })

  test.each([
    ['POST', BROWSER],
    ['GET', 'application/json'],
    ['GET', '*/*'],
    ['GET', 'application/graphql-response+json, text/html;q=0.1'],
  ])('is not in the way of GraphQL: %s with %s', (method, accept) => {
    expect(routes(new Request('http://gateway.test/graphql', { method, headers: { accept } }))).toBeUndefined()
  })

  test('leaves other paths alone', () => {
    for (const path of ['/', '/healthz', '/graphqlx', '/graphql/stream']) {
      expect(routes(new Request(`http://gateway.test${path}`, { headers: { accept: BROWSER } }))).toBeUndefined()
    }
  })

  test('names the command that builds it where it has not been built', async () => {
    const unbuilt = createGraphiqlRoutes({ directory: join(folder, 'nowhere'), title: 'Title', examples: [] })
    const response = unbuilt(new Request('http://gateway.test/graphql', { headers: { accept: BROWSER } }))
    expect(response?.status).toBe(503)
    expect(await response?.text()).toContain('npm run build:graphiql')
  })
})

describe('the assets', () => {
  test.each([
    ['br, gzip', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
    ['identity', null, (bytes: Uint8Array) => bytes],
  ])('are compressed as the browser accepts: %s', async (accepted, encoding, decode) => {
    const response = ask('/graphql/assets/main-x.js', { 'accept-encoding': accepted })
    expect(response.headers.get('content-encoding')).toBe(encoding)
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(response.headers.get('cache-control')).toContain('immutable')
    expect(new TextDecoder().decode(decode(await response.bytes()))).toBe(SCRIPT)
  })

  test('are not sent again to somebody who has them', async () => {
    const headers = { 'accept-encoding': 'br' }
    const etag = ask('/graphql/assets/main-x.js', headers).headers.get('etag') ?? ''
    const again = ask('/graphql/assets/main-x.js', { ...headers, 'if-none-match': `"other", W/${etag}` })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect(ask('/graphql/assets/main-x.js', { 'if-none-match': etag }).status, 'another encoding').toBe(200)
  })

  test('answer HEAD without a body, and refuse writes', async () => {
    const head = ask('/graphql/assets/main-x.js', {}, 'HEAD')
    expect([head.headers.get('content-length'), await head.text()]).toEqual([String(SCRIPT.length), ''])
    const post = ask('/graphql/assets/main-x.js', {}, 'POST')
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  test.each([
    '%2e%2e/secret.js',
    '..%2fsecret.js',
    '%2e%2e%2fsecret.js',
    '..%5csecret.js',
    'main-x.js.br',
    'main-x.js/',
    '',
  ])('have no way out of their folder: %s', (path) => {
    const response = routes(new Request(`http://gateway.test/graphql/assets/${path}`))
    // URL parsing itself resolves some of these to a path that is not ours at all.
    expect(response?.status ?? 404).toBe(404)
  })

  test('are found under their own names only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        fc.pre(name !== 'main-x.js')
        expect(ask(`/graphql/assets/${encodeURIComponent(name)}`).status).toBe(404)
      }),
      { examples: [['constructor'], ['__proto__']] },
    )
  })
})

describe('the examples', () => {
  test('reach the page with their variables, beside the title and the login to offer', async () => {
    const operations = join(folder, 'operations')
    mkdirSync(operations)
    writeFileSync(join(operations, 'Second.graphql'), 'query Second { a }')
    writeFileSync(join(operations, 'First.graphql'), 'query First($id: ID!) { a(id: $id) }')
    writeFileSync(join(operations, 'First.variables.json'), '{ "id": "</script>" }\n')
    writeFileSync(join(operations, 'README.md'), 'not an operation')
    const told = {
      title: 'Title',
      hint: { username: 'a', password: 'b' },
      examples: readExamples(pathToFileURL(`${operations}/`)),
    }
    routes = createGraphiqlRoutes({ ...told, directory: pathToFileURL(join(folder, 'page')) })
    const response = ask('/graphql/graphiql.json')
    expect(response.headers.get('content-type')).toContain('application/json')
    expect(await response.json()).toEqual({
      ...told,
      examples: [
        { name: 'First', query: 'query First($id: ID!) { a(id: $id) }', variables: '{ "id": "</script>" }' },
        { name: 'Second', query: 'query Second { a }' },
      ],
    })
    expect(ask('/graphql', { accept: BROWSER }).status).toBe(200)
  })
})
