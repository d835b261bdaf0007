import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createProgram } from '../../../../app.ts'
import { AppError } from '../../../../platform/errors/index.ts'
import { newId, readId } from '../../../../platform/ids/index.ts'
import { STORAGE_ERRORS } from '../../../../platform/storage/index.ts'
import { createLogger } from '../../../../platform/telemetry/index.ts'
import { buildApp, type TestApp } from '../../../../test/buildApp.ts'
import { type TestTenant, twoTenants } from '../../../../test/twoTenants.ts'
import { fileForm, type TestFile, upload } from '../../../../test/upload.ts'
import { sweepFiles } from '../fetching/jobs.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant
let picture: Buffer
let moment = new Date()

beforeAll(async () => {
  app = await buildApp({ parts: { clock: { now: () => moment } } })
  ;({ a, b } = await twoTenants(app))
  picture = await sharp({ create: { width: 640, height: 480, channels: 3, background: 'navy' } })
    .jpeg()
    .toBuffer()
})
afterAll(() => app.close())
beforeEach(() => {
  moment = new Date()
})

interface File {
  id: string
  kind: string
  state: string
  mimeType: string
  bytes: number
  filename: string
  url: string
  thumbnailUrl: string
  urlExpiresAt: string
}

async function add(file: Partial<TestFile> = {}, tenant = a): Promise<File> {
  const { status, data, text } = await upload<File>(app, tenant, { bytes: picture, name: 'photo.jpg', ...file })
  expect(status, text).toBe(201)
  return data
}
const open = (url: string, headers = {}) => app.app.inject({ url, headers })
const NOTHING = 'Not found. Check the id; it may have been deleted.'

