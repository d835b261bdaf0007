import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openChannel } from '../../features/channels/index.ts'
import { drainIntake, drainSends, queueMessage } from '../../features/messaging/index.ts'
import { drainEvents } from '../../platform/events/index.ts'
import { createLogger } from '../../platform/telemetry/index.ts'
import { buildApp, type TestApp } from '../buildApp.ts'
import { connectNumber, messagesDelivery, post, receive, textDelivery } from '../contracts/meta.ts'
import { aSender, postTwilio, type TwilioSender, twilioText } from '../twilio.ts'
import { register, type TestTenant } from '../twoTenants.ts'
import { dumpOf, foundIn, indiscreetProvider, keepEverything } from './canaries.ts'
import { bare } from './snapshot.ts'

/** Each must never be seen again outside of where it belongs. */
const CREDENTIALS = {
  password: 'Canary-Password-7f3a91',
  wrongPassword: 'Canary-Wrong-Password-b2',
  newPassword: 'Canary-New-Password-5d1c',
  graphToken: 'EAAGCanaryGraphToken55e1',
  appSecret: 'canaryappsecret0f9e8d7c',
  verifyToken: 'canary-verify-token-61',
  guessedToken: 'canary-guessed-token-12',
  twilioToken: 'canary-twilio-token-3b7e',
}
const WORDS = {
  text: 'Canary words of a customer',
  answer: 'Canary words of an agent',
  phone: '212699123456',
  name: 'Canary Amina',
  search: 'Canary search words',
  address: 'Canary street 5',
}

const log = keepEverything()
const refusals: string[] = []
let provider: Awaited<ReturnType<typeof indiscreetProvider>>
let app: TestApp
let a: TestTenant
let b: TestTenant
const tokens: Record<string, string> = {}
let channelOfA: string
let channelOfB: string
let sender: TwilioSender

const NUMBER = '40001'

beforeAll(async () => {
  provider = await indiscreetProvider()
  const logger = createLogger({ logLevel: 'trace' }, log.stream)
  app = await buildApp({ parts: { log: logger, config: { metaGraphUrl: provider.url, twilioApiUrl: provider.url } } })
})
afterAll(async () => {
  await app.close()
  await provider.close()
})

/** A call whose refusal is kept, to be searched later. */
async function call(...input: Parameters<TestApp['call']>) {
  const answer = await app.call(...input)
  if (answer.status >= 400) refusals.push(answer.text)
  return answer
}

async function signInAndOut(): Promise<void> {
  a = await register(app, { password: CREDENTIALS.password, name: WORDS.name })
  b = await register(app)
  const { email } = a
  for (const password of [CREDENTIALS.wrongPassword, `${CREDENTIALS.password} `]) {
    await call(null, 'POST', '/api/v1/auth/login', { email, password })
  }
  await call(null, 'POST', '/api/v1/auth/register', { email, password: CREDENTIALS.password, role: WORDS.name })
  await call(null, 'POST', '/api/v1/auth/login', `{"email": "${email}", "password": "${CREDENTIALS.password}`, {
    'content-type': 'application/json',
  })
  const passwords = { currentPassword: CREDENTIALS.password, newPassword: CREDENTIALS.newPassword }
  await call(a, 'POST', '/api/v1/auth/password/change', { ...passwords, currentPassword: CREDENTIALS.wrongPassword })
  await call(a, 'POST', '/api/v1/auth/password/change', passwords)
  const login = await call(null, 'POST', '/api/v1/auth/login', { email, password: CREDENTIALS.newPassword })
  const { accessToken, refreshToken } = login.data as unknown as Record<string, string>
  a = { ...a, token: accessToken!, refreshToken: refreshToken! }
  const pair = await call(null, 'POST', '/api/v1/auth/refresh', { refreshToken })
  Object.assign(tokens, { accessToken, refreshToken, next: pair.data.refreshToken })
  await call({ token: `${accessToken}x` }, 'GET', '/api/v1/auth/me')
  await call(null, 'POST', '/api/v1/auth/refresh', { refreshToken: accessToken })
}

