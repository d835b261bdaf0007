import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AppError, COMMON_ERRORS } from '../../../platform/errors/index.ts'
import { drainEvents, emit, newEvent, subscriber } from '../../../platform/events/index.ts'
import { newId, readId, showId, type Uuid } from '../../../platform/ids/index.ts'
import type { Loose } from '../../../test/buildApp.ts'
import { messagesDelivery, receive } from '../../../test/contracts/meta.ts'
import { saying, says, storeDeliveries } from '../../../test/deliveries.ts'
import { makeChannel } from '../../../test/make.ts'
import { CALM, faulty, type SendingStage, sendingStage, type TestConversation } from '../../../test/sending.ts'
import { until } from '../../../test/until.ts'
import { CONTACT_EVENTS } from '../../contacts/index.ts'
import { lockConversations } from '../inbound/open-conversations.sql.ts'
import { drainIntake } from '../inbound/process-deliveries.ts'
import { moveMessages, selectMessageStates } from '../messages/status.sql.ts'
import { moveTo } from '../statuses/report.ts'
import type { LetterDetail, LetterView } from './schema.ts'

let stage: SendingStage
let tenantId: Uuid
let channelId: Uuid
let broken = false

beforeAll(async () => {
  stage = await sendingStage()
  tenantId = readId('tenant', stage.a.tenantId)!
  channelId = await makeChannel(stage.app.database, tenantId)
  stage.app.context.subscribers.add(
    subscriber('breakable', [CONTACT_EVENTS['contact.created']], async () => {
      if (broken) throw new AppError(COMMON_ERRORS.CONFLICT)
    }),
  )
})
afterAll(() => stage.close())
beforeEach(async () => {
  broken = false
  await drainEvents(stage.app.context)
  await query('truncate dead_letter')
})
afterEach(() => stage.twin.configure(CALM))