describe('an upload', () => {
  it('is kept, looked at, and answered with what it is', async () => {
    const file = await add({ type: 'application/x-whatever' })
    expect(file).toMatchObject({
      id: expect.stringMatching(/^media_/),
      kind: 'image',
      state: 'ready',
      mimeType: 'image/jpeg',
      bytes: picture.length,
      filename: 'photo.jpg',
      width: 640,
      height: 480,
      problem: null,
    })
    const read = await app.call<File>(a, 'GET', `/api/v1/media/${file.id}`)
    expect(read.data).toMatchObject({ id: file.id, mimeType: 'image/jpeg' })
    expect((await open(file.url)).rawPayload.equals(picture)).toBe(true)
    const small = await open(file.thumbnailUrl)
    expect(small.headers['content-type']).toBe('image/webp')
    expect(await sharp(small.rawPayload).metadata()).toMatchObject({ width: 320, height: 240 })
  })

  it('opens by its links until the moment that is told with them, and by new ones after it', async () => {
    const file = await add()
    const end = Date.parse(file.urlExpiresAt)
    expect(end - moment.getTime()).toBeGreaterThan(600_000)
    moment = new Date(end - 1)
    expect((await open(file.url)).statusCode).toBe(200)
    moment = new Date(end)
    expect((await open(file.url)).statusCode).toBe(404)
    expect((await open(file.thumbnailUrl)).statusCode).toBe(404)
    const again = (await app.call<File>(a, 'GET', `/api/v1/media/${file.id}`)).data
    expect((await open(again.url)).statusCode).toBe(200)
  })

  it('asked for twice with one key is kept once', async () => {
    const headers = { 'idempotency-key': newId() }
    const first = await upload<File>(app, a, { bytes: picture }, headers)
    const second = await upload<File>(app, a, { bytes: picture }, headers)
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.data.id).toBe(first.data.id)
  })

  it('of another file with a key that was used is refused, instead of answered with the first one', async () => {
    const headers = { 'idempotency-key': newId() }
    expect((await upload(app, a, { bytes: picture, name: 'one.jpg' }, headers)).status).toBe(201)
    const other = Buffer.concat([picture, Buffer.from('other')])
    const answer = await upload(app, a, { bytes: other, name: 'two.jpg' }, headers)
    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'IDEMPOTENCY_MISMATCH' } } })
  })

  it('is refused when it is empty, in another field, or no form', async () => {
    expect(await upload(app, a, { bytes: Buffer.alloc(0) })).toMatchObject({
      status: 422,
      body: { error: { code: 'UPLOAD_EMPTY' } },
    })
    const other = await upload(app, a, { bytes: picture, field: 'picture' })
    expect(other).toMatchObject({ status: 400, body: { error: { code: 'UPLOAD_MISSING' } } })
    const json = await app.call(a, 'POST', '/api/v1/media', { file: 'x' })
    expect(json).toMatchObject({ status: 400, body: { error: { code: 'UPLOAD_MISSING' } } })
    const cut = fileForm({ bytes: picture })
    const broken = await app.call(a, 'POST', '/api/v1/media', cut.body.subarray(0, 200), cut.headers)
    expect(broken).toMatchObject({ status: 400, body: { error: { code: 'UPLOAD_BROKEN' } } })
  })

  it.each([
    ['has no boundary', 'multipart/form-data', 'hello', 'UPLOAD_MISSING'],
    ['has an empty boundary', 'multipart/form-data; boundary=""', 'hello', 'UPLOAD_BROKEN'],
    ['holds no part', 'multipart/form-data; boundary=x', 'hello', 'UPLOAD_BROKEN'],
    ['holds nothing', 'multipart/form-data; boundary=x', '', 'UPLOAD_MISSING'],
    ['ends in the head of a part', 'multipart/form-data; boundary=x', '--x\r\ncontent-disp', 'UPLOAD_BROKEN'],
    [
      'has too many fields',
      'multipart/form-data; boundary=x',
      `${'--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n'.repeat(9)}--x--`,
      'BAD_REQUEST',
    ],
  ])('whose form %s is refused, and is no failure of ours', async (_what, type, body, code) => {
    const answer = await app.call(a, 'POST', '/api/v1/media', Buffer.from(body), { 'content-type': type })
    expect(answer.body.error).toMatchObject({ code })
    expect(answer.status).toBe(code === 'BAD_REQUEST' ? 413 : 400)
  })

  it('larger than anything that WhatsApp carries is refused with 413, and nothing of it stays', async () => {
    const before = await app.database.query('select count(*)::int as n from media')
    const { status, body } = await upload(app, a, { bytes: Buffer.alloc(100 * 1024 * 1024 + 1) })
    expect([status, body.error!.code]).toEqual([413, 'UPLOAD_TOO_LARGE'])
    expect(await app.database.query('select count(*)::int as n from media')).toEqual(before)
  })

  it('whose sender goes away leaves nothing, and others are served', async () => {
    const before = await app.database.query('select count(*)::int as n from media')
    const ended = Promise.withResolvers<string | undefined>()
    const { files } = app.context
    app.context.files = {
      ...files,
      stage: (content, limits) =>
        files.stage(content, limits).catch(error => {
          ended.resolve((error as { code?: string }).code ?? (error as Error).message)
          throw error
        }),
    }
    try {
      const { port } = new URL(await app.app.listen({ host: '127.0.0.1', port: 0 }))
      const form = fileForm({ bytes: Buffer.alloc(500_000) })
      const socket = connect(Number(port), '127.0.0.1')
      const head = [
        'POST /api/v1/media HTTP/1.1',
        'host: test',
        `authorization: Bearer ${a.token}`,
        `content-type: ${form.headers['content-type']}`,
        `content-length: ${form.body.length}`,
      ]
      socket.write(`${head.join('\r\n')}\r\n\r\n`)
      socket.write(form.body.subarray(0, 200_000), () => setImmediate(() => socket.destroy()))
      expect(await ended.promise).toBeTypeOf('string')
    } finally {
      app.context.files = files
    }
    expect(await app.database.query('select count(*)::int as n from media')).toEqual(before)
    await add()
  })

  it('needs a person who may write', async () => {
    expect((await upload(app, null, { bytes: picture })).status).toBe(401)
  })

  // Cases 30 and 35.
  it('keeps no path and no control characters of a name, and its answer’s headers stay whole', async () => {
    const names = {
      '../../etc/passwd': 'passwd',
      'C:\\temp\\a b.jpg': 'a b.jpg',
      'فاتورة "1"; x.jpg': 'فاتورة _1_; x.jpg',
    }
    for (const [name, expected] of Object.entries(names)) {
      const file = await add({ name: name.replaceAll('"', '_') })
      expect(file.filename).toBe(expected)
      const { headers, statusCode } = await open(file.url)
      expect(statusCode).toBe(200)
      expect(headers['content-disposition']).toMatch(/^inline; filename="[\x20-\x7e]*"; filename\*=UTF-8''[\w.%!~-]+$/)
    }
  })

  it('that nobody sends is removed after a day, file and all', async () => {
    const [unsent, fresh] = [await add(), await add()]
    const keys = async (id: string) =>
      (await app.database.query('select storage_key, thumbnail_key from media where id = $1', [readId('media', id)]))[0]
    const { storage_key: original, thumbnail_key: small } = (await keys(unsent.id))!
    await app.database.query(`update media set created_at = now() - interval '25 hours' where id = $1`, [
      readId('media', unsent.id),
    ])
    await sweepFiles(app.context)
    expect(await keys(unsent.id)).toBeUndefined()
    for (const key of [original, small]) expect(await app.context.files.size(key)).toBeUndefined()
    expect((await open(unsent.url)).statusCode).toBe(404)
    expect((await open(fresh.url)).statusCode).toBe(200)
  })
})

