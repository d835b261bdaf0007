import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { call } from '../../test/http.ts'
import { NUMBER, type Stage, startStage } from '../../test/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await startStage()
})
afterEach(() => stage.close())

async function upload(fields: Record<string, string | Blob>, number = NUMBER) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  const headers = { authorization: 'Bearer token' }
  const response = await fetch(`${stage.twin.url}/v24.0/${number}/media`, { method: 'POST', headers, body: form })
  return { status: response.status, json: (await response.json()) as { id?: string; error?: { message: string } } }
}
const png = (size: number) => new Blob([new Uint8Array(size).fill(7)], { type: 'image/png' })
const product = { messaging_product: 'whatsapp' }

test('an uploaded file comes back byte for byte, with digest, size and type', async () => {
  const bytes = Buffer.from([0, 255, 13, 10, 45, 45, 128, 7])
  const { status, json } = await upload({ ...product, file: new Blob([bytes], { type: 'image/png' }) })
  expect([status, json]).toEqual([200, { id: expect.stringMatching(/^\d{16}$/) }])
  const info = await stage.call('GET', `/v24.0/${json.id}`)
  expect(info.json).toEqual({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/whatsapp_business\/attachments\/\?mid=\d+&ext=\d+&hash=/),
    mime_type: 'image/png',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    file_size: bytes.length,
    id: json.id,
    messaging_product: 'whatsapp',
  })
  const file = await fetch(info.json.url!, { headers: { authorization: 'Bearer token' } })
  expect(Buffer.from(await file.arrayBuffer())).toEqual(bytes)
})

test('media is also found without a version, as recorded clients ask', async () => {
  const { json } = await upload({ ...product, file: png(4) })
  expect((await stage.call('GET', `/${json.id}`)).json.id).toBe(json.id)
})

test('a download needs the token and an address that is neither changed nor old', async () => {
  const { json } = await upload({ ...product, file: png(4) })
  const { url } = (await stage.call('GET', `/v24.0/${json.id}`)).json
  expect((await call(url!, 'GET', undefined, null)).status).toBe(401)
  expect((await call(url!.replace(/ext=\d+/, 'ext=9999999999'), 'GET', undefined, 'token')).status).toBe(404)
  const old = await startStage({ mediaUrlTtlMs: -1000 })
  const { outcomes } = old.twin.inject({ phoneNumberId: NUMBER, from: '16505551234', message: { type: 'image' } })
  await Promise.all(outcomes)
  const image = old.receiver.messages()[0]!.image as { id: string }
  const expired = (await old.call('GET', `/v24.0/${image.id}`)).json.url!
  expect((await call(expired, 'GET', undefined, 'token')).status).toBe(404)
  await old.close()
})

test('an unknown or deleted file is an unknown object', async () => {
  const { json } = await upload({ ...product, file: png(4) })
  expect((await stage.call('DELETE', `/v24.0/${json.id}`)).json).toEqual({ success: true })
  const gone = await stage.call('GET', `/v24.0/${json.id}`)
  expect(gone.status).toBe(400)
  expect(gone.json.error).toMatchObject({ code: 100, error_subcode: 33, type: 'GraphMethodException' })
})

test('type, size, product and file are checked', async () => {
  const exe = new Blob(['x'], { type: 'application/x-msdownload' })
  const refusal = async (fields: Record<string, string | Blob>) => (await upload(fields)).json.error?.message
  expect(await refusal({ ...product, file: exe })).toContain("Received file of type 'application/x-msdownload'.")
  expect(await refusal({ ...product, file: png(5 * 1024 * 1024 + 1) })).toContain('is too large')
  expect(await refusal({ file: png(4) })).toBe('(#100) The parameter messaging_product is required.')
  expect(await refusal(product)).toBe('(#100) The parameter file is required.')
  expect((await upload({ ...product, file: png(5 * 1024 * 1024) })).status).toBe(200)
})

test('a body that is not a form is refused', async () => {
  const answer = await stage.call('POST', `/v24.0/${NUMBER}/media`, { messaging_product: 'whatsapp' })
  expect(answer.status).toBe(400)
})

test('downloads misbehave when a rule says so', async () => {
  const { json } = await upload({ ...product, file: png(4000) })
  const { url } = (await stage.call('GET', `/v24.0/${json.id}`)).json
  const download = () => call(url!, 'GET', undefined, 'token')
  stage.twin.configure({
    rules: [
      { fault: 'error', status: 500, times: 1, match: { op: 'media_download' } },
      { fault: 'error', malformed: 'cut', times: 1, match: { op: 'media_download' } },
    ],
  })
  expect((await download()).status).toBe(500)
  await expect(download()).rejects.toThrow()
  expect((await download()).status).toBe(200)
})

test('the oldest files leave when memory is full', async () => {
  await stage.close()
  stage = await startStage({ mediaMaxBytes: 10_000 })
  const first = await upload({ ...product, file: png(6000) })
  const second = await upload({ ...product, file: png(6000) })
  expect((await stage.call('GET', `/v24.0/${first.json.id}`)).status).toBe(400)
  expect((await stage.call('GET', `/v24.0/${second.json.id}`)).status).toBe(200)
})
