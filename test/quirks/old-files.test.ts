import { describe, expect, test } from 'vitest'
import { sandboxVersionNames } from '../../src/sandbox/versions/version-facts.ts'
import { recordedExchanges } from '../recordings/exchanges.ts'
import { basic, startGateway } from '../support/start-gateway.ts'

const QUERY = `{
  event(id: "ZMMvnkUlsWX") { v: dataValue(id: "RecPhoto001") { file { name contentType contentLength url imageUrl(dimension: SMALL) } } }
  trackedEntity(id: "DkPdDOZuffA", program: "loA9a9O6sjE") { v: attribute(id: "SbxPlan0001") { file { name contentLength url } } }
}`

interface Files {
  event: { v: { file: { contentLength: number; url: string; imageUrl: string } } }
  trackedEntity: { v: { file: { contentLength: number; url: string } } }
}

describe.each(sandboxVersionNames)('files on DHIS2 %s', (version) => {
  test('come whole from where the graph says, and to nobody without a login', async () => {
    const gateway = await startGateway({}, { version })
    const { event, trackedEntity } = await gateway.read<Files>(QUERY)
    const get = (url: string, headers = { authorization: basic('admin') }) => fetch(gateway.url + url, { headers })
    const lengthOf = async (url: string) => (await (await get(url)).arrayBuffer()).byteLength
    expect(await lengthOf(event.v.file.url)).toBe(event.v.file.contentLength)
    expect(await lengthOf(event.v.file.imageUrl)).toBe(788)
    expect(await lengthOf(trackedEntity.v.file.url)).toBe(trackedEntity.v.file.contentLength)
    expect((await get(event.v.file.url, { authorization: basic('admin', 'wrong') })).status).toBe(401)
    expect((await get(event.v.file.url.replace('ZMMvnkUlsWX', 'abcdefghijk'))).status).toBe(404)
    await gateway.close()
  })
})

test.each(['2.38', '2.40', '2.41'])('recorded: %s gives the file of an event by events/files', (version) => {
  const legacy = recordedExchanges(version).find(({ file }) => file === '488-file-download-legacy')
  expect(legacy?.request.path).toMatch(/^\/api\/events\/files\?eventUid=\w+&dataElementUid=\w+$/)
  expect(legacy?.response).toMatchObject({ status: 200, headers: { 'content-disposition': 'filename=photo one.png' } })
})

test.each(['2.38', '2.40'])('recorded: %s has no files below tracker', (version) => {
  const below = recordedExchanges(version).find(({ file }) => file === '486-file-download')
  expect([below?.request.path.startsWith('/api/tracker/'), below?.response.status]).toEqual([true, 404])
})
