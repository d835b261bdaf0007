import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drainIntake } from '../../features/messaging/index.ts'
import { buildApp, type Loose, type TestApp } from '../buildApp.ts'
import { bare, snapshotOf } from '../security/snapshot.ts'
import { type TestTenant, twoTenants } from '../twoTenants.ts'
import { type Expected, type ExpectedMessage, expectationOf } from './expected.ts'
import { connectNumber, post, receive } from './meta.ts'
import { readSamples, SAMPLES, type Sample, samplesPresent } from './samples.ts'

const samples = readSamples()
if (!samplesPresent) console.log(`Skipped: no contract samples in ${SAMPLES} (set CONTRACTS_DIR)`)

const MESSAGES = '/api/v1/conversations/:id/messages'

describe.runIf(samplesPresent)('a published webhook of Meta', () => {
  let app: TestApp
  let a: TestTenant
  let b: TestTenant
  let channels: string[] = []
  let madeUp = 0

  beforeAll(async () => {
    app = await buildApp()
    ;({ a, b } = await twoTenants(app))
    await connectNumber(app, b, { number: 'number-of-b', account: 'account-of-b' })
  })
  afterAll(() => app?.close())

  const ofA = (sql: string) => app.database.query(sql, [bare(a.tenantId), channels.map(bare)])

  /** Gives A every number and account that the sample names, and takes away those of the sample before. */
  async function connect({ changes }: Sample): Promise<void> {
    for (const id of channels) await app.call(a, 'DELETE', `/api/v1/channels/${id}`)
    const named = changes.filter(change => change.number !== undefined)
    const numbers = new Map(named.map(({ number, account }) => [number!, account]))
    const silent = changes.filter(change => change.number === undefined).map(({ account }) => account)
    for (const account of new Set(silent)) {
      if (![...numbers.values()].includes(account)) numbers.set(`made-up-${++madeUp}`, account)
    }
    channels = []
    for (const [number, account] of numbers) channels.push(await connectNumber(app, a, { number, account }))
  }

  const stored = () =>
    ofA(`select m.provider_message_id as key, m.direction, m.type, m.content, m.reply_to_provider_id as "replyTo",
           extract(epoch from m.provider_at) * 1000 as at, m.seq, c.id as "conversationId", c.address as customer,
           c.last_seq as "lastSeq", c.preview, p.name as "contactName", m.status,
           array(select value from contact_identity i where i.contact_id = p.id) as identities
         from message m join conversation c on c.id = m.conversation_id join contact p on p.id = c.contact_id
         where m.tenant_id = $1 and m.channel_id = any($2::uuid[]) order by m.conversation_id, m.seq`)

  async function expectMessages(expected: readonly ExpectedMessage[]): Promise<void> {
    const rows = await stored()
    expect(rows.map(row => row.key).toSorted()).toEqual(expected.map(message => message.key).toSorted())
    for (const { at, profileName, content, ...message } of expected) {
      const row = rows.find(candidate => candidate.key === message.key)!
      expect(row).toMatchObject({ ...message, status: message.direction === 'inbound' ? 'received' : 'sent' })
      expect(row.content).toMatchObject(content)
      expect(row.identities).toContain(message.customer)
      expect(row.preview).not.toBe('')
      if (Number.isFinite(at)) expect(Number(row.at)).toBe(at)
      // A name, once known, is not replaced by the next sample's.
      if (profileName) expect(row.contactName).toEqual(expect.any(String))
    }
    for (const conversation of Map.groupBy(rows, row => row.conversationId).values()) {
      expect(conversation.map(row => Number(row.seq))).toEqual(conversation.map((_, index) => index + 1))
      expect(Number(conversation[0]!.lastSeq)).toBe(conversation.length)
    }
  }

  async function expectStatuses(expected: Expected['statuses']): Promise<void> {
    const rows = await ofA(
      `select provider_message_id as key, status, error from parked_status
       where tenant_id = $1 and channel_id = any($2::uuid[])
       union all
       select k.provider_message_id, s.status, s.error from message_status s
       join message_key k on k.message_id = s.message_id where s.tenant_id = $1 and k.channel_id = any($2::uuid[])`,
    )
    for (const { key, status, errorCode } of expected) {
      const row = rows.find(candidate => candidate.key === key && candidate.status === status)
      expect(row, `status ${status} of ${key}`).toBeDefined()
      expect(row!.error?.code ?? undefined).toEqual(errorCode)
    }
    expect(rows).toHaveLength(new Set(expected.map(({ key, status }) => `${key} ${status}`)).size)
  }

  async function expectNotices(expected: Expected['notices']): Promise<void> {
    const rows = await ofA(
      `select data from event where tenant_id = $1 and type = 'channel.notified' and aggregate_id = any($2::uuid[])
       order by id`,
    )
    expect(rows.map(row => row.data)).toEqual(expected.map(notice => ({ ...notice })))
  }

  /** Through the API, as the web app reads it. */
  async function expectReadable(expected: readonly ExpectedMessage[]): Promise<void> {
    if (!app.app.hasRoute({ method: 'GET', url: MESSAGES })) return
    for (const { key, conversationId } of await stored()) {
      const url = MESSAGES.replace(':id', `conv_${conversationId.replaceAll('-', '')}`)
      const page = await app.call<Loose[]>(a, 'GET', url)
      expect(page.status, page.text).toBe(200)
      const { direction, type } = expected.find(message => message.key === key)!
      const shown = page.data.find(message => String(message.providerMessageId) === key)
      expect(shown).toMatchObject({ direction, type })
      expect((await app.call(b, 'GET', url)).status).toBe(404)
    }
  }

  it.each(samples)('$name is stored as what it is, once, and nobody else sees it', async sample => {
    await connect(sample)
    const expected = expectationOf(sample.changes)
    const others = await snapshotOf(app.database, b.tenantId)
    await receive(app, sample.bytes)

    await expectMessages(expected.messages)
    await expectStatuses(expected.statuses)
    await expectNotices(expected.notices)
    await expectReadable(expected.messages)
    expect(await ofA('select source, error_code, $2::text from dead_letter where tenant_id = $1')).toEqual([])
    expect(await app.database.query('select 1 from raw_event_pending')).toEqual([])
    expect(await app.database.query(`select 1 from raw_event where disposition = 'quarantined'`)).toEqual([])

    const { raw_event: _log, ...before } = await snapshotOf(app.database, a.tenantId)
    expect((await post(app, sample.bytes)).statusCode).toBe(200)
    await drainIntake(app.context)
    const { raw_event: _longer, ...after } = await snapshotOf(app.database, a.tenantId)
    expect(after).toEqual(before)
    expect(await snapshotOf(app.database, b.tenantId)).toEqual(others)
  })

  it('is among those that were tried: messages, statuses and notices of many types', () => {
    const all = samples.map(sample => expectationOf(sample.changes))
    const types = new Set(all.flatMap(one => one.messages.map(message => message.type)))
    expect(types.size).toBeGreaterThan(10)
    expect(all.some(one => one.statuses.length > 0) && all.some(one => one.notices.length > 0)).toBe(true)
  })
})
