import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readId, type Uuid } from '../../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../../test/buildApp.ts'
import { type TestTenant, twoTenants } from '../../../../test/twoTenants.ts'
import { postEvent, startWaha, type WahaStand } from '../../../../test/waha.ts'
import { drainIntake, drainSends } from '../../../messaging/index.ts'
import { catchUp } from '../../lifecycle/linked-phone.ts'

let stand: WahaStand
let program: TestApp
let a: TestTenant
let b: TestTenant

beforeAll(async () => {
  stand = await startWaha()
  program = await buildApp()
  ;({ a, b } = await twoTenants(program))
})
afterAll(async () => {
  await program.close()
  await stand.close()
})
beforeEach(() => void Object.assign(stand, { asked: [], instead: undefined }))

const KEY = 'a key for signing'
let no = 0
const fresh = (prefix: string) => `${prefix}${String(++no).padStart(14, '0')}`

/** A linked phone, and a customer who is known nowhere else. */
async function linked(tenant: TestTenant) {
  const session = `flow-${++no}`
  const customer = String(212655100000 + no)
  const credentials = { baseUrl: stand.url, apiKey: stand.apiKey, session, hmacKey: KEY }
  const body = { provider: 'waha', name: 'Phone', credentials }
  const { data } = await program.call<{ id: string }>(tenant, 'POST', '/api/v1/channels', body)
  const config = {}
  stand.sessions.set(session, { name: session, status: 'WORKING', config, me: { id: '212600000000@c.us' } })
  const [uuid, tenantId] = [readId('channel', data.id)!, readId('tenant', tenant.tenantId)!]
  await program.database.query(`update channel set status = 'connected' where id = $1`, [uuid])
  const chat = `${customer}@c.us`
  const tell = async (event: string, payload: object) => {
    const answer = await postEvent(program, data.id, KEY, { event, session, timestamp: Date.now(), payload })
    expect(answer.statusCode).toBe(200)
    await drainIntake(program.context)
  }
  const said = (bare: string, text: string, more: object = {}) => ({
    id: `false_${chat}_${bare}`,
    timestamp: Math.floor(Date.now() / 1000),
    from: chat,
    fromMe: false,
    body: text,
    hasMedia: false,
    _data: { Info: { PushName: 'Amina', SenderAlt: `9${customer}@lid` } },
    ...more,
  })
  return { id: data.id, uuid, tenantId, session, customer, chat, tell, said, tenant }
}
type Phone = Awaited<ReturnType<typeof linked>>

const rows = (phone: Phone) =>
  program.database.query(
    `select m.id, m.direction, m.type, m.status, m.content, m.author_kind, m.provider_message_id, c.id as conversation
     from message m join conversation c on c.id = m.conversation_id where m.channel_id = $1 order by m.id`,
    [phone.uuid],
  )
const events = (id: Uuid) =>
  program.database.query(`select type from event where aggregate_id = $1 order by position`, [id])

/** Answers the customer as a person would, and lets it be sent. */
async function answer(phone: Phone, text: string): Promise<Uuid> {
  const [first] = await rows(phone)
  const path = `/api/v1/conversations/${first!.conversation}/messages`
  const {
    status,
    data,
    text: said,
  } = await program.call<{ id: string }>(phone.tenant, 'POST', path, {
    type: 'text',
    text: { body: text },
  })
  if (status !== 202) throw new Error(`answering was answered ${status}: ${said}`)
  await drainSends(program.context)
  return readId('message', data.id)!
}
const message = async (id: Uuid) =>
  (await program.database.query('select status, provider_message_id from message where id = $1', [id]))[0]!

