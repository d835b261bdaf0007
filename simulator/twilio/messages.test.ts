import { afterEach, beforeEach, expect, test } from 'vitest'
import { BUSINESS, basic, CUSTOMER, type Providers, startProviders } from '../test/providers.ts'
import { TWIN_ACCOUNT } from './inbound.ts'
import { signForm } from './sign.ts'

let all: Providers
beforeEach(async () => {
  all = await startProviders()
})
afterEach(() => all.close())

const MESSAGES = `/2010-04-01/Accounts/${TWIN_ACCOUNT}/Messages.json`
const to = `whatsapp:+${CUSTOMER}`
const from = `whatsapp:${BUSINESS}`
type Form = Record<string, string | string[]>
const post = (more: Form, auth?: string) =>
  all.twilio('POST', MESSAGES, { To: to, From: from, Body: 'hi', ...more }, auth)
const callbacks = (sid: unknown) =>
  all.hook.received.filter(one => one.form.MessageSid === sid).map(one => one.form.MessageStatus)

const REFUSED: [string, Form, number, number][] = [
  ['no recipient', { To: '' }, 400, 21604],
  ['a bad number', { To: 'whatsapp:+12' }, 400, 21211],
  ['no sender', { From: '' }, 400, 21603],
  ['a sender of another channel', { From: '+14155238886' }, 400, 63007],
  ['nothing to say', { Body: '' }, 400, 21619],
  ['too much to say', { Body: 'x'.repeat(1601) }, 400, 21617],
  ['variables that are no JSON', { ContentSid: `HX${'0'.repeat(32)}`, ContentVariables: '{' }, 400, 21656],
  ['content without its form', { ContentSid: 'HX1' }, 400, 21655],
  ['eleven files', { MediaUrl: Array.from({ length: 11 }, () => 'https://example.com/a.png') }, 400, 21620],
]
test.each(REFUSED)('%s is refused in the words of Twilio', async (_name, form, status, code) => {
  const answer = await post(form)
  expect(answer.json).toEqual({
    code,
    message: expect.any(String),
    more_info: `https://www.twilio.com/docs/errors/${code}`,
    status,
  })
  expect(answer.status).toBe(status)
  expect(all.twin.journal({ kind: 'send' })).toMatchObject([{ provider: 'twilio', accepted: false }])
})

test('another token, another account and no credentials are 20003', async () => {
  const wrong = [basic(undefined, 'wrong'), basic(`AC${'f'.repeat(32)}`), 'Bearer x']
  for (const auth of wrong) expect((await post({}, auth)).json).toMatchObject({ code: 20003, status: 401 })
  expect((await post({}, basic(`SK${'1'.repeat(32)}`))).status).toBe(201)
})

test('a message goes its way in order, signed over the address with its query, and can be looked up', async () => {
  all.twin.adjust({ statuses: { sentMs: 20, deliveredMs: 40, readMs: 60 } })
  const sent = await all.send('twilio', 'hello', 'attempt-7')
  const { sid, uri } = sent.json as { sid: string; uri: string }
  expect(sid).toMatch(/^SM[0-9a-f]{32}$/)
  expect(sent.json).toMatchObject({ status: 'queued', error_code: null, num_media: '0', date_sent: null })
  await all.twin.idle()
  expect(callbacks(sid)).toEqual(['queued', 'sent', 'delivered', 'read'])
  for (const { path, headers, form } of all.hook.received.filter(one => one.form.MessageSid === sid)) {
    const url = new URL(path, all.hook.url).href
    expect(path).toBe('/hook?attempt=attempt-7')
    expect(headers['x-twilio-signature']).toBe(signForm('tawsil-twin-token', url, form))
  }
  expect((await all.twilio('GET', uri)).json).toMatchObject({ sid, status: 'read', date_sent: expect.any(String) })
  expect(all.twin.sets('twilio').accepted).toEqual({ 'attempt-7': 1 })
})

test('what became of a message is there also when nobody was told', async () => {
  all.twin.configure({ statuses: { drop: 1 } })
  const sent = await all.send('twilio', 'hello', 'a')
  await all.twin.idle()
  expect(callbacks(sent.json.sid)).toEqual([])
  expect((await all.twilio('GET', String(sent.json.uri))).json.status).toBe('delivered')
})

