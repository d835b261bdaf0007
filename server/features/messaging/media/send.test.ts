import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readId, type Uuid } from '../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { openProvider, type TestProvider } from '../../../test/provider.ts'
import { connectTwilio, postTwilio, twilioText } from '../../../test/twilio.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { upload } from '../../../test/upload.ts'
import { type SendingChannel, transportFor } from '../../channels/index.ts'
import { drainIntake } from '../inbound/process-deliveries.ts'
import { drainSends } from '../jobs.ts'
import { queueMessage } from '../outbound/queue-message.ts'
import { isRefusal } from '../outbound/send-rules.ts'
import { checkMedia } from './check-media.ts'
import { sweepFiles } from './fetching/jobs.ts'
import { fileToSend } from './outbound-file.ts'

let provider: TestProvider
let app: TestApp
let a: TestTenant
let b: TestTenant
let sender: Awaited<ReturnType<typeof connectTwilio>>
let conversation: string
let picture: Buffer
let calls: URLSearchParams[] = []

beforeAll(async () => {
  provider = await openProvider()
  app = await buildApp({ parts: { config: { twilioApiUrl: provider.origin } } })
  ;({ a, b } = await twoTenants(app))
  sender = await connectTwilio(app, a)
  provider.on(`/2010-04-01/Accounts/${sender.accountSid}/Messages.json`, async (request, response) => {
    calls.push(new URLSearchParams((await buffer(request)).toString()))
    response.writeHead(201, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ sid: `MM${String(calls.length).padStart(32, '0')}`, status: 'queued' }))
  })
  await postTwilio(app, twilioText(sender), { token: sender.authToken })
  await drainIntake(app.context)
  const { data } = await app.call<Array<{ id: string }>>(a, 'GET', '/api/v1/conversations')
  conversation = data[0]!.id
  picture = await sharp({ create: { width: 64, height: 48, channels: 3, background: 'olive' } })
    .jpeg()
    .toBuffer()
})
afterAll(async () => {
  await app.close()
  await provider.close()
})

const add = async (tenant = a, bytes: Uint8Array = picture, name = 'photo.jpg') =>
  (await upload<{ id: string }>(app, tenant, { bytes, name })).data.id
const send = (body: object) => app.call(a, 'POST', `/api/v1/conversations/${conversation}/messages`, body)
const fileOf = (id: string): Uuid => readId('media', id)!
const channel = (): SendingChannel => ({
  id: readId('channel', sender.id)!,
  tenantId: readId('tenant', a.tenantId)!,
  externalId: null,
  externalAccountId: null,
})

