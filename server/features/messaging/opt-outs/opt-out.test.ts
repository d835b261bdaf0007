import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drainEvents } from '../../../platform/events/index.ts'
import { newId, showId, type Uuid } from '../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { bodyOf, conversationOf, deliver, newPhone, type Shop, shop, thread, write } from '../../../test/customer.ts'
import { transportFor } from '../../channels/index.ts'
import { applyPreferences } from '../../contacts/index.ts'
import { applyDelivery } from '../inbound/apply-delivery.ts'
import { drainSends, queueMessage } from '../index.ts'
import { noteRefusedOptOut } from './note-opt-outs.ts'

let app: TestApp
let here: Shop
let there: Shop
let phone: string

beforeAll(async () => {
  app = await buildApp()
  here = await shop(app)
  there = await shop(app)
})
afterAll(() => app.close())

/** A customer who wrote a while ago. */
async function customer(of = here): Promise<{ conversationId: Uuid; contactId: Uuid }> {
  phone = newPhone()
  await write(app, of, phone, 'hello', { at: ago(300) })
  const { id, contactId } = await conversationOf(app, of, phone)
  return { conversationId: id, contactId }
}
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000)

/** What the customer receives after writing this. */
async function hears(text: string, at = ago(0), of = here): Promise<Array<{ author: string; body: string }>> {
  const before = (await thread(app, of, phone)).length
  await deliver(app, of, phone, text, { at })
  await drainEvents(app.context)
  const after = (await thread(app, of, phone)).slice(before)
  return after.filter(row => row.author !== 'contact').map(row => ({ author: row.author, body: bodyOf(row) }))
}
const say = (conversationId: Uuid, kind: 'user' | 'bot' | 'api' | 'campaign', body = 'news') =>
  app.context.db.tenant(here.id, tx =>
    queueMessage(tx, {
      conversationId,
      type: 'text',
      content: { text: { body } },
      author: { kind },
    }),
  )
const eventsOf = (contactId: Uuid) =>
  app.database.query<{ type: string; data: Record<string, unknown> }>(
    `select type, data from event where aggregate_id = $1 and type like 'contact.opted%' order by position`,
    [contactId],
  )
const contact = async (id: Uuid) =>
  (await app.database.query<Record<string, Date | null>>('select * from contact where id = $1', [id]))[0]!

describe('a customer who writes STOP', () => {
  it('is told once how to undo it, by nobody but the system, and gets nothing from bots, campaigns and programs', async () => {
    const { conversationId, contactId } = await customer()
    const heard = await hears('Stop!')
    expect(heard).toEqual([{ author: 'system', body: expect.stringContaining('START') }])
    expect(heard[0]!.body).toContain('Business')
    await drainEvents(app.context)
    for (const author of ['bot', 'api', 'campaign', 'user'] as const) {
      await expect(say(conversationId, author), author).rejects.toMatchObject({
        code: 'CONTACT_OPTED_OUT',
        status: 422,
      })
    }
    expect(await eventsOf(contactId)).toMatchObject([
      { type: 'contact.opted_out', data: { scope: 'all', source: 'word', conversationId } },
    ])
    const view = await app.call(here, 'GET', `/api/v1/contacts/${showId('contact', contactId)}`)
    expect(view.data.optedOutAt).toEqual(expect.any(String))
  })

  it('and again is not told again, and writes to no bot', async () => {
    const { contactId } = await customer()
    await hears('stop', ago(60))
    expect(await hears('STOP', ago(30))).toEqual([])
    expect(await hears('menu', ago(10))).toEqual([])
    expect(await eventsOf(contactId)).toHaveLength(1)
  })

  it('and then something else gets the answer of a person, not of a program', async () => {
    const { conversationId } = await customer()
    await hears('stop', ago(60))
    await expect(say(conversationId, 'user', 'why?')).rejects.toMatchObject({ code: 'CONTACT_OPTED_OUT' })
    await hears('where is my order?', ago(10))
    await say(conversationId, 'user', 'on its way')
    await expect(say(conversationId, 'api')).rejects.toMatchObject({ code: 'CONTACT_OPTED_OUT' })
    const body = { type: 'text', text: { body: 'over the API' } }
    const answered = await app.call(
      here,
      'POST',
      `/api/v1/conversations/${showId('conversation', conversationId)}/messages`,
      body,
    )
    expect(answered.status).toBe(202)
  })

  it('gets nothing of what bots and campaigns had queued, and the reason is at the message', async () => {
    const { conversationId } = await customer()
    await drainSends(app.context)
    const [bot, campaign, person] = [
      await say(conversationId, 'bot'),
      await say(conversationId, 'campaign'),
      await say(conversationId, 'user'),
    ]
    await deliver(app, here, phone, 'STOP')
    await drainSends(app.context)
    const rows = await app.database.query<{ id: Uuid; status: string; error: { code: string } | null }>(
      'select id, status, error from message where id = any($1)',
      [[bot.id, campaign.id, person.id]],
    )
    const byId = new Map(rows.map(row => [row.id, row]))
    for (const { id } of [bot, campaign]) {
      expect(byId.get(id)).toMatchObject({ status: 'failed', error: { code: 'CONTACT_OPTED_OUT' } })
    }
    expect(byId.get(person.id)!.status).toBe('sent')
    const open = await app.database.query(`select state from send_attempt where message_id = any($1)`, [
      [bot.id, campaign.id],
    ])
    expect(open).toEqual([{ state: 'refused' }, { state: 'refused' }])
    expect(await app.database.query('select 1 from send_pending where lane = $1', [conversationId])).toEqual([])
  })

  it('to one business has not written it to another', async () => {
    await customer()
    await hears('STOP')
    expect((await hears('menu', ago(0), there)).some(row => row.author === 'bot')).toBe(true)
  })

  it('while bots queue at the same moment gets nothing that leaves afterwards', async () => {
    const { conversationId } = await customer()
    await drainSends(app.context)
    const queueing = Array.from({ length: 20 }, () => say(conversationId, 'bot', 'at the same moment'))
    const [, ...ends] = await Promise.allSettled([deliver(app, here, phone, 'STOP'), ...queueing])
    await drainSends(app.context)
    const rows = await app.database.query<{ status: string }>(
      `select status from message where conversation_id = $1 and content->'text'->>'body' = 'at the same moment'`,
      [conversationId],
    )
    expect(rows).toHaveLength(ends.filter(end => end.status === 'fulfilled').length)
    expect(rows.filter(row => row.status !== 'failed')).toEqual([])
  })

  it('in their language reads it there', async () => {
    await customer()
    expect((await hears('إيقاف'))[0]!.body).toContain('ابدأ')
    await customer()
    expect((await hears('désabonner'))[0]!.body).toContain('REPRENDRE')
    await customer()
    expect((await hears('baja'))[0]!.body).toContain('ALTA')
    await customer()
    expect((await hears('sair'))[0]!.body).toContain('RETOMAR')
  })

  it('in a repeated or late delivery is one wish, at the moment it was written', async () => {
    const { contactId, conversationId } = await customer()
    await hears('stop', ago(100))
    await hears('start', ago(50))
    expect(await hears('stop', ago(80)), 'older than START: only the bot keeps silent').toEqual([])
    expect(await contact(contactId)).toMatchObject({ opted_out_at: null })
    await say(conversationId, 'bot')
    expect(await eventsOf(contactId)).toHaveLength(2)
  })
})

