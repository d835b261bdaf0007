import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId, readId, showId } from '../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import { connectNumber, receive, textDelivery } from '../../test/contracts/meta.ts'
import { messageId, type Shop, saying, says, storeDeliveries } from '../../test/deliveries.ts'
import { makeChannel } from '../../test/make.ts'
import { statusDelivery } from '../../test/sending.ts'
import { type TestTenant, twoTenants } from '../../test/twoTenants.ts'
import { drainIntake } from './inbound/process-deliveries.ts'
import type { MessageView } from './messages/message-view.schema.ts'

const STATUS_OF = 'select status from message where provider_message_id = $1'
let app: TestApp
let a: TestTenant
let b: TestTenant
let shop: Shop
let conversationId: string

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
  const tenantId = readId('tenant', a.tenantId)!
  shop = { tenantId, channelId: await makeChannel(app.database, tenantId) }
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.database.query('truncate conversation, contact, message, message_key, message_client_key, event cascade')
  await app.database.query('truncate send_attempt, send_pending, idempotency_key')
  await hears(says('hello'))
  const [row] = await app.database.query<{ id: string }>('select id from conversation')
  conversationId = showId('conversation', row!.id)
})

async function hears(...messages: ReturnType<typeof says>[]): Promise<void> {
  await storeDeliveries(app.database, shop, [saying(...messages)])
  await drainIntake(app.context)
}
const url = (query = '') => `/api/v1/conversations/${conversationId}/messages${query}`
const page = async (query = '') => (await app.call<MessageView[]>(a, 'GET', url(query))).data
const send = (body: object, headers: object = {}, caller = a) =>
  app.call<MessageView>(caller, 'POST', url(), body, headers)
const text = (body: string) => ({ type: 'text', text: { body } })
const seqs = (messages: MessageView[]) => messages.map(message => message.seq)

describe('the messages of a conversation', () => {
  it('come newest first and go on before or after any number', async () => {
    await hears(...Array.from({ length: 9 }, (_, no) => says(`${no}`)))
    expect(seqs(await page('?limit=3'))).toEqual([10, 9, 8])
    expect(seqs(await page('?limit=3&before=4'))).toEqual([3, 2, 1])
    expect(seqs(await page('?limit=3&after=4'))).toEqual([5, 6, 7])
    for (const start of ['', '&after=0']) {
      const seen: number[] = []
      let next: string | null = start
      while (next !== null) {
        const { body } = await app.call(a, 'GET', url(`?limit=4${next}`))
        seen.push(...seqs(body.data as unknown as MessageView[]))
        const cursor = body.meta!.pagination!.nextCursor as unknown as string | null
        next = cursor && `&cursor=${cursor}`
      }
      const all = Array.from({ length: 10 }, (_, no) => no + 1)
      expect(seen).toEqual(start ? all : all.reverse())
    }
    expect((await app.call(a, 'GET', url('?before=1&after=1'))).status).toBe(400)
    expect((await app.call(a, 'GET', url('?before=x'))).status).toBe(400)
  })

  it('have the contract’s shape', async () => {
    const [message] = await page()
    expect(message).toEqual({
      id: expect.stringMatching(/^msg_/),
      conversationId,
      seq: 1,
      direction: 'inbound',
      type: 'text',
      status: 'received',
      text: { body: 'hello' },
      author: { kind: 'contact', id: expect.stringMatching(/^con_/) },
      error: null,
      replyToMessageId: null,
      replyToProviderId: null,
      retryOf: null,
      createdAt: expect.any(String),
      providerAt: expect.any(String),
      providerMessageId: expect.any(String),
      _links: { conversation: `/api/v1/conversations/${conversationId}` },
    })
  })

  it('of every kind are shown as what they are', async () => {
    const about = (await page())[0]!
    const kinds = [
      ['image', { media: { kind: 'image', id: '1', mimeType: 'image/jpeg', caption: 'c' } }],
      ['location', { location: { latitude: 1.5, longitude: 2.5, name: 'Here' } }],
      ['contacts', { contacts: [{ name: 'Ali', phones: [{ phone: '+1' }] }] }],
      ['interactive', { interactive: { kind: 'list_reply', id: 'x', title: 'X' } }],
      ['button', { button: { text: 'Yes', payload: 'yes' } }],
      ['order', { order: { items: [{ productId: 'p', quantity: 2, price: 3, currency: 'MAD' }] } }],
      ['system', { system: { kind: 'number_changed' } }],
      ['hologram', { raw: { hologram: { depth: 3 } } }],
    ] as const
    await hears(...kinds.map(([type, content]) => says('', { type, content: content as object })))
    await hears(
      says('', {
        type: 'reaction',
        content: { reaction: { providerMessageId: about.providerMessageId!, emoji: '🎉' } },
      }),
      says('', { type: 'revoke', content: { original: { providerMessageId: 'not here' } } }),
      says('answer', { replyTo: about.providerMessageId! }),
    )
    const shown = (await page('?after=1')).map(({ type, ...rest }) => [type, rest] as const)
    for (const [no, [type, content]] of kinds.entries()) {
      expect(shown[no]![0]).toBe(type)
      // A file is named by our id, not by the provider's.
      if (type !== 'image') expect(shown[no]![1]).toMatchObject(content)
    }
    const file = {
      id: expect.stringMatching(/^media_/),
      state: 'waiting',
      mimeType: 'image/jpeg',
      caption: 'c',
      url: null,
    }
    expect(shown[0]![1]).toMatchObject({ media: { kind: 'image', ...file } })
    expect(shown[8]![1]).toMatchObject({ reaction: { messageId: about.id, emoji: '🎉' } })
    expect(shown[9]![1]).toMatchObject({ original: { messageId: null } })
    expect(shown[10]![1]).toMatchObject({ text: { body: 'answer' }, replyToMessageId: about.id })
  })
})