describe('a message with an uploaded file', () => {
  it('is queued with it, shown with it, and the provider is given a link that opens it', async () => {
    const id = await add()
    const { status, data, text } = await send({ type: 'image', media: { id, caption: 'Look' } })
    expect(status, text).toBe(202)
    expect(data).toMatchObject({
      type: 'image',
      media: { id, kind: 'image', state: 'ready', mimeType: 'image/jpeg', caption: 'Look', width: 64, height: 48 },
    })
    expect(data.media).not.toHaveProperty('fileId')
    calls = []
    await drainSends(app.context)
    const address = new URL(calls[0]!.get('MediaUrl')!)
    expect(address.origin).toBe(new URL(app.context.config.publicUrl).origin)
    const file = await app.app.inject({ url: address.pathname })
    expect([file.statusCode, file.headers['content-type']]).toEqual([200, 'image/jpeg'])
    expect(file.rawPayload.equals(picture)).toBe(true)
  })

  it('may take its time: its call, its deadline and its lease are longer than a text’s', async () => {
    const times = async (body: object) => {
      const { data } = await send(body)
      await drainSends(app.context)
      const [row] = await app.database.query<{ seconds: number }>(
        `select extract(epoch from deadline - started_at)::int as seconds from send_attempt where message_id = $1`,
        [readId('message', `${data.id}`)!],
      )
      return row!.seconds
    }
    expect(await times({ type: 'text', text: { body: 'short' } })).toBe(40)
    expect(await times({ type: 'image', media: { id: await add() } })).toBe(130)
  })

  it('keeps it as long as the message, however old', async () => {
    const id = await add()
    await send({ type: 'image', media: { id } })
    await app.database.query(`update media set created_at = now() - interval '3 days' where id = $1`, [fileOf(id)])
    await sweepFiles(app.context)
    expect((await app.call(a, 'GET', `/api/v1/media/${id}`)).data).toMatchObject({ state: 'ready' })
  })

  it('can carry the same file again', async () => {
    const id = await add()
    for (const _time of [1, 2]) expect((await send({ type: 'image', media: { id } })).status).toBe(202)
  })

  it('can go to many at the same time', async () => {
    const id = await add()
    const customers = Array.from({ length: 8 }, (_, no) => `21261200000${no}`)
    for (const customer of customers) {
      const params = twilioText(sender, { From: `whatsapp:+${customer}`, WaId: customer })
      await postTwilio(app, params, { token: sender.authToken })
    }
    await drainIntake(app.context)
    const body = { type: 'image', media: { id }, channelId: sender.id }
    const sent = customers.map(to => app.call(a, 'POST', '/api/v1/messages/send', { ...body, to: `+${to}` }))
    expect((await Promise.all(sent)).map(answer => answer.status)).toEqual(customers.map(() => 202))
  })

  it('that is being sent is not removed as unsent', async () => {
    const id = fileOf(await add())
    await app.database.query(`update media set created_at = now() - interval '3 days' where id = $1`, [id])
    await app.context.db.tenant(channel().tenantId, async tx => {
      await checkMedia(tx, transportFor('twilio').capabilities, 'image', { media: { kind: 'image', fileId: id } })
      await sweepFiles(app.context)
    })
    expect((await app.call(a, 'GET', `/api/v1/media/${id}`)).data).toMatchObject({ state: 'ready' })
    await sweepFiles(app.context)
    expect((await app.call(a, 'GET', `/api/v1/media/${id}`)).status).toBe(404)
  })

  it('is refused when the channel does not carry the type, and says what would work', async () => {
    const { status, body } = await send({ type: 'sticker', media: { id: await add() } })
    expect([status, ['MEDIA_TYPE_NOT_ALLOWED', 'CHANNEL_CANNOT_SEND']]).toEqual([
      422,
      expect.arrayContaining([body.error!.code]),
    ])
    const text = await add(a, Buffer.from('MZ executable'), 'x.exe')
    const refused = await send({ type: 'image', media: { id: text } })
    expect(refused).toMatchObject({ status: 422, body: { error: { code: 'MEDIA_TYPE_NOT_ALLOWED' } } })
    expect(`${refused.body.error!.message}`).toMatch(/carries only image\/jpeg/)
  })

  it('is refused when the file is too large for the channel', async () => {
    const id = await add()
    await app.database.query('update media set bytes = 17 * 1024 * 1024 where id = $1', [fileOf(id)])
    const { status, body } = await send({ type: 'image', media: { id } })
    expect([status, body.error!.code]).toEqual([422, 'MEDIA_TOO_LARGE'])
  })

  it('is refused with words that the channel would leave out, whoever wrote them and wherever the file is', async () => {
    const caption = 'The bill'
    const link = 'https://example.test/a.pdf'
    const id = await add(a, Buffer.from('%PDF-1.4\n%%EOF'), 'bill.pdf')
    for (const media of [{ link }, { id }]) {
      const refused = await send({ type: 'document', media: { ...media, caption } })
      expect(refused).toMatchObject({ status: 422, body: { error: { code: 'CAPTION_NOT_CARRIED' } } })
      expect((await send({ type: 'document', media })).status).toBe(202)
    }
    const { tenantId } = channel()
    for (const kind of ['user', 'bot', 'campaign', 'api', 'system'] as const) {
      const content = { media: { kind: 'document' as const, link, caption } }
      const message = { conversationId: readId('conversation', conversation)!, type: 'document', content }
      const queued = app.context.db.tenant(tenantId, tx => queueMessage(tx, { ...message, author: { kind } }))
      await expect(queued, kind).rejects.toSatisfy(isRefusal)
    }
  })

  it('knows no file of another business, and none that is not here', async () => {
    expect((await send({ type: 'image', media: { id: await add(b) } })).status).toBe(404)
    const id = await add()
    await app.database.query(`update media set state = 'gone' where id = $1`, [fileOf(id)])
    expect(await send({ type: 'image', media: { id } })).toMatchObject({
      status: 422,
      body: { error: { code: 'MEDIA_NOT_READY' } },
    })
  })

  it('names a file or a link, not both and not neither', async () => {
    const link = 'https://example.test/a.jpg'
    expect((await send({ type: 'image', media: { caption: 'x' } })).status).toBe(400)
    expect((await send({ type: 'image', media: { id: await add(), link } })).status).toBe(400)
    expect((await send({ type: 'image', media: { link } })).status).toBe(202)
  })

  // Case 26, when a message is stored: WAHA and similar servers would fetch the link for us from inside.
  it('takes no link that leads inside, not even in a template', async () => {
    for (const link of [
      'http://127.0.0.1:5432/',
      'http://169.254.169.254/',
      'http://2130706433/',
      'http://redis:6379/',
    ]) {
      const media = await send({ type: 'image', media: { link } })
      expect(media, link).toMatchObject({ status: 422, body: { error: { code: 'URL_NOT_ALLOWED' } } })
      const components = [{ type: 'header', parameters: [{ type: 'image', image: { link } }] }]
      const template = await send({ type: 'template', template: { name: 'hello', language: 'en', components } })
      expect(template, link).toMatchObject({ status: 422, body: { error: { code: 'URL_NOT_ALLOWED' } } })
    }
  })
})

