import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type FaultConfig, startTwin, type Twin } from '../../../../simulator/twin.ts'
import { readId, showId, type Uuid } from '../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { CALM, faulty, type SendingStage, sendingStage, type TestConversation } from '../../../test/sending.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { until } from '../../../test/until.ts'
import { lockConversations } from '../inbound/open-conversations.sql.ts'
import { drainIntake } from '../inbound/process-deliveries.ts'
import { createSender } from '../sending/sender.ts'
import { askAboutUncertain } from './ask.ts'
import { requeue } from './requeue.ts'

interface Said {
  id: string
  status: string
}

const LOST: FaultConfig = faulty({ fault: 'reset_after', times: 1 })
const NEVER_TAKEN: FaultConfig = faulty({ fault: 'reset_before', times: 1 })

describe('a message of which nobody knows', () => {
  let stage: SendingStage
  let conversation: TestConversation
  let id: Uuid
  beforeAll(async () => {
    stage = await sendingStage()
  })
  afterAll(() => stage.close())
  beforeEach(async () => {
    conversation = await stage.conversation()
    stage.twin.configure(LOST)
    id = (await conversation.queue('on the way?')).id
    await conversation.drain()
    stage.twin.configure(CALM)
  })
  const query = (sql: string, values: unknown[] = []) => stage.app.database.query(sql, values)
  const settle = (as: string, caller = stage.a) =>
    stage.app.call<Said>(caller, 'POST', `/api/v1/messages/${showId('message', id)}/settle`, { as })
  const listed = async (caller = stage.a) =>
    (await stage.app.call<Array<{ id: string }>>(caller, 'GET', '/api/v1/messages/uncertain')).data.map(one => one.id)
  const retry = (caller = stage.a) =>
    stage.app.call<Said>(caller, 'POST', `/api/v1/messages/${showId('message', id)}/retry`)

  it('is on the list of its own business, and no other', async () => {
    expect(await listed()).toContain(showId('message', id))
    expect(await listed(stage.b)).toEqual([])
    expect((await settle('arrived', stage.b)).status).toBe(404)
    expect((await retry(stage.b)).status).toBe(404)
    expect(await conversation.message(id)).toMatchObject({ status: 'unknown' })
  })

  it('counts as sent when somebody saw it arrive, once however often that is said; reports still move it on', async () => {
    expect((await settle('arrived')).data).toMatchObject({ status: 'sent' })
    expect((await settle('arrived')).data).toMatchObject({ status: 'sent' })
    expect(await settle('not_arrived')).toMatchObject({
      status: 409,
      body: { error: { code: 'MESSAGE_NOT_UNCERTAIN' } },
    })
    expect(await listed()).not.toContain(showId('message', id))
    expect((await conversation.events(id)).filter(event => event.type === 'message.status')).toHaveLength(2)
    await conversation.report({ id: 'wamid.seen', status: 'read', biz_opaque_callback_data: `${id}.1` })
    expect(await conversation.message(id)).toMatchObject({ status: 'read', provider_message_id: 'wamid.seen' })
    expect(conversation.calls()).toHaveLength(1)
  })

  it('fails when somebody saw that it did not arrive, and can be sent again as a new one', async () => {
    expect((await settle('not_arrived')).data).toMatchObject({ status: 'failed' })
    const [one, other] = await Promise.all([retry(), retry()])
    expect(one.data.id).toBe(other.data.id)
    await conversation.drain()
    expect(await conversation.message(readId('message', one.data.id)!)).toMatchObject({ status: 'sent', retry_of: id })
    expect(conversation.calls()).toHaveLength(2)
  })

  it.each([
    ['was removed', 'removed_at = now(), credentials = null'],
    ['does not open any more', `credentials = '\\x00'`],
  ])('is left to people when its channel %s, instead of being asked about for ever', async (_what, change) => {
    await query(`update channel set ${change} where external_id = $1`, [conversation.number])
    await query(`update send_attempt set started_at = now() - interval '16 minutes' where message_id = $1`, [id])
    await query('update uncertain_pending set next_try_at = now()')
    await askAboutUncertain(stage.app.context)
    expect(await query('select 1 from uncertain_pending where id = $1', [id])).toEqual([])
    expect(await query('select 1 from pending_lane where lane = $1', [conversation.conversationId])).toEqual([])
    expect(await listed()).toContain(showId('message', id))
  })

  it('is off the list once a person has sent it again as a new one', async () => {
    expect(await listed()).toContain(showId('message', id))
    const again = await retry()
    await conversation.drain()
    expect(await listed()).not.toContain(showId('message', id))
    expect(await listed()).not.toContain(again.data.id)
  })

  it('is not sent again while it is being found not to have left: it waits itself', async () => {
    let again: ReturnType<typeof retry> | undefined
    await stage.app.context.db.tenant(conversation.tenantId, async tx => {
      await tx.run(lockConversations([conversation.conversationId]))
      again = retry()
      await until(async () => (await waiters()) > 0)
      await requeue(tx, [{ messageId: id, no: 1 }])
    })
    expect(await again).toMatchObject({ status: 409, body: { error: { code: 'MESSAGE_NOT_RETRYABLE' } } })
    await conversation.drain()
    expect(await conversation.message(id)).toMatchObject({ status: 'sent' })
    expect(conversation.calls()).toHaveLength(2)
  })
  const waiters = async () =>
    (
      await stage.app.database.query(
        `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      )
    ).length

  it('waits anew when its call, given up, wakes and was refused', async () => {
    stage.twin.configure({
      rules: [
        { fault: 'latency', ms: 500, times: 1 },
        { fault: 'error', status: 400, code: 131016, times: 1 },
      ],
      statuses: {},
    })
    const late = (await conversation.queue('late refusal')).id
    const sleeper = conversation.drain()
    await until(async () => (await conversation.message(late)).status === 'sending')
    await conversation.pass('lease')
    await conversation.pass('deadline')
    await createSender(stage.app.context).drain()
    expect(await conversation.message(late)).toMatchObject({ status: 'unknown' })
    await sleeper
    await until(async () => {
      await conversation.pass('wait')
      await createSender(stage.app.context).drain()
      return (await conversation.message(late)).status === 'sent'
    })
    expect(await conversation.attempts(late)).toMatchObject([{ state: 'refused' }, { state: 'accepted' }])
    expect(conversation.texts().filter(text => text === 'late refusal')).toHaveLength(2)
  })
})

describe('a lost answer of a provider that can be asked', () => {
  let twin: Twin
  let app: TestApp
  let a: TestTenant
  let session: string
  let customers = 0
  let customer: string
  let conversationId: string

  beforeAll(async () => {
    const port = await freePort()
    twin = await startTwin({ port: 0, wahaApiKey: 'key', statuses: { sentMs: null, deliveredMs: null, readMs: null } })
    const config = { publicUrl: `http://127.0.0.1:${port}`, wahaServers: [{ url: twin.url, apiKey: 'key' }] }
    app = await buildApp({ parts: { config } })
    ;({ a } = await twoTenants(app))
    await app.app.listen({ host: '127.0.0.1', port })
    const body = { provider: 'waha', name: 'Phone', credentials: {} }
    const { data } = await app.call<{ id: string; externalId: string }>(a, 'POST', '/api/v1/channels', body)
    session = data.externalId.split('/')[1]!
    await app.call(a, 'PATCH', `/api/v1/channels/${data.id}`, { sending: { perSecond: 100, burst: 100 } })
    await app.call(a, 'POST', `/api/v1/channels/${data.id}/start`)
    await until(async () => twin.sessionStatus(session) === 'SCAN_QR_CODE')
    twin.scan(session, '212600000000')
    await until(async () => {
      await drainIntake(app.context)
      return (await app.call<Said>(a, 'GET', `/api/v1/channels/${data.id}`)).data.status === 'connected'
    })
  })
  afterAll(async () => {
    await app.close()
    await twin.close()
  })
  afterEach(() => twin.configure(CALM))
  beforeEach(async () => {
    customer = `2126770${String(++customers).padStart(5, '0')}`
    await hear(customer)
    const [row] = await app.database.query<{ id: Uuid }>('select id from conversation where address like $1', [
      `%${customer}%`,
    ])
    conversationId = showId('conversation', row!.id)
  })

  /** A customer writes from an address, `minutes` ago. */
  const hear = async (from: string, more: Record<string, unknown> = {}, minutes = 15) => {
    const timestamp = Math.floor(Date.now() / 1000) - minutes * 60
    await Promise.all(twin.injectWaha({ session, from, text: 'Hi', timestamp, more })!.outcomes)
    await drainIntake(app.context)
  }
  const write = async (message: object): Promise<Uuid> => {
    const path = `/api/v1/conversations/${conversationId}/messages`
    const said = await app.call<Said>(a, 'POST', path, message)
    expect(said.status, said.text).toBeLessThan(300)
    return readId('message', said.data.id)!
  }
  const say = (body: string) => write({ type: 'text', text: { body } })
  const send = () => createSender(app.context).drain()
  const statusOf = async (id: Uuid) =>
    (await app.database.query('select status, error from message where id = $1', [id]))[0]!
  /** Asks later, when the call cannot be under way any more. */
  const ask = async () => {
    await app.database.query(`update send_attempt set started_at = started_at - interval '3 minutes'`)
    await app.database.query('update uncertain_pending set next_try_at = now()')
    await askAboutUncertain(app.context)
  }
  const received = () => twin.phone(`${customer}@c.us`).filter(message => message.direction === 'received')
  const leftOver = async () => (await app.database.query('select * from uncertain_pending')).length
  const settle = async (id: Uuid) => {
    await app.call(a, 'POST', `/api/v1/messages/${showId('message', id)}/settle`, { as: 'arrived' })
    expect([await statusOf(id), await leftOver()]).toMatchObject([{ status: 'sent' }, 0])
  }
  /** The address of the conversation. */
  const addresses = async () => {
    const id = readId('conversation', conversationId)
    return (await app.database.query('select address from conversation where id = $1', [id])).map(row => row.address)
  }
  const people = (...addressed: string[]) =>
    Promise.all(
      addressed.map(async address => {
        const query = 'select contact_id as id from conversation where address = $1'
        return showId('contact', (await app.database.query<{ id: Uuid }>(query, [address]))[0]!.id)
      }),
    )
  const retry = (id: Uuid) => app.call<Said>(a, 'POST', `/api/v1/messages/${showId('message', id)}/retry`)

  it('is found there, and was sent', async () => {
    twin.configure(LOST)
    const id = await say('taken')
    await send()
    expect(await statusOf(id)).toMatchObject({ status: 'unknown' })
    await ask()
    expect((await statusOf(id)).status).toMatch(/sent|delivered|read/)
    expect([received().length, await leftOver()]).toEqual([1, 0])
  })

  it('is sent when it is proven that it never left, and the screens hear that it waits again', async () => {
    twin.configure(NEVER_TAKEN)
    const id = await say('not taken')
    await send()
    expect(await statusOf(id)).toMatchObject({ status: 'unknown' })
    await ask()
    expect(await statusOf(id)).toMatchObject({ status: 'queued', error: null })
    const events = await app.database.query<{ data: { status?: string } }>(
      `select data from event where data->>'messageId' = $1`,
      [id],
    )
    expect(events.map(event => event.data.status)).toContain('queued')
    await send()
    expect((await statusOf(id)).status).toBe('sent')
    expect([received().length, await leftOver()]).toEqual([1, 0])
  })

  it('is left to people when it is a reaction: no history tells of those', async () => {
    const before = await say('how was it?')
    await send()
    twin.configure(LOST)
    const reaction = { messageId: showId('message', before), emoji: '🙏' }
    const id = await write({ type: 'reaction', reaction })
    await send()
    await ask()
    expect(await statusOf(id)).toMatchObject({ status: 'unknown' })
    await settle(id)
  })

  it('is left to people when the customer has written from another address since', async () => {
    twin.configure(NEVER_TAKEN)
    const id = await say('where to?')
    await send()
    await hear(`9${customer}@lid`, { _data: { Info: { SenderAlt: `${customer}@s.whatsapp.net` } } })
    expect(await addresses()).toEqual([`9${customer}`])
    await ask()
    expect(await statusOf(id)).toMatchObject({ status: 'unknown' })
    await settle(id)
  })

  it('is left to people when the customer turned out to be another, or not, since', async () => {
    const other = `8${customer}`
    await hear(`${other}@lid`, {}, 10)
    const [kept, merged] = await people(customer, other)
    twin.configure(NEVER_TAKEN)
    const [id] = [await say('to whom?'), await send()]
    const { data } = await app.call<Said>(a, 'POST', `/api/v1/contacts/${kept}/merge`, { contactId: merged })
    expect(await addresses()).toContain(other)
    await ask()
    expect(await statusOf(id)).toMatchObject({ status: 'unknown' })
    await settle(id)

    twin.configure(NEVER_TAKEN)
    const [next] = [await say('to whom now?'), await send()]
    await app.call(a, 'POST', `/api/v1/contacts/merges/${data.id}/undo`)
    expect(await addresses()).not.toContain(other)
    await ask()
    expect(await statusOf(next)).toMatchObject({ status: 'unknown' })
    await settle(next)
  })

  it('is not sent again when somebody has done so meanwhile: it says that it failed', async () => {
    twin.configure(NEVER_TAKEN)
    const id = await say('twice?')
    await send()
    expect((await retry(id)).status).toBeLessThan(300)
    await ask()
    expect(await statusOf(id)).toMatchObject({ status: 'failed', error: { code: 'SENT_AGAIN' } })
    await send()
    expect([received().length, await leftOver()]).toEqual([1, 0])
  })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