describe('sending over the API', () => {
  it('answers 202 with a queued message of the person who sent it', async () => {
    const { status, data } = await send(text('good day'))
    expect(status).toBe(202)
    expect(data).toMatchObject({
      seq: 2,
      direction: 'outbound',
      status: 'queued',
      text: { body: 'good day' },
      author: { kind: 'user', id: a.userId, name: expect.stringMatching(/^Owner/) },
    })
    expect((await page())[0]).toEqual(data)
  })

  it('of a person pauses the bot and ends the waiting', async () => {
    await send(text('I am here'))
    const { data } = await app.call(a, 'GET', `/api/v1/conversations/${conversationId}`)
    expect(data).toMatchObject({
      botPaused: true,
      waitingSince: null,
      lastMessage: { preview: 'I am here', status: 'queued' },
    })
  })

  it('takes 50 parallel calls with one Idempotency-Key for one message', async () => {
    const headers = { 'idempotency-key': `one-${messageId()}` }
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(text('once'), headers)))
    const taken = answers.filter(answer => answer.status === 202)
    expect(new Set(taken.map(answer => answer.data.id)).size).toBe(1)
    expect(
      answers.every(
        answer => answer.status === 202 || answer.body.error!.code === ('IDEMPOTENCY_IN_PROGRESS' as never),
      ),
    ).toBe(true)
    expect(await page()).toHaveLength(2)
    expect((await send(text('other words'), headers)).body.error).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' })
  })

  it.each<[string, object, object]>([
    [
      'a photo',
      { type: 'image', media: { link: 'https://example.test/a.jpg', caption: 'c' } },
      { media: { kind: 'image', link: 'https://example.test/a.jpg', caption: 'c' } },
    ],
    [
      'a place',
      { type: 'location', location: { latitude: 1, longitude: 2 } },
      { location: { latitude: 1, longitude: 2 } },
    ],
    [
      'buttons',
      { type: 'interactive', interactive: { kind: 'buttons', body: 'Well?', buttons: [{ id: 'y', title: 'Yes' }] } },
      { interactive: { kind: 'buttons', body: 'Well?' } },
    ],
    [
      'a list',
      {
        type: 'interactive',
        interactive: { kind: 'list', body: 'Menu', button: 'See', sections: [{ rows: [{ id: '1', title: 'Soup' }] }] },
      },
      { interactive: { kind: 'list' } },
    ],
    [
      'a template',
      { type: 'template', template: { name: 'hi', language: 'ar', components: [{ type: 'body' }] } },
      { template: { name: 'hi', language: 'ar' } },
    ],
  ])('takes %s', async (_what, body, shown) => {
    const { status, data } = await send(body)
    expect(status).toBe(202)
    expect(data).toMatchObject(shown)
  })

  it.each<[string, object]>([
    ['an empty text', text('  ')],
    ['a text that is too long', text('x'.repeat(4097))],
    ['no type', { text: { body: 'hi' } }],
    ['a type that nobody knows', { type: 'hologram', hologram: {} }],
    [
      'four buttons',
      {
        type: 'interactive',
        interactive: { kind: 'buttons', body: 'b', buttons: [1, 2, 3, 4].map(no => ({ id: `${no}`, title: `${no}` })) },
      },
    ],
    [
      'two buttons of one id',
      {
        type: 'interactive',
        interactive: { kind: 'buttons', body: 'b', buttons: [1, 2].map(no => ({ id: 'same', title: `${no}` })) },
      },
    ],
    ['a file that is no web address', { type: 'image', media: { link: 'file:///etc/passwd' } }],
    ['what is no field', { ...text('hi'), tenantId: 'x' }],
  ])('refuses %s', async (_what, body) => {
    expect((await send(body)).status).toBe(400)
    expect(await page()).toHaveLength(1)
  })

  it('reacts to and answers a message of this conversation, and no other', async () => {
    const [first] = await page()
    const { data } = await send({ type: 'reaction', reaction: { messageId: first!.id, emoji: '❤️' } })
    expect(data).toMatchObject({ reaction: { messageId: first!.id, emoji: '❤️' } })
    expect((await send({ ...text('yes'), replyToMessageId: first!.id })).data).toMatchObject({
      replyToMessageId: first!.id,
    })
    const unsent = (await page())[0]!
    expect((await send({ ...text('no'), replyToMessageId: unsent.id })).body.error).toMatchObject({
      code: 'REPLY_TARGET_NOT_SENT',
    })
    await hears(says('elsewhere', { from: '212699999999' }))
    const [elsewhere] = await app.database.query<{ id: string }>(
      `select m.id from message m join conversation c on c.id = m.conversation_id where c.address = '212699999999'`,
    )
    for (const id of [elsewhere!.id, newId()]) {
      expect((await send({ ...text('no'), replyToMessageId: showId('message', id) })).status).toBe(404)
      const reaction = { type: 'reaction', reaction: { messageId: showId('message', id), emoji: '❤️' } }
      expect((await send(reaction)).status).toBe(404)
    }
  })

  it('is refused outside the window, with when it closed and what can be done', async () => {
    await app.database.query(`update conversation set window_expires_at = '2026-01-02T03:04:05Z'`)
    const { status, body } = await send(text('late'))
    expect(status).toBe(422)
    expect(body.error).toMatchObject({
      code: 'WINDOW_CLOSED',
      message:
        'The 24-hour window of this conversation closed at 2026-01-02T03:04:05.000Z. Only a template can be sent until the customer writes again.',
      details: { closedAt: '2026-01-02T03:04:05.000Z' },
    })
    expect((await send({ type: 'template', template: { name: 'hi', language: 'fr' } })).status).toBe(202)
  })

  it('keeps signs that the database cannot hold out of it', async () => {
    const answer = await send(text('a\u0000b\ud83d'))
    expect(answer.data).toMatchObject({ text: { body: 'a\ufffdb\ufffd' } })
  })
})