describe('a file on its way out', () => {
  const opened = async (id: string) => {
    const found = await fileToSend(app.context, channel(), { kind: 'image', fileId: fileOf(id) })
    if (!('file' in found) || !found.file) throw new Error('no file')
    return found.file
  }

  it('gives its bytes as often as they are asked for', async () => {
    const file = await opened(await add())
    expect(file).toMatchObject({ mimeType: 'image/jpeg', bytes: picture.length, filename: 'photo.jpg' })
    for (const _time of [1, 2]) expect((await buffer(await file.open())).equals(picture)).toBe(true)
  })

  it('remembers the provider’s copy for this channel while it is valid', async () => {
    const id = await add()
    const file = await opened(id)
    expect(await file.uploaded()).toBeUndefined()
    await file.keepUploaded('first', 3_600)
    await file.keepUploaded('second', 3_600)
    expect(await (await opened(id)).uploaded()).toBe('second')
    await file.keepUploaded('old', 1)
    expect(await file.uploaded()).toBeUndefined()
  })

  it('that is missing is a refusal without a call, and one that cannot be read now is tried later', async () => {
    const id = await add()
    const { files } = app.context
    const media = { kind: 'image', fileId: fileOf(id) } as const
    app.context.files = { ...files, size: () => Promise.reject(new Error('away')) }
    try {
      expect(await fileToSend(app.context, channel(), media)).toMatchObject({ refused: { retry: 'later' } })
    } finally {
      app.context.files = files
    }
    await files.remove(`${readId('tenant', a.tenantId)}/media/${media.fileId}`)
    expect(await fileToSend(app.context, channel(), media)).toMatchObject({
      refused: { kind: 'refused', retry: 'never', error: { code: 'MEDIA_MISSING' } },
    })
    expect(await fileToSend(app.context, channel(), undefined)).toEqual({})
  })

  it('of another business is not there', async () => {
    const media = { kind: 'image', fileId: fileOf(await add(b)) } as const
    expect(await fileToSend(app.context, channel(), media)).toMatchObject({
      refused: { error: { code: 'MEDIA_MISSING' } },
    })
  })
})