async function connectAndAsk(): Promise<void> {
  const { graphToken: accessToken, appSecret, verifyToken } = CREDENTIALS
  const credentials = { phoneNumberId: NUMBER, wabaId: '50001', accessToken, appSecret, verifyToken }
  const body = { provider: 'cloud_api', name: 'Number', credentials }
  const headers = { 'idempotency-key': 'connect-once' }
  const made = await call(a, 'POST', '/api/v1/channels', body, headers)
  channelOfA = made.data.id as unknown as string
  channelOfB = await connectNumber(app, b, { number: '40002', account: '50002', appSecret: 'of-b' })
  const other = { ...body, credentials: { ...credentials, phoneNumberId: 5, wrong: accessToken } }
  await call(a, 'POST', '/api/v1/channels', other)
  await call(a, 'PATCH', `/api/v1/channels/${channelOfA}`, { credentials: { accessToken, appSecret } })
  await call(a, 'POST', `/api/v1/channels/${channelOfA}/test`)
  const query = `hub.mode=subscribe&hub.challenge=1&hub.verify_token=${CREDENTIALS.guessedToken}`
  await call(null, 'GET', `/webhooks/meta/${channelOfA}?${query}`)
  await call(a, 'GET', `/api/v1/contacts?q=${encodeURIComponent(WORDS.search)}&cursor=${accessToken}`)
  await call(a, 'GET', `/api/v1/contacts/${encodeURIComponent(WORDS.search)}`)
  await call(a, 'GET', `/api/v1/nothing/${encodeURIComponent(WORDS.search)}?token=${accessToken}`)
}

async function connectTwilioAndAsk(): Promise<void> {
  sender = aSender({ authToken: CREDENTIALS.twilioToken })
  const body = { provider: 'twilio', name: 'Sender', credentials: sender }
  const { data } = await call(a, 'POST', '/api/v1/channels', body)
  await call(a, 'POST', '/api/v1/channels', body)
  await call(a, 'POST', '/api/v1/channels', { ...body, credentials: { ...sender, wrong: sender.authToken } })
  await call(a, 'PATCH', `/api/v1/channels/${data.id}`, { credentials: { authToken: CREDENTIALS.twilioToken } })
  await call(a, 'POST', `/api/v1/channels/${data.id}/test`)
}

const contactPath = async () => {
  const [row] = await app.database.query<{ id: string }>('select id from contact where tenant_id = $1', [
    bare(a.tenantId),
  ])
  return `/api/v1/contacts/${row!.id}`
}

const said = (text: string) => textDelivery({ number: NUMBER, from: WORDS.phone, name: WORDS.name, text })

async function receiveFromTwilio(): Promise<void> {
  const From = `whatsapp:+${WORDS.phone}`
  const params = twilioText(sender, { From, WaId: WORDS.phone, Body: WORDS.text, ProfileName: WORDS.name })
  await postTwilio(app, params, { token: CREDENTIALS.twilioToken })
  refusals.push((await postTwilio(app, params, { token: CREDENTIALS.guessedToken })).body)
  const odd = { ...params, MessageType: 'location', MessageSid: 'SModd' }
  await postTwilio(app, odd, { token: CREDENTIALS.twilioToken })
  await drainIntake(app.context)
}

async function receiveAndFail(): Promise<void> {
  await receive(app, said(WORDS.text))
  refusals.push((await post(app, said(WORDS.text), { secret: CREDENTIALS.appSecret })).body)
  // Not JSON, though signed; a part that is no message; a body that does not go with its type.
  await receive(app, `{"entry": [${WORDS.text}`)
  const odd = [WORDS.text, { type: 'text', text: WORDS.text }, { from: WORDS.phone, id: 'odd', type: 'location' }]
  await receive(app, messagesDelivery({ number: NUMBER, messages: odd }))

  // The database refuses what it is given and quotes it: while it is filed, and while it is stored.
  await app.database.query(`
    create function quote_it() returns trigger language plpgsql as $$
      begin raise exception 'cannot store %', new using detail = 'Failing row is ' || new::text; end $$`)
  for (const [table, work] of [
    ['message', () => receive(app, said(WORDS.text))],
    ['contact', async () => call(a, 'PATCH', await contactPath(), { name: `${WORDS.name} II` })],
  ] as const) {
    await app.database.query(
      `create trigger quote_it before insert or update on ${table} for each row execute function quote_it()`,
    )
    await work()
    await app.database.query(`drop trigger quote_it on ${table}`)
  }
  await app.database.query(`alter table raw_event add constraint refuse_it check (octet_length(body) < 5) not valid`)
  refusals.push((await post(app, said(WORDS.text))).body)
  await app.database.query('alter table raw_event drop constraint refuse_it')
  await app.database.query(`update raw_event_pending set next_try_at = now()`)
  await drainIntake(app.context)
}