describe('a link to a file', () => {
  it('opens it without a login, says what it is, and lets nothing run', async () => {
    const { url } = await add()
    const { statusCode, headers } = await open(url)
    expect(statusCode).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(picture.length),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'content-disposition': expect.stringMatching(/^inline; filename="photo.jpg"/),
      'cache-control': expect.stringMatching(/^private, max-age=\d+, immutable$/),
    })
    const head = await app.app.inject({ method: 'HEAD', url })
    expect([head.statusCode, head.headers['content-length'], head.body]).toEqual([200, String(picture.length), ''])
  })

  // Case 31.
  it('gives what is active or unknown only to be saved', async () => {
    const files = {
      html: '<!DOCTYPE html><script>alert(1)</script>',
      svg: '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
      xml: '<?xml version="1.0"?><x/>',
      js: 'alert(1)',
      pdf: '%PDF-1.7\n',
    }
    for (const [name, text] of Object.entries(files)) {
      for (const type of ['image/png', 'text/html', 'image/svg+xml', 'text/javascript', 'text/plain']) {
        const file = await add({ bytes: Buffer.from(text), name: `x.${name}`, type })
        const { headers } = await open(file.url)
        expect(headers['content-disposition'], `${name} as ${type}`).toMatch(/^attachment/)
        expect(headers['content-type'], `${name} as ${type}`).not.toMatch(/html|svg|xml|script|image/)
        expect(headers['x-content-type-options']).toBe('nosniff')
      }
    }
  })

  it('stays the same for some minutes, and is good for ten at least', async () => {
    moment = new Date('2026-05-05T10:00:01Z')
    const { id, url } = await add()
    moment = new Date('2026-05-05T10:04:00Z')
    expect((await app.call<File>(a, 'GET', `/api/v1/media/${id}`)).data.url).toBe(url)
    moment = new Date('2026-05-05T10:14:59Z')
    expect((await open(url)).statusCode).toBe(200)
    moment = new Date('2026-05-05T10:15:01Z')
    expect((await open(url)).statusCode).toBe(404)
  })

  // Case 10.
  it('that was changed, made up, or outlived its file is answered like one that never was', async () => {
    const { id, url } = await add()
    const theirs = await add({}, b)
    const token = url.split('/').at(-1)!
    const bytes = Buffer.from(token, 'base64url')
    const other = Buffer.from(theirs.url.split('/').at(-1)!, 'base64url')
    // A's signature on B's file and business, and the other way round.
    const crossed = Buffer.concat([other.subarray(0, 38), bytes.subarray(38)])
    const mixed = Buffer.concat([bytes.subarray(0, 6), other.subarray(6, 22), bytes.subarray(22)])
    await app.database.query('delete from media where id = $1', [readId('media', id)])
    const tried = [
      token,
      crossed.toString('base64url'),
      mixed.toString('base64url'),
      'x',
      id,
      `${token}x`,
      '..%2f..%2fetc',
    ]
    for (const text of tried) {
      const answer = await open(`/media/${text}`, { accept: 'text/html' })
      expect([answer.statusCode, answer.json().error.message], text).toEqual([404, NOTHING])
    }
    expect((await open(theirs.url)).statusCode).toBe(200)
  })

  it('gives parts, as players ask for them', async () => {
    const { url } = await add()
    const last = picture.length - 1
    for (const [range, from, to] of [
      ['bytes=0-9', 0, 9],
      ['bytes=100-', 100, last],
      ['bytes=-20', last - 19, last],
      [`bytes=10-${last + 500}`, 10, last],
    ] as const) {
      const answer = await open(url, { range })
      expect(answer.statusCode, range).toBe(206)
      expect(answer.headers['content-range']).toBe(`bytes ${from}-${to}/${picture.length}`)
      expect(answer.rawPayload.equals(picture.subarray(from, to + 1)), range).toBe(true)
    }
    expect(await open(url, { range: `bytes=${last + 1}-` })).toMatchObject({
      statusCode: 416,
      headers: { 'content-range': `bytes */${picture.length}` },
    })
    for (const range of ['bytes=0-1,5-6', 'lines=1-2', 'bytes=a-b', 'bytes=-']) {
      expect((await open(url, { range })).statusCode, range).toBe(200)
    }
  })

  it('reads no more of a file than the part that is asked for', async () => {
    const large = Buffer.alloc(20 * 1024 * 1024, 7)
    const { url } = await add({ bytes: large, name: 'film.bin' })
    const readBytes = async () => Number(/rchar: (\d+)/.exec(await readFile('/proc/self/io', 'utf8'))?.[1])
    const before = await readBytes()
    for (let n = 0; n < 10; n++) expect((await open(url, { range: 'bytes=-1' })).rawPayload).toHaveLength(1)
    expect((await readBytes()) - before).toBeLessThan(large.length)
  })

  it('is opened so often and no more by one network, and others open it still', async () => {
    const { url } = await add()
    const from = (remoteAddress: string) => app.app.inject({ url, remoteAddress, headers: { range: 'bytes=0-0' } })
    const statuses = new Set<number>()
    let refused = await from('2001:db8:9:9::1')
    for (let n = 2; n < 310 && refused.statusCode !== 429; n++) {
      refused = await from(`2001:db8:9:9::${n.toString(16)}`)
      statuses.add(refused.statusCode)
    }
    expect([...statuses]).toEqual([206, 429])
    expect(refused.headers['retry-after']).toBeDefined()
    expect((await from('2001:db8:9:a::1')).statusCode).toBe(206)
  })

  it('is written into no log', async () => {
    const lines: string[] = []
    const log = createLogger({ logLevel: 'trace' }, { write: (line: string) => void lines.push(line) })
    await using talkative = await loggedApp(log)
    const { url } = await add()
    await talkative.app.inject({ url })
    await talkative.app.inject({ url: `${url}x` })
    expect(lines.join('')).toContain('/media/:token')
    expect(lines.join('')).not.toContain(url.split('/').at(-1)!.slice(0, 40))
  })
})

async function loggedApp(log: TestApp['context']['log']) {
  const built = await createProgram({ ...app.context, log }).buildApp()
  return { app: built, [Symbol.asyncDispose]: () => built.close() }
}

describe('promise 18', () => {
  it('refuses a file for the moment when it cannot be stored, and keeps nothing half', async () => {
    const { files } = app.context
    const full = Object.assign(new Error('no space left'), { code: 'ENOSPC', syscall: 'write' })
    app.context.files = {
      ...files,
      stage: async () => Promise.reject(new AppError(STORAGE_ERRORS.STORAGE_UNAVAILABLE, { cause: full })),
    }
    try {
      const before = await app.database.query('select count(*)::int as n from media')
      const answer = await upload(app, a, { bytes: picture })
      expect(answer).toMatchObject({ status: 503, body: { error: { code: 'STORAGE_UNAVAILABLE' } } })
      expect(await app.database.query('select count(*)::int as n from media')).toEqual(before)
    } finally {
      app.context.files = files
    }
    const kept = await add()
    expect(
      (await buffer(await files.open(`${readId('tenant', a.tenantId)}/media/${readId('media', kept.id)}`))).length,
    ).toBe(picture.length)
  })
})