describe('a customer who writes START', () => {
  it('after STOP gets messages again, and is told so', async () => {
    const { conversationId, contactId } = await customer()
    await hears('stop', ago(20))
    expect(await hears('START', ago(10))).toEqual([{ author: 'system', body: expect.stringContaining('STOP') }])
    await say(conversationId, 'bot')
    expect((await eventsOf(contactId)).map(event => event.type)).toEqual(['contact.opted_out', 'contact.opted_in'])
  })

  it('without having stopped talks to the bot', async () => {
    await customer()
    const heard = await hears('start')
    expect(heard.length).toBeGreaterThan(0)
    expect(heard.every(row => row.author === 'bot')).toBe(true)
  })
})

describe('a wish that the provider tells', () => {
  const identities = (number: string) => [{ kind: 'phone' as const, scope: '', value: `+${number}` }]
  const tell = (wants: 'stop' | 'resume', scope: 'all' | 'marketing', at = ago(0)) =>
    app.context.db.tenant(here.id, tx => applyPreferences(tx, [{ identities: identities(phone), wants, scope, at }]))

  it('holds like a word, without a message of ours', async () => {
    const { conversationId, contactId } = await customer()
    const before = (await thread(app, here, phone)).length
    await tell('stop', 'marketing')
    expect(await contact(contactId)).toMatchObject({ opted_out_at: null, marketing_opted_out_at: expect.any(Date) })
    await say(conversationId, 'bot')
    await tell('stop', 'all')
    await expect(say(conversationId, 'bot')).rejects.toMatchObject({ code: 'CONTACT_OPTED_OUT' })
    await tell('resume', 'all')
    await say(conversationId, 'bot')
    await drainEvents(app.context)
    const added = (await thread(app, here, phone)).slice(before)
    expect(added.map(row => row.author)).toEqual(['bot', 'bot'])
    expect(await contact(contactId)).toMatchObject({ opted_out_at: null, marketing_opted_out_at: null })
  })

  it('beside the word in one delivery needs no word of ours: the provider has said it', async () => {
    const { contactId } = await customer()
    const before = (await thread(app, here, phone)).length
    const at = ago(0)
    const preference = { identities: identities(phone), wants: 'stop', scope: 'all', at } as const
    const source = { channelId: here.channelId, rawEventId: newId() }
    const message = {
      providerMessageId: `test.${newId()}`,
      direction: 'inbound',
      type: 'text',
      content: { text: { body: 'STOP' } },
      identities: identities(phone),
      address: { kind: 'wa_id', value: phone },
      at,
    } as const
    await app.context.db.tenant(here.id, tx =>
      applyDelivery(tx, [
        { kind: 'message', ...source, message: { ...message, identities: [...message.identities] } },
        { kind: 'preference', ...source, preference },
      ]),
    )
    await drainEvents(app.context)
    expect((await thread(app, here, phone)).slice(before).map(row => row.author)).toEqual(['contact'])
    expect((await eventsOf(contactId)).map(event => event.data.source)).toEqual(['provider'])
  })

  it('ends what bots and programs have queued, and leaves what a person wrote', async () => {
    const { conversationId } = await customer()
    const before = (await thread(app, here, phone)).length
    await say(conversationId, 'bot')
    await say(conversationId, 'user')
    const preference = { identities: identities(phone), wants: 'stop', scope: 'all', at: ago(0) } as const
    const source = { channelId: here.channelId, rawEventId: newId() }
    await app.context.db.tenant(here.id, tx => applyDelivery(tx, [{ kind: 'preference', ...source, preference }]))
    const rows = await app.database.query(
      'select author_kind, status, error from message where conversation_id = $1 order by seq',
      [conversationId],
    )
    expect(rows.slice(before)).toMatchObject([
      { author_kind: 'bot', status: 'failed', error: { code: 'CONTACT_OPTED_OUT' } },
      { author_kind: 'user', status: 'queued' },
    ])
  })

  it('holds for somebody who has never written', async () => {
    phone = newPhone()
    await tell('stop', 'all')
    const [row] = await app.database.query<{ id: Uuid }>(
      'select contact_id as id from contact_identity where tenant_id = $1 and value = $2',
      [here.id, `+${phone}`],
    )
    expect(await contact(row!.id)).toMatchObject({ opted_out_at: expect.any(Date) })
  })

  it('by signing up takes back a stop of marketing of the same channel, and no other; the words are kept', async () => {
    const { contactId } = await customer()
    const told = { word: 'signup', detail: 'User signed up' }
    const hear = (channelId: Uuid, wants: 'stop' | 'signup', scope: 'all' | 'marketing', at: Date) => {
      const wish = wants === 'stop' ? { wants } : { wants: 'resume' as const, sameChannel: true, told }
      const preference = { identities: identities(phone), scope, at, ...wish }
      return app.context.db.tenant(here.id, tx =>
        applyDelivery(tx, [{ kind: 'preference', channelId, rawEventId: newId(), preference }]),
      )
    }
    const stands = async () => !!(await contact(contactId)).marketing_opted_out_at
    const elsewhere = newId()
    await hear(here.channelId, 'stop', 'marketing', ago(60))
    await hear(elsewhere, 'signup', 'marketing', ago(50))
    expect(await stands()).toBe(true)
    await hear(here.channelId, 'signup', 'marketing', ago(40))
    expect(await stands()).toBe(false)
    await hears('stop promotions', ago(30))
    await hear(elsewhere, 'signup', 'marketing', ago(20))
    expect(await stands()).toBe(true)
    await hear(here.channelId, 'signup', 'marketing', ago(10))
    expect(await stands()).toBe(false)
    const { channelId } = here
    expect((await eventsOf(contactId)).map(({ type, data }) => ({ type, ...data }))).toMatchObject([
      { type: 'contact.opted_out', source: 'provider', channelId },
      { type: 'contact.opted_in', source: 'provider', channelId, ...told },
      { type: 'contact.opted_out', source: 'word', channelId },
      { type: 'contact.opted_in', source: 'provider', channelId, ...told },
    ])
    await hear(here.channelId, 'stop', 'all', ago(9))
    await hear(here.channelId, 'signup', 'marketing', ago(8))
    expect(await contact(contactId)).toMatchObject({ opted_out_at: expect.any(Date) })
  })

  it('by refusing a message: no marketing, or nothing, as the provider says', async () => {
    const { conversationId, contactId } = await customer()
    const refuse = (provider: 'cloud_api' | 'twilio', code: number) =>
      app.context.db.tenant(here.id, tx => {
        const meaning = transportFor(provider).meaning(code)
        const refusal = { channelId: here.channelId, conversationId, at: new Date(), code, meaning }
        return noteRefusedOptOut(tx, [refusal])
      })
    await refuse('cloud_api', 131026)
    expect(await contact(contactId)).toMatchObject({ opted_out_at: null, marketing_opted_out_at: null })
    await refuse('cloud_api', 131050)
    expect(await contact(contactId)).toMatchObject({ opted_out_at: null, marketing_opted_out_at: expect.any(Date) })
    await refuse('twilio', 21610)
    expect(await contact(contactId)).toMatchObject({ opted_out_at: expect.any(Date) })
    await drainEvents(app.context)
    expect((await eventsOf(contactId)).map(event => event.data.source)).toEqual(['refusal', 'refusal'])
    expect((await thread(app, here, phone)).filter(row => row.author === 'system')).toEqual([])
  })
})