test('the list is by recipient, sender and day, newest first, page by page without gaps', async () => {
  for (const text of ['1', '2', '3']) await all.send('twilio', text, text)
  all.twin.injectTwilio({ to: BUSINESS, from: '+212600000001', text: 'in' })
  const bodies = async (query: string) =>
    ((await all.twilio('GET', `${MESSAGES}?${query}`)).json.messages as { body: string }[]).map(one => one.body)
  const today = new Date().toISOString().slice(0, 10)
  expect(await bodies(`To=${encodeURIComponent(to)}`)).toEqual(['3', '2', '1'])
  expect(await bodies(`From=${encodeURIComponent('whatsapp:+212600000001')}`)).toEqual(['in'])
  expect(await bodies(`To=${encodeURIComponent(to)}&DateSent=${today}`)).toHaveLength(3)
  expect(await bodies(`DateSent%3E=${today}`)).toHaveLength(4)
  expect(await bodies('DateSent%3C=2020-01-01')).toEqual([])
  const first = (await all.twilio('GET', `${MESSAGES}?To=${encodeURIComponent(to)}&PageSize=2`)).json
  await all.send('twilio', '4', '4')
  const next = (await all.twilio('GET', String(first.next_page_uri))).json
  expect((next.messages as { body: string }[]).map(one => one.body)).toEqual(['1'])
  expect(next.next_page_uri).toBeNull()
})

test('who said STOP is not written to until START', async () => {
  const say = (optOut: 'STOP' | 'START') =>
    all.twin.injectTwilio({ to: BUSINESS, from: `+${CUSTOMER}`, text: optOut, optOut })
  const { id, outcomes } = say('STOP')
  await Promise.all(outcomes)
  expect(all.hook.received.find(one => one.form.MessageSid === id)!.form.OptOutType).toBe('STOP')
  expect((await post({})).json.code).toBe(21610)
  say('START')
  expect((await post({})).status).toBe(201)
})

test('outside the window a free text is accepted and fails with 63016, if the twin was told to mind it', async () => {
  await all.control('POST', '/twin/config', { windows: true })
  const outside = await all.send('twilio', 'cold', 'cold')
  await all.twin.idle()
  expect(callbacks(outside.json.sid)).toEqual(['queued', 'undelivered'])
  const last = all.hook.received.findLast(one => one.form.MessageSid === outside.json.sid)!.form
  expect(last).toMatchObject({ EventType: 'UNDELIVERED', ErrorCode: '63016', ChannelStatusMessage: expect.any(String) })
  expect((await all.twilio('GET', String(outside.json.uri))).json).toMatchObject({ error_code: 63016 })
  all.twin.injectTwilio({ to: BUSINESS, from: `+${CUSTOMER}`, text: 'I am here' })
  const inside = await all.send('twilio', 'warm', 'warm')
  await all.twin.idle()
  expect(callbacks(inside.json.sid)).toContain('delivered')
})

test('a file is there for the account, and its host changes without taking the password along', async () => {
  const base64 = Buffer.from('bytes of a voice note').toString('base64')
  const media = [{ mimeType: 'audio/ogg', base64 }]
  const { id } = all.twin.injectTwilio({ to: BUSINESS, from: `+${CUSTOMER}`, media })
  await all.twin.idle()
  const { MediaUrl0 } = all.hook.received.find(one => one.form.MessageSid === id)!.form
  const path = new URL(MediaUrl0!).pathname
  expect((await all.twilio('GET', path, undefined, 'none')).status).toBe(401)
  const got = await all.twilio('GET', path)
  expect([got.text, got.headers['content-type']]).toEqual(['bytes of a voice note', 'audio/ogg'])
  const list = await all.twilio('GET', path.replace(/\/Media\/.*/, '/Media.json'))
  expect(list.json.media_list).toMatchObject([{ parent_sid: id, content_type: 'audio/ogg' }])

  all.twin.configure({ rules: [{ fault: 'redirect', match: { provider: 'twilio', op: 'media_download' } }] })
  const moved = await all.twilio('GET', path)
  expect(moved.status).toBe(307)
  const elsewhere = new URL(String(moved.headers.location))
  expect(elsewhere.hostname).not.toBe(new URL(all.twin.url).hostname)
  const leaky = await fetch(elsewhere, { headers: { authorization: basic() } })
  expect(await leaky.text()).toBe('bytes of a voice note')
  expect((await fetch(elsewhere)).status).toBe(200)
  const seen = all.twin.journal({ kind: 'media' }).filter(entry => entry.type === 'elsewhere')
  expect(seen.map(entry => entry.note?.leaked)).toEqual([['authorization'], []])
})