describe('sending to a number', () => {
  const sendTo = (
    to: string,
    body: object = { type: 'template', template: { name: 'hi', language: 'fr' } },
    channelId = showId('channel', shop.channelId),
    caller = a,
  ) => app.call<MessageView>(caller, 'POST', '/api/v1/messages/send', { channelId, to, ...body })

  it('finds the conversation of who has written, and opens one for who has not', async () => {
    expect((await sendTo('+212 600-000001', text('found'))).data.conversationId).toBe(conversationId)
    const { status, data } = await sendTo('00212655555555')
    expect(status).toBe(202)
    expect(data.conversationId).not.toBe(conversationId)
    expect((await sendTo('+212655555555')).data.conversationId).toBe(data.conversationId)
    await hears(says('now I write', { from: '212655555555', name: 'New' }))
    const { data: conversation } = await app.call(a, 'GET', `/api/v1/conversations/${data.conversationId}`)
    expect(conversation).toMatchObject({ lastSeq: 3, contact: { name: 'New', phone: '+212655555555' } })
  })

  it('opens one conversation for many calls at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => sendTo('+212677777777')))
    expect(new Set(answers.map(answer => answer.data.conversationId)).size).toBe(1)
    expect(answers.map(answer => answer.data.seq).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })

  it('refuses what is no number, free text to who has not written, and a channel that is not there', async () => {
    expect((await sendTo('0655555555')).body.error).toMatchObject({ code: 'RECIPIENT_INVALID' })
    expect((await sendTo('+212688888888', text('hi'))).body.error).toMatchObject({
      code: 'WINDOW_CLOSED',
      message: expect.stringContaining('has not written yet'),
    })
    const theirs = await connectNumber(app, b, { number: `77${Date.now()}`, account: 'w' })
    const refusals = await Promise.all(
      [theirs, showId('channel', newId())].map(id => sendTo('+212688888888', undefined, id)),
    )
    expect(refusals.map(answer => answer.status)).toEqual([404, 404])
    const left = await app.database.query(
      `select 1 from conversation c join contact_identity i on i.contact_id = c.contact_id where i.value = '+212688888888'`,
    )
    expect(left).toEqual([])
  })
})

