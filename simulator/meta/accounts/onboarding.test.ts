import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { contractFolder, members, shape } from '../../test/contracts.ts'
import { CUSTOMER, NUMBER, type Providers, startProviders } from '../../test/providers.ts'

const WABA = '102290129340398'
let all: Providers
beforeEach(async () => {
  all = await startProviders({ appSecret: 'app secret' })
  all.twin.addNumber({ id: NUMBER, wabaId: WABA, displayPhoneNumber: '15550783881' })
  all.hook.received.length = 0
})
afterEach(() => all.close())

const changes = () => all.hook.received.flatMap(one => one.json!.entry!).flatMap(entry => entry.changes)

test('a code of a signup is good once, for so long, with the secret of the app, and without a token', async () => {
  const code = async (more = {}) => (await all.control('POST', '/twin/oauth/codes', more)).json.code
  const exchange = (value: unknown, secret = 'app secret') =>
    fetch(`${all.twin.url}/v24.0/oauth/access_token?client_id=1&client_secret=${secret}&code=${value}`).then(
      async answer => [answer.status, await answer.json()] as [number, Record<string, unknown>],
    )
  const good = await code({ token: 'EAA-token' })
  expect((await exchange(good, 'wrong'))[0]).toBe(400)
  expect(await exchange(good)).toEqual([200, { access_token: 'EAA-token', token_type: 'bearer' }])
  expect((await exchange(good))[1].error).toMatchObject({ code: 100 })
  const old = await code({ ttlMs: 1 })
  await expect.poll(async () => (await exchange(old))[0]).toBe(400)
  expect(JSON.stringify(all.twin.journal())).not.toContain('EAA-token')
})

test('a number is verified by the code that was sent, and only by that', async () => {
  const verify = (code: string) => all.graph('POST', `/v24.0/${NUMBER}/verify_code`, { code })
  expect((await all.graph('POST', `/v24.0/${NUMBER}/request_code`, { code_method: 'FAX' })).status).toBe(400)
  await all.graph('POST', `/v24.0/${NUMBER}/request_code`, { code_method: 'SMS', language: 'en_US' })
  const { numbers } = (await all.control('GET', '/twin/numbers')).json as { numbers: { verificationCode: string }[] }
  const wrong = await verify('000000')
  expect(wrong.status).toBe(422)
  expect(wrong.json.error).toMatchObject({ code: 100, error_user_title: 'Verification Failed' })
  expect((await verify(numbers[0]!.verificationCode)).json).toEqual({ success: true, id: NUMBER })
  expect((await verify(numbers[0]!.verificationCode)).status).toBe(422)
})

test('a profile shows what was set, by the fields asked for', async () => {
  const path = `/v24.0/${NUMBER}/whatsapp_business_profile`
  const profile = { messaging_product: 'whatsapp', about: 'Open', vertical: 'EDU', websites: ['https://example.com'] }
  expect((await all.graph('POST', path, profile)).json).toEqual({ success: true })
  const shown = (await all.graph('GET', `${path}?fields=about,email,vertical`)).json
  expect(shown).toEqual({ data: [{ about: 'Open', vertical: 'EDU', messaging_product: 'whatsapp' }] })
})

test('the history tells what became of a message, and neither to whom nor for which attempt', async () => {
  const sent = await all.send('meta', 'hi', 'attempt-1')
  await all.twin.idle()
  const { id } = (sent.json.messages as { id: string }[])[0]!
  const history = await all.graph('GET', `/v24.0/${NUMBER}/message_history?message_id=${id}`)
  expect(history.json.data).toMatchObject([
    { message_id: id, events: { data: [{ delivery_status: 'SENT' }, { delivery_status: 'DELIVERED' }] } },
  ])
  expect(history.text).not.toContain(CUSTOMER)
  expect(history.text).not.toContain('attempt-1')
  expect((await all.graph('GET', `/v24.0/${NUMBER}/message_history?message_id=none`)).json).toEqual({ data: [] })
})

test('a history comes in chunks that are out of order, or is refused', async () => {
  const threads = ['1', '2', '3'].map(no => ({
    customer: `21260000000${no}`,
    messages: [
      { from: 'customer', text: `hello ${no}` },
      { from: 'business', text: 'yes?' },
    ],
  }))
  await all.control('POST', '/twin/history', { phoneNumberId: NUMBER, threads, chunks: 3, wait: true })
  const told = changes().flatMap(change => change.value.history as { metadata: { chunk_order: number } }[])
  expect(told.map(one => one.metadata.chunk_order).toSorted()).toEqual([1, 2, 3])
  await all.control('POST', '/twin/history', { phoneNumberId: NUMBER, refused: true, wait: true })
  expect(all.hook.received.at(-1)!.raw.toString()).toContain('2593109')
})