test('an answer ends a callback, also a bad one; silence is tried once more; the fragment says otherwise', async () => {
  const tries = async (fragment: string, ...answers: (number | null)[]) => {
    all.hook.answerNext(...answers)
    const before = all.hook.received.length
    const url = `${all.hook.url}?to=${fragment.length}${fragment}`
    all.twin.twilio.accounts.setWebhookUrl(url)
    const { outcomes } = all.twin.injectTwilio({ to: BUSINESS, from: `+${CUSTOMER}`, text: 'hi' })
    const [outcome] = await Promise.all(outcomes)
    const posts = all.hook.received.slice(before)
    const tokens = new Set(posts.map(one => one.headers['i-twilio-idempotency-token']))
    expect(tokens.size).toBe(1)
    expect(posts[0]!.headers['x-twilio-signature']).toBe(
      signForm('tawsil-twin-token', url.split('#')[0]!, posts[0]!.form),
    )
    return [posts.length, outcome!.delivered]
  }
  expect(await tries('', 500)).toEqual([1, false])
  expect(await tries('', null)).toEqual([2, true])
  expect(await tries('#rc=2&rp=5xx', 500, 503)).toEqual([3, true])
  expect(await tries('#rc=0', null)).toEqual([1, false])
}, 15_000)

test('an account and a sender may have a token and an address of their own', async () => {
  const sid = `AC${'a'.repeat(32)}`
  await all.control('POST', '/twin/twilio/accounts', { sid, token: 'own', webhookUrl: `${all.hook.url}/own` })
  const account = { to: BUSINESS, from: `+${CUSTOMER}`, text: 'hi', account: sid }
  await Promise.all(all.twin.injectTwilio(account).outcomes)
  const { path, form, headers } = all.hook.received.at(-1)!
  expect(path).toBe('/hook/own')
  expect(headers['x-twilio-signature']).toBe(signForm('own', `${all.hook.url}/own`, form))
  await all.control('POST', '/twin/twilio/senders', { number: BUSINESS, webhookUrl: `${all.hook.url}/sender` })
  await Promise.all(all.twin.injectTwilio(account).outcomes)
  expect(all.hook.received.at(-1)!.path).toBe('/hook/sender')
  expect((await all.twilio('GET', `/2010-04-01/Accounts/${sid}.json`, undefined, basic(sid, 'own'))).json.sid).toBe(sid)
})

test('forms and JSON can be posted signed, badly signed and unsigned', async () => {
  for (const signature of ['valid', 'invalid', 'missing'] as const) {
    await all.control('POST', '/twin/twilio/raw', { form: { MessageSid: signature }, signature, wait: true })
  }
  const [valid, invalid, missing] = all.hook.received.slice(-3)
  const expected = signForm('tawsil-twin-token', all.hook.url, { MessageSid: 'valid' })
  expect(valid!.headers['x-twilio-signature']).toBe(expected)
  expect(invalid!.headers['x-twilio-signature']).not.toBe(signForm('tawsil-twin-token', all.hook.url, invalid!.form))
  expect(missing!.headers).not.toHaveProperty('x-twilio-signature')
  await all.control('POST', '/twin/twilio/raw', { json: { a: 1 }, wait: true })
  expect(all.hook.received.at(-1)!.path).toMatch(/bodySHA256=[0-9a-f]{64}$/)
})

test('somebody without a number, a reply, a button and an advertisement arrive as Twilio words them', async () => {
  const userId = 'MA.13491208655302741918'
  const button = { text: 'Yes', payload: 'yes' }
  const referral = { SourceId: '123', SourceType: 'ad', CtwaClid: 'clid' }
  all.twin.injectTwilio({ to: BUSINESS, userId, name: 'Zoë', button, repliedTo: 'SM1', referral, forwarded: 'often' })
  await all.twin.idle()
  const { form } = all.hook.received.at(-1)!
  expect(form).toMatchObject({
    From: `whatsapp:${userId}`,
    ExternalUserId: userId,
    MessageType: 'button',
    ButtonPayload: 'yes',
    OriginalRepliedMessageSid: 'SM1',
    ReferralSourceId: '123',
    FrequentlyForwarded: 'true',
  })
  expect(form).not.toHaveProperty('WaId')
  expect(JSON.parse(form.ChannelMetadata!)).toMatchObject({
    type: 'whatsapp',
    data: { context: { ProfileName: 'Zoë' } },
  })
})

test('typing is taken for a message and noted as read', async () => {
  const { id } = all.twin.injectTwilio({ to: BUSINESS, from: `+${CUSTOMER}`, text: 'hi' })
  const typing = (messageId: string) =>
    all.twilio('POST', '/v2/Indicators/Typing.json', { messageId, channel: 'whatsapp' })
  expect((await typing(id)).json).toEqual({ success: true })
  expect((await typing('nothing')).status).toBe(400)
  expect(all.twin.summary().providers.twilio.reads).toBe(1)
})