describe('a second try', () => {
  const retry = (id: string, caller = a) => app.call<MessageView>(caller, 'POST', `/api/v1/messages/${id}/retry`)
  const sent = async (status: string) => {
    const { data } = await send({ ...text('again'), replyToMessageId: (await page('?after=0'))[0]!.id })
    await app.database.query(`update message set status = $1 where id = $2`, [status, readId('message', data.id)])
    return data
  }

  it.each(['failed', 'unknown'])('of a message that is %s is a new message that names it, made once', async status => {
    const first = await sent(status)
    const answers = await Promise.all([retry(first.id), retry(first.id), retry(first.id)])
    expect(new Set(answers.map(answer => answer.data.id)).size).toBe(1)
    expect(answers[0]).toMatchObject({
      status: 202,
      data: { status: 'queued', text: { body: 'again' }, retryOf: first.id, replyToMessageId: first.replyToMessageId },
    })
    expect((await page()).filter(message => message.id === first.id)[0]!.status).toBe(status)
  })

  it.each(['queued', 'sending', 'sent', 'read'])('of a message that is %s is refused', async status => {
    const { body } = await retry((await sent(status)).id)
    expect(body.error).toMatchObject({ code: 'MESSAGE_NOT_RETRYABLE' })
  })

  it('is for who may see the message', async () => {
    const first = await sent('failed')
    const incoming = (await page('?after=0'))[0]!
    expect((await retry(incoming.id)).status).toBe(409)
    const [theirs, random] = await Promise.all([retry(first.id, b), retry(showId('message', newId()), b)])
    expect([theirs!.status, random!.status]).toEqual([404, 404])
  })
})

describe('what another device of the business sends', () => {
  it('is filed as sent by a person, starts no bot, and pauses it', async () => {
    const number = `66${Date.now()}`
    await connectNumber(app, a, { number, account: 'echo' })
    await receive(app, textDelivery({ number, from: '212611111111', text: 'question' }))
    const echo = {
      from: number,
      to: '212611111111',
      id: messageId(),
      timestamp: `${Math.floor(Date.now() / 1000)}`,
      type: 'text',
      text: { body: 'answer from the phone' },
    }
    const metadata = { display_phone_number: '1', phone_number_id: number }
    const value = { messaging_product: 'whatsapp', metadata, message_echoes: [echo] }
    const delivery = {
      object: 'whatsapp_business_account',
      entry: [{ id: 'echo', changes: [{ field: 'smb_message_echoes', value }] }],
    }
    await receive(app, JSON.stringify(delivery))
    await receive(app, JSON.stringify(delivery))
    const [conversation] = await app.database.query(`select * from conversation where address = '212611111111'`)
    expect(conversation).toMatchObject({
      last_seq: 2,
      unread_count: 0,
      waiting_since: null,
      last_status: 'sent',
      preview: 'answer from the phone',
    })
    expect(conversation!.bot_paused_at).not.toBeNull()
    const { data } = await app.call<MessageView[]>(
      a,
      'GET',
      `/api/v1/conversations/${showId('conversation', conversation!.id)}/messages`,
    )
    expect(data[0]).toMatchObject({ direction: 'outbound', status: 'sent', author: { kind: 'user' } })
    const types = `select type from event where aggregate_id = $1 and type like 'message.%' order by position`
    const events = await app.database.query(types, [conversation!.id])
    expect(events.map(event => event.type)).toEqual(['message.received', 'message.sent'])
  })

  it('takes the statuses that came before it', async () => {
    const number = `67${Date.now()}`
    await connectNumber(app, a, { number, account: 'echo' })
    const id = messageId()
    await receive(app, statusDelivery(number, { id, status: 'delivered', recipient_id: '212622222222' }))
    const echo = { from: number, to: '212622222222', id, timestamp: '1700000000', type: 'text', text: { body: 'hi' } }
    const metadata = { display_phone_number: '1', phone_number_id: number }
    const value = { messaging_product: 'whatsapp', metadata, message_echoes: [echo] }
    const entry = [{ id: 'echo', changes: [{ field: 'smb_message_echoes', value }] }]
    await receive(app, JSON.stringify({ object: 'whatsapp_business_account', entry }))
    expect(await app.database.query(STATUS_OF, [id])).toEqual([{ status: 'delivered' }])
    expect(await app.database.query('select from parked_status where provider_message_id = $1', [id])).toEqual([])
  })
})