/** Who waits for a lock in this database. */
const WAITING = `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
const query = <T extends Record<string, unknown>>(sql: string, values?: unknown[]) =>
  stage.app.database.query<T>(sql, values)
const call = <T = Loose>(method: 'GET' | 'POST' | 'DELETE', path = '', body?: object, caller = stage.a) =>
  stage.app.call<T>(caller, method, `/api/v1/dead-letters${path}`, body)
const list = async (search = '') => (await call<LetterView[]>('GET', search)).data
const only = async (): Promise<LetterView> => {
  const letters = await list()
  expect(letters).toHaveLength(1)
  return letters[0]!
}
const detail = async (id: string) => (await call<LetterDetail>('GET', `/${id}`)).data

/** Deliveries that cannot be read at all. */
async function spoil(...bodies: string[]): Promise<Uuid[]> {
  const ids = await storeDeliveries(stage.app.database, { tenantId, channelId }, bodies)
  await drainIntake(stage.app.context)
  return ids
}
/** From now on the same bytes can be read. */
const repair = (rawEventId: Uuid, body: string) =>
  query(`update raw_event set body = convert_to($2, 'UTF8') where id = $1`, [
    rawEventId,
    JSON.stringify(saying(says(body))),
  ])
const arrived = async (body: string) =>
  (await query(`select 1 from message where content->'text'->>'body' = $1`, [body])).length

describe('a delivery that was given up', () => {
  it('is listed with its cause, its bytes and its attempts', async () => {
    await spoil('{ no JSON "é"')
    const letter = await only()
    expect(letter).toMatchObject({
      kind: 'raw_event',
      state: 'open',
      resolved: false,
      channelId: showId('channel', channelId),
      cause: { code: 'RAW_EVENT_UNREADABLE', message: expect.any(String) },
      attempts: 1,
    })
    expect(await detail(letter.id)).toMatchObject({
      payload: { encoding: 'utf8', body: '{ no JSON "é"' },
      history: [{ attempt: 1, outcome: 'failed', code: 'RAW_EVENT_UNREADABLE' }],
    })
    const events = await query('select type, data from event where aggregate_id = $1', [
      readId('deadLetter', letter.id),
    ])
    expect(events).toEqual([{ type: 'dead_letter.added', data: { kind: 'raw_event', code: 'RAW_EVENT_UNREADABLE' } }])
  })

  it('shows bytes that are no text in base64', async () => {
    const [id] = await spoil('x')
    await query(`update raw_event set body = '\\xff00fe' where id = $1`, [id])
    expect((await detail((await only()).id)).payload).toEqual({ encoding: 'base64', body: '/wD+' })
  })

  it('goes its way again from the stored bytes, once however often it is asked for', async () => {
    const [id] = await spoil('{')
    await repair(id!, 'after all')
    const letter = await only()
    const asked = await Promise.all(Array.from({ length: 8 }, () => call('POST', `/${letter.id}/redrive`)))
    expect(asked.map(answer => answer.status)).toEqual(Array(8).fill(200))
    await drainIntake(stage.app.context)
    expect(await arrived('after all')).toBe(1)
    expect(await list()).toEqual([])
    const [done] = await list('?state=redriven')
    expect(done).toMatchObject({
      id: letter.id,
      state: 'redriven',
      resolved: true,
      redrivenBy: { kind: 'user', id: stage.a.userId },
    })
    const events = await query(`select 1 from event where aggregate_id = $1 and type = 'dead_letter.redriven'`, [
      readId('deadLetter', letter.id),
    ])
    expect(events).toHaveLength(1)
  })

  it('comes back as another letter when it fails again', async () => {
    await spoil('{')
    const letter = await only()
    await call('POST', `/${letter.id}/redrive`)
    await drainIntake(stage.app.context)
    const again = await only()
    expect(again.id).not.toBe(letter.id)
    expect(await detail(letter.id)).toMatchObject({ state: 'redriven', resolved: false })
  })

  it('in part comes back when that part still cannot be read, and does not double its neighbours', async () => {
    const conversation = await stage.conversation()
    const good = { from: conversation.customer, id: 'wamid.good', type: 'text', text: { body: 'the good neighbour' } }
    const bad = { id: 'wamid.bad', type: 'text', text: { body: 'from nobody' } }
    await receive(stage.app, messagesDelivery({ number: conversation.number, messages: [good, bad] }))
    const letter = await only()
    expect(letter.cause.code).toBe('UNREADABLE_PART')
    await call('POST', `/${letter.id}/redrive`)
    await drainIntake(stage.app.context)
    expect((await only()).id).not.toBe(letter.id)
    expect(await arrived('the good neighbour')).toBe(1)
  })
})

describe('an event that a subscriber could not handle', () => {
  it('is listed with the subscriber, and handled when it is taken up again', async () => {
    broken = true
    const event = newEvent(CONTACT_EVENTS['contact.created'], newId(), { kind: 'system' }, { name: 'Amina' })
    await stage.app.context.db.tenant(tenantId, tx => emit(tx, [event]))
    await drainEvents(stage.app.context)
    const letter = await only()
    expect(letter).toMatchObject({
      kind: 'event',
      subscriber: 'breakable',
      channelId: null,
      cause: { code: 'CONFLICT' },
    })
    expect(JSON.parse((await detail(letter.id)).payload!.body)).toEqual({
      type: 'contact.created',
      data: { name: 'Amina' },
    })
    broken = false
    expect((await call('POST', '/redrive', { all: true, kind: 'event' })).data).toMatchObject({ redriven: 1 })
    await drainEvents(stage.app.context)
    expect((await list('?state=redriven'))[0]).toMatchObject({ id: letter.id, resolved: true })
    expect(await list()).toEqual([])
  })
})

describe('a send that was given up', () => {
  let conversation: TestConversation
  let messageId: Uuid

  /** Refused until the attempts are used up. */
  beforeEach(async () => {
    conversation = await stage.conversation()
    stage.twin.configure(faulty({ fault: 'error', status: 400, code: 131016, match: { to: conversation.customer } }))
    messageId = (await conversation.queue('in vain')).id
    for (let round = 0; round < 40 && (await list()).length === 0; round++) {
      await conversation.pass('wait')
      await conversation.drain()
    }
    stage.twin.configure(CALM)
  })
  const inVain = () => conversation.texts().filter(text => text === 'in vain').length
  const redrive = async () => call('POST', `/${(await only()).id}/redrive`)
  const status = async () => (await conversation.message(messageId)).status

  it('is listed with every call, and sent by one more attempt of the same message', async () => {
    const letter = await only()
    expect(letter).toMatchObject({
      kind: 'send',
      messageId: showId('message', messageId),
      conversationId: showId('conversation', conversation.conversationId),
      cause: { code: '131016' },
    })
    expect(letter.cause.message).toMatch(/^Meta is temporarily unavailable\. .*try it again, or dismiss it\.$/)
    const { history, payload } = await detail(letter.id)
    expect(new Set(history.map(attempt => attempt.message))).toEqual(new Set(['Meta is temporarily unavailable.']))
    expect(letter.firstAt < history[0]!.at && history.length > 1 && letter.firstAt < letter.lastAt).toBe(true)
    expect(history.map(attempt => attempt.outcome)).toEqual(Array(letter.attempts).fill('refused'))
    expect(payload!.body).toContain('in vain')
    const calls = inVain()
    expect((await redrive()).status).toBe(200)
    expect(await status()).toBe('queued')
    await conversation.drain()
    expect(await status()).toBe('sent')
    expect(inVain()).toBe(calls + 1)
    expect((await call('POST', `/${letter.id}/redrive`)).status).toBe(200)
    await conversation.drain()
    expect(inVain()).toBe(calls + 1)
    expect((await list('?state=redriven'))[0]).toMatchObject({ resolved: true })
  })

  it('is never sent again when an outcome is unknown, or when a status proved that it arrived', async () => {
    const calls = inVain()
    await query(`update send_attempt set state = 'unknown' where message_id = $1 and no = 2`, [messageId])
    expect(await redrive()).toMatchObject({ status: 409, body: { error: { code: 'SEND_NOT_REDRIVABLE' } } })
    await query(`update send_attempt set state = 'refused' where message_id = $1`, [messageId])
    await query(`update message set status = 'delivered' where id = $1`, [messageId])
    expect((await redrive()).status).toBe(409)
    await conversation.drain()
    expect(inVain()).toBe(calls)
    expect(await list()).toHaveLength(1)
  })

  it('is not sent again when a report proves at that moment that it arrived, also since its conversation was merged', async () => {
    const other = await stage.conversation()
    await query('update conversation set merged_into = $1 where id = $2', [
      other.conversationId,
      conversation.conversationId,
    ])
    const before = inVain()
    let redriving: ReturnType<typeof redrive> | undefined
    await stage.app.context.db.tenant(tenantId, async tx => {
      await tx.run(lockConversations([conversation.conversationId]))
      const [standing] = await tx.rows(selectMessageStates([messageId]))
      await tx.run(moveMessages([moveTo(standing!, 'delivered')]))
      redriving = redrive()
      await until(() => query(WAITING).then(rows => rows.length > 0), { what: 'the re-drive at the lock' })
    })
    expect(await redriving).toMatchObject({ status: 409, body: { error: { code: 'SEND_NOT_REDRIVABLE' } } })
    await conversation.drain()
    expect([await status(), inVain()]).toEqual(['delivered', before])
  })

  it('is not sent twice when somebody sent it again as a new message', async () => {
    const calls = inVain()
    const again = await stage.app.call(stage.a, 'POST', `/api/v1/messages/${showId('message', messageId)}/retry`)
    expect(again.status).toBe(202)
    expect(await list()).toEqual([])
    await conversation.drain()
    expect(inVain()).toBe(calls + 1)
  })

  it('passes the door again: not to a customer who wants nothing any more', async () => {
    await query(
      `update contact set opted_out_at = now() where id = (select contact_id from conversation where id = $1)`,
      [conversation.conversationId],
    )
    expect(await redrive()).toMatchObject({ status: 422, body: { error: { code: 'CONTACT_OPTED_OUT' } } })
    const { id } = await only()
    const { data } = await call('POST', '/redrive', { ids: [id] })
    expect(data).toMatchObject({ redriven: 0, refused: [{ id, code: 'CONTACT_OPTED_OUT' }] })
    expect(await status()).toBe('failed')
  })

  it('taken up ten times at the same moment leaves once', async () => {
    const calls = inVain()
    const { id } = await only()
    await Promise.all(Array.from({ length: 10 }, () => call('POST', '/redrive', { ids: [id] })))
    await conversation.drain()
    expect(inVain()).toBe(calls + 1)
  })
})

describe('many dead letters', () => {
  it('come a page at a time, by kind, and are all taken up in bounded steps', async () => {
    const ids = await spoil(...Array.from({ length: 5 }, (_, no) => `{ ${no}`))
    for (const [no, id] of ids.entries()) await repair(id, `of many ${no}`)
    const first = await call<LetterView[]>('GET', '?limit=3&kind=raw_event')
    const cursor = first.body.meta!.pagination!.nextCursor
    const rest = await list(`?limit=3&kind=raw_event&cursor=${cursor}`)
    expect(new Set([...first.data, ...rest].map(letter => letter.id)).size).toBe(5)
    expect(await list('?kind=send')).toEqual([])
    expect((await call('POST', '/redrive', { all: true })).data).toEqual({
      redriven: 5,
      skipped: 0,
      refused: [],
      nextCursor: null,
    })
    expect((await call('POST', '/redrive', { all: true })).data).toMatchObject({ redriven: 0 })
    await drainIntake(stage.app.context)
    for (let no = 0; no < 5; no++) expect(await arrived(`of many ${no}`)).toBe(1)
  })

  it('may be dismissed: they are not taken up any more', async () => {
    await spoil('{')
    const { id } = await only()
    for (let time = 0; time < 2; time++) expect((await call('DELETE', `/${id}`)).status).toBe(204)
    expect(await list()).toEqual([])
    expect(await list('?state=dismissed')).toMatchObject([{ id, state: 'dismissed' }])
    expect((await call('POST', `/${id}/redrive`)).body.error).toMatchObject({ code: 'DEAD_LETTER_DISMISSED' })
    expect((await call('POST', '/redrive', { ids: [id] })).data).toMatchObject({ redriven: 0, skipped: 1 })
  })

  it('are one business’s own', async () => {
    await spoil('{')
    const { id } = await only()
    expect((await call('GET', '', undefined, stage.b)).data).toEqual([])
    expect((await call('GET', `/${id}`, undefined, stage.b)).status).toBe(404)
    expect((await call('POST', `/${id}/redrive`, undefined, stage.b)).status).toBe(404)
    expect((await call('DELETE', `/${id}`, undefined, stage.b)).status).toBe(404)
    expect((await call('POST', '/redrive', { all: true }, stage.b)).data).toMatchObject({ redriven: 0 })
    expect((await only()).state).toBe('open')
  })

  it('are counted for operators until somebody acts', async () => {
    await spoil('{', '[')
    const gauge = async () =>
      (await stage.app.call(null, 'GET', '/metrics')).text.match(/^dead_letters(?:\{\})? (\d+)/m)?.[1]
    expect(await gauge()).toBe('2')
    await call('DELETE', `/${(await list())[0]!.id}`)
    expect(await gauge()).toBe('1')
    await call('POST', '/redrive', { all: true })
    expect(await gauge()).toBe('0')
  })
})