test('throttles of the account say in a header when calls are welcome again', async () => {
  all.twin.configure({ rules: [{ fault: 'error', code: 80007, match: { op: 'manage' } }] })
  const { status, headers } = await all.graph('GET', `/v24.0/${NUMBER}`)
  expect(status).toBe(400)
  const [usage] = Object.values(JSON.parse(String(headers['x-business-use-case-usage']))) as [
    { [key: string]: unknown }[],
  ]
  expect(usage[0]).toHaveProperty('estimated_time_to_regain_access', 1)
})

test('outside the window a free text is accepted and fails with 131047, a template is not', async () => {
  await all.control('POST', '/twin/config', { windows: true })
  await all.send('meta', 'cold', 'cold')
  await all.twin.idle()
  const statuses = () =>
    changes().flatMap(change => (change.value.statuses ?? []) as { status: string; errors?: unknown }[])
  expect(statuses()).toMatchObject([{ status: 'failed', errors: [{ code: 131047 }] }])
  await Promise.all(all.twin.inject({ phoneNumberId: NUMBER, from: CUSTOMER, text: 'here' }).outcomes)
  await all.send('meta', 'warm', 'warm')
  await all.twin.idle()
  expect(statuses().map(one => one.status)).toEqual(['failed', 'sent', 'delivered'])
})

const SHORTHANDS: [string, object, object][] = [
  [
    'flow_reply',
    { response: { size: 'L' } },
    { interactive: { type: 'nfm_reply', nfm_reply: { response_json: '{"size":"L"}' } } },
  ],
  ['call_permission_reply', {}, { interactive: { call_permission_reply: { response: 'accept' } } }],
  [
    'edit',
    { id: 'wamid.1', text: 'new' },
    { edit: { original_message_id: 'wamid.1', message: { text: { body: 'new' } } } },
  ],
  ['revoke', { id: 'wamid.1' }, { revoke: { original_message_id: 'wamid.1' } }],
  ['number_change', { newNumber: '12195555358' }, { system: { type: 'user_changed_number', wa_id: '12195555358' } }],
  ['identity_change', {}, { system: { type: 'customer_identity_changed' } }],
]
test.each(SHORTHANDS)('%s need not be written out', async (type, more, expected) => {
  await Promise.all(all.twin.inject({ phoneNumberId: NUMBER, from: CUSTOMER, message: { type, ...more } }).outcomes)
  expect(changes()[0]!.value.messages).toMatchObject([expected])
})

test('advertisements, forwards, groups and user names come with a message', async () => {
  const referral = { source_type: 'ad', source_id: '1', ctwa_clid: 'x' }
  const about = { username: 'zoe', userId: 'MA.1', referral, forwarded: 'once' as const, group: 'Y2FwaQ' }
  await Promise.all(all.twin.inject({ phoneNumberId: NUMBER, from: CUSTOMER, text: 'hi', ...about }).outcomes)
  expect(changes()[0]!.value).toMatchObject({
    contacts: [{ profile: { username: 'zoe' }, user_id: 'MA.1' }],
    messages: [{ referral, context: { forwarded: true }, group_id: 'Y2FwaQ' }],
  })
})

const contracts = contractFolder('meta')
describe.runIf(contracts.present)('published samples', () => {
  test('an echo, a preference and a customer without a number have their members', async () => {
    await all.control('POST', '/twin/echo', { phoneNumberId: NUMBER, to: '14165550143', text: 'a human', wait: true })
    expect(shape(all.hook.received.at(-1)!.json)).toEqual(shape(contracts.json('botpress/smb_message_echo_text.json')))
    const wish = { phoneNumberId: NUMBER, from: CUSTOMER, value: 'resume', wait: true }
    await all.control('POST', '/twin/preferences', wish)
    const sample = contracts.json('pywa/updates/user_marketing_preferences__resume.json')
    const known = members(sample).filter(path => !/user_id/.test(path))
    expect(members(all.hook.received.at(-1)!.json)).toEqual(known)
    const nobody = { phoneNumberId: NUMBER, userId: 'CO.1047385771169864', name: 'Julian', username: 'julian_test' }
    await Promise.all(all.twin.inject({ ...nobody, text: 'Hello' }).outcomes)
    expect(shape(all.hook.received.at(-1)!.json)).toEqual(
      shape(contracts.json('botpress/bsuid_username_only_inbound.json')),
    )
  })

  const fields = contracts
    .list('pywa/updates')
    .filter(name => /^(account_update|template_quality|template_category|template_components)/.test(name))
  test.each(fields)('the webhook of %s can be told as published', async name => {
    const sample = contracts.json(`pywa/updates/${name}`)
    const { field, value } = sample.entry[0].changes[0]
    await all.control('POST', '/twin/field', { wabaId: WABA, field, value, wait: true })
    expect(changes()).toEqual([{ field, value }])
  })
})