async function sendAndFail(): Promise<void> {
  const tenantId = bare(a.tenantId)
  const threads = await app.database.query<{ id: string }>('select id from conversation where tenant_id = $1', [
    tenantId,
  ])
  for (const thread of threads) {
    for (const body of [WORDS.answer, `${WORDS.answer} again`]) {
      await app.context.db.tenant(tenantId, tx =>
        queueMessage(tx, {
          conversationId: thread.id,
          type: 'text',
          content: { text: { body } },
          author: { kind: 'user', id: bare(a.userId) },
        }),
      )
      await drainSends(app.context)
    }
  }
  await drainEvents(app.context)
}

// Cases 36 and 37.
describe('after everything that succeeds and everything that fails', () => {
  beforeAll(async () => {
    await signInAndOut()
    await connectAndAsk()
    await connectTwilioAndAsk()
    await receiveAndFail()
    await receiveFromTwilio()
    await sendAndFail()
  })

  it('the paths were taken: refusals, failures and calls to the provider', async () => {
    expect(refusals.length).toBeGreaterThan(10)
    expect(provider.calls.join()).toContain(CREDENTIALS.graphToken)
    expect(provider.calls.join()).toContain(WORDS.answer)
    expect(foundIn(provider.calls.join(), CREDENTIALS)).toContain('twilioToken')
    expect(provider.calls.join()).toContain(`To=whatsapp%3A%2B${WORDS.phone}`)
    expect(log.text()).toContain('a delivery could not be processed')
    expect(log.text()).toContain('deliveries could not be stored')
    expect(log.text().split('\n').length).toBeGreaterThan(30)
    const text = await dumpOf(app.database)
    expect(foundIn(text, { text: WORDS.text, answer: WORDS.answer })).toEqual(['text', 'answer'])
  })

  it('no log line holds a password, a token, a secret, a phone number or anybody’s words', () => {
    expect(foundIn(log.text(), { ...CREDENTIALS, ...WORDS, ...tokens })).toEqual([])
  })

  it('no refusal repeats a password, a token, a secret, a phone number or anybody’s words', () => {
    expect(foundIn(refusals.join('\n'), { ...CREDENTIALS, ...WORDS, ...tokens })).toEqual([])
  })

  it('no metric names a person, a number or a secret', async () => {
    expect(foundIn(await app.context.metrics.scrape(), { ...CREDENTIALS, ...WORDS, ...tokens })).toEqual([])
  })

  it('a dump of the database holds no credential, in whatever form', async () => {
    const { authSecret, encryptionKey, metaAppSecret } = app.context.config
    const keys = { authSecret, metaAppSecret: metaAppSecret!, encryptionKey: encryptionKey!.toString('latin1') }
    const text = await dumpOf(app.database)
    expect(foundIn(text, { ...CREDENTIALS, ...tokens, ...keys })).toEqual([])
    expect(text).not.toMatch(/"d":\s*"[\w-]{40}/)
  })
})

describe('sealed credentials', () => {
  const sealedOf = async (id: string) =>
    (await app.database.query<{ credentials: Buffer }>('select credentials from channel where id = $1', [bare(id)]))[0]!
      .credentials
  const replace = (id: string, sealed: Buffer) =>
    app.database.query('update channel set credentials = $2 where id = $1', [bare(id), sealed])
  const open = (tenant: TestTenant, id: string) =>
    app.context.db.tenant(bare(tenant.tenantId), tx => openChannel(app.context, tx, bare(id)))

  it('open where they were sealed, and nowhere else: moved to another business they are void', async () => {
    const own = await sealedOf(channelOfB)
    expect((await open(b, channelOfB)).credentials.appSecret).toBe('of-b')
    await replace(channelOfB, await sealedOf(channelOfA))
    await expect(open(b, channelOfB)).rejects.toThrow()
    const answer = await app.call(b, 'GET', `/api/v1/channels/${channelOfB}`)
    expect(foundIn(answer.text, CREDENTIALS)).toEqual([])
    await replace(channelOfB, own)
  })

  it('are void when a single bit was changed, wherever it is', async () => {
    const own = await sealedOf(channelOfB)
    for (let at = 0; at < own.length; at += 7) {
      const changed = Buffer.from(own)
      changed[at] = changed[at]! ^ 1
      await replace(channelOfB, changed)
      await expect(open(b, channelOfB), `byte ${at}`).rejects.toThrow()
    }
    await replace(channelOfB, own)
    expect((await open(b, channelOfB)).credentials.appSecret).toBe('of-b')
  })
})