describe('a customer who writes to a linked phone', () => {
  it('is found by phone and lid, and is one message however often WAHA tells it', async () => {
    const phone = await linked(a)
    const bare = fresh('3A')
    await phone.tell('message.any', phone.said(bare, 'Salam'))
    await phone.tell('message', phone.said(bare, 'Salam'))
    expect(await rows(phone)).toMatchObject([
      { direction: 'inbound', type: 'text', content: { text: { body: 'Salam' } }, provider_message_id: bare },
    ])
    const identities = await program.database.query(
      `select kind, scope, value from contact_identity where tenant_id = $1 and value like $2 order by kind`,
      [phone.tenantId, `%${phone.customer}%`],
    )
    expect(identities).toEqual([
      { kind: 'lid', scope: phone.session, value: `9${phone.customer}` },
      { kind: 'phone', scope: '', value: `+${phone.customer}` },
      { kind: 'wa_id', scope: '', value: phone.customer },
    ])
  })

  it('is answered in a message that carries its attempt, whose ticks come by phone or by lid', async () => {
    const phone = await linked(a)
    await phone.tell('message.any', phone.said(fresh('3A'), 'Salam'))
    const id = await answer(phone, 'Welcome')
    const [sent] = stand.sends()
    expect(sent!.body).toMatchObject({ session: phone.session, chatId: phone.chat, text: 'Welcome' })
    const preset = String(sent!.body.id)
    expect(await message(id)).toEqual({ status: 'sent', provider_message_id: preset })
    for (const [chat, ack, status] of [
      [phone.chat, 2, 'delivered'],
      [`9${phone.customer}@lid`, 3, 'read'],
      [phone.chat, 1, 'read'],
    ] as const) {
      await phone.tell('message.ack', { id: `true_${chat}_${preset}`, from: chat, fromMe: true, ack })
      expect(await message(id)).toMatchObject({ status })
    }
    expect(await rows(phone)).toHaveLength(2)
  })

  it('has what was written on the phone beside it, and no bot answers that', async () => {
    const phone = await linked(a)
    await phone.tell('message.any', phone.said(fresh('3A'), 'Salam'))
    const bare = fresh('3A')
    const echo = { id: `true_${phone.chat}_${bare}`, fromMe: true, source: 'app', from: phone.chat, to: null }
    await phone.tell('message.any', phone.said(bare, 'By hand', echo))
    const [, written] = await rows(phone)
    expect(written).toMatchObject({ direction: 'outbound', author_kind: 'user', status: 'sent' })
    const types = (await events(written!.conversation as Uuid)).map(event => event.type)
    expect(types.filter(type => type === 'message.received')).toHaveLength(1)
    expect(types).toContain('message.sent')
  })

  it('of another business stays with that business', async () => {
    const [mine, theirs] = [await linked(a), await linked(b)]
    await theirs.tell('message.any', theirs.said(fresh('3A'), 'Salam'))
    expect(await rows(mine)).toEqual([])
    const [row] = await rows(theirs)
    const { status } = await program.call(a, 'GET', `/api/v1/conversations/${row!.conversation}/messages`)
    expect(status).toBe(404)
  })
})

describe('a send whose answer is lost', () => {
  /** Sends a message, and loses the answer after WAHA took the message. */
  async function lost(phone: Phone): Promise<{ id: Uuid; preset: string }> {
    await phone.tell('message.any', phone.said(fresh('3A'), 'Salam'))
    stand.asked = []
    stand.instead = ({ path }, response) => path === '/api/sendText' && Boolean(response.destroy())
    const id = await answer(phone, 'Once')
    stand.instead = undefined
    expect(await message(id)).toMatchObject({ status: 'unknown', provider_message_id: null })
    return { id, preset: String(stand.sends()[0]!.body.id) }
  }

  it('is found again by the echo of its message, and is never made twice', async () => {
    const phone = await linked(a)
    const { id, preset } = await lost(phone)
    const echo = { id: `true_${phone.chat}_${preset}`, fromMe: true, source: 'api', ack: 1 }
    await phone.tell('message.any', phone.said(preset, 'Once', echo))
    expect(await message(id)).toEqual({ status: 'sent', provider_message_id: preset })
    await drainSends(program.context)
    expect(stand.sends()).toHaveLength(1)
    expect(await rows(phone)).toHaveLength(2)
  })

  it('is found again by an ack alone', async () => {
    const phone = await linked(a)
    const { id, preset } = await lost(phone)
    await phone.tell('message.ack', { id: `true_9${phone.customer}@lid_${preset}`, fromMe: true, ack: 3 })
    expect(await message(id)).toEqual({ status: 'read', provider_message_id: preset })
  })

  it('is found again in the history after a gap', async () => {
    const phone = await linked(a)
    const { id, preset } = await lost(phone)
    const at = Math.floor(Date.now() / 1000) - 180
    await program.database.query(`update channel set created_at = now() - interval '1 hour' where id = $1`, [
      phone.uuid,
    ])
    stand.chats.set(phone.chat, [
      { id: `true_${phone.chat}_${preset}`, timestamp: at, fromMe: true, body: 'Once', ack: 2 },
    ])
    await catchUp(program.context, phone.tenantId, phone.uuid)
    await drainIntake(program.context)
    expect(await message(id)).toEqual({ status: 'delivered', provider_message_id: preset })
    expect(await rows(phone)).toHaveLength(2)
  })
})

describe('a phone that is not linked any more', () => {
  it('refuses sends before they are made, and is shown at once', async () => {
    const phone = await linked(a)
    await phone.tell('message.any', phone.said(fresh('3A'), 'Salam'))
    stand.sessions.get(phone.session)!.status = 'SCAN_QR_CODE'
    const id = await answer(phone, 'Anyone there?')
    expect(await message(id)).toMatchObject({ status: 'queued' })
    const { data } = await program.call(a, 'GET', `/api/v1/channels/${phone.id}`)
    expect(data).toMatchObject({ status: 'qr', statusReason: expect.stringContaining('Linked devices') })
  })

  it('is shown by what WAHA tells of its session', async () => {
    const phone = await linked(b)
    await phone.tell('session.status', { name: phone.session, status: 'FAILED', statuses: [] })
    expect((await program.call(b, 'GET', `/api/v1/channels/${phone.id}`)).data).toMatchObject({ status: 'error' })
  })
})
