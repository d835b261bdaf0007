import { afterEach, beforeEach, expect, test } from 'vitest'
import { NUMBER, type Stage, startStage, text } from '../test/stage.ts'
import { readOptions } from './options.ts'

let stage: Stage
beforeEach(async () => {
  stage = await startStage()
})
afterEach(() => stage.close())

const CUSTOMER = '16505551234'

test('a message can be injected over HTTP, and waiting tells how the webhook ended', async () => {
  const body = { phoneNumberId: NUMBER, from: CUSTOMER, text: 'hi', wait: true }
  const answer = await stage.call('POST', '/twin/inbound', body)
  expect(answer.status).toBe(202)
  expect(answer.json).toMatchObject({
    wamid: expect.any(String),
    posted: 1,
    outcomes: [{ delivered: true, attempts: 1 }],
  })
  expect(stage.receiver.messages()).toMatchObject([{ id: answer.json.wamid, text: { body: 'hi' } }])
})

test('a wrong request is refused with the field that is wrong', async () => {
  const cases: [string, unknown, string][] = [
    ['/twin/inbound', { phoneNumberId: NUMBER, text: 'hi' }, 'one of from and userId is required'],
    ['/twin/inbound', { phoneNumberId: NUMBER, from: 'zoe', text: 'hi' }, 'from: must be digits'],
    ['/twin/faults', { rules: [{ fault: 'earthquake' }] }, 'rules.0.fault'],
    ['/twin/faults', { rules: [{ fault: 'error', propability: 1 }] }, 'propability'],
    ['/twin/faults', { statuses: { drop: 2 } }, 'statuses.drop'],
    ['/twin/numbers', { id: 'x' }, 'id: must be digits'],
  ]
  for (const [path, body, words] of cases) {
    const answer = await stage.call('POST', path, body)
    expect(answer.status).toBe(400)
    expect(answer.json.error).toContain(words)
  }
})

test('faults are set, counted, shown and cleared', async () => {
  await stage.call('POST', '/twin/faults', { seed: 9, rules: [{ fault: 'error', code: 131056, times: 2 }] })
  await stage.send(text(CUSTOMER, 'hi'))
  expect((await stage.call('GET', '/twin/faults')).json).toMatchObject({ seed: 9, rules: [{ seen: 1, fired: 1 }] })
  expect((await stage.call('DELETE', '/twin/faults')).json).toMatchObject({ rules: [], statuses: {} })
  expect((await stage.send(text(CUSTOMER, 'hi'))).status).toBe(200)
})

test('the journal is read page by page, by kind, and shows when entries are gone from memory', async () => {
  await stage.send(text(CUSTOMER, 'one', 'a'))
  await stage.send(text(CUSTOMER, 'two', 'b'))
  await stage.twin.idle()
  const sends = await stage.call('GET', '/twin/journal?kind=send&limit=1')
  const [first] = sends.json.entries as { seq: number; attemptId: string }[]
  expect(first!.attemptId).toBe('a')
  const rest = await stage.call('GET', `/twin/journal?kind=send&after=${first!.seq}`)
  expect(rest.json).toMatchObject({ entries: [{ attemptId: 'b' }], truncated: false })
  stage.twin.reset()
  expect((await stage.call('GET', '/twin/journal?after=1')).json).toMatchObject({ truncated: true })
})

test('the summary is the judge: duplicates by attempt id, with the sets on demand', async () => {
  for (const id of ['a', 'b', 'a']) await stage.send(text(CUSTOMER, 'hi', id))
  await stage.twin.idle()
  const { json } = await stage.call('GET', '/twin/summary?ids=1')
  expect(json).toMatchObject({
    sends: { seen: 3, accepted: 3, uniqueIds: 2, exactlyOnce: 1, duplicates: 1 },
    sets: { accepted: { a: 2, b: 1 } },
    pending: 0,
  })
})

test('a status can be told at any time, also of a message the twin does not know', async () => {
  const sent = await stage.send(text(CUSTOMER, 'hi', 'a'))
  await stage.twin.idle()
  const wamid = sent.json.messages![0]!.id
  const late = await stage.call('POST', '/twin/statuses', { wamid, status: 'read', timestamp: 1_700_000_000 })
  expect(late.json.outcome).toMatchObject({ delivered: true })
  const read = {
    id: wamid,
    status: 'read',
    timestamp: '1700000000',
    recipient_id: CUSTOMER,
    biz_opaque_callback_data: 'a',
  }
  expect(stage.receiver.statuses().at(-1)).toEqual(read)
  await stage.call('POST', '/twin/statuses', {
    wamid: 'wamid.x',
    status: 'failed',
    code: 131026,
    phoneNumberId: NUMBER,
    to: '1',
  })
  expect(stage.receiver.statuses().at(-1)).toMatchObject({ id: 'wamid.x', errors: [{ code: 131026 }] })
})

test('a reset keeps configured numbers and forgets what was made up', async () => {
  await stage.call('POST', '/twin/numbers', { id: '77', wabaId: '78' })
  await stage.send(text(CUSTOMER, 'hi'), { number: '79' })
  await stage.call('POST', '/twin/reset', '')
  expect((await stage.call('GET', '/twin/numbers')).json).toMatchObject({ numbers: [{ id: '77', wabaId: '78' }] })
})

test('a callback is verified as Meta does it', async () => {
  const good = await stage.call('POST', '/twin/handshake', { verifyToken: 'let me in' })
  expect(good.json).toMatchObject({ ok: true, status: 200 })
  const bad = await stage.call('POST', '/twin/handshake', { verifyToken: 'wrong' })
  expect(bad.json).toMatchObject({ ok: false, status: 403 })
})

test('a strict twin does not let strangers write to numbers it lacks', async () => {
  await stage.call('POST', '/twin/config', { strict: true })
  const answer = await stage.call('POST', '/twin/inbound', { phoneNumberId: '404', from: CUSTOMER, text: 'hi' })
  expect(answer.status).toBe(404)
  await stage.call('POST', '/twin/numbers', { id: '404', wabaId: '405', token: 'secret' })
  expect((await stage.call('GET', '/twin/numbers')).text).not.toContain('secret')
  expect((await stage.call('POST', '/twin/inbound', { phoneNumberId: '404', from: CUSTOMER, text: 'hi' })).status).toBe(
    202,
  )
})

test('the phone of a customer and the page can be looked at', async () => {
  await stage.send(text(CUSTOMER, 'hi'))
  expect((await stage.call('GET', `/twin/phones/${CUSTOMER}`)).json).toMatchObject({
    messages: [{ content: { body: 'hi' } }],
  })
  const page = await stage.call('GET', '/')
  expect(page.headers['content-type']).toContain('text/html')
})

test('settings come from the environment, flags win, and mistakes are named', () => {
  const env = { TWIN_PORT: '5001', META_APP_SECRET: 'shared', TWIN_READ_MS: 'never', TWIN_JOURNAL: '' }
  const options = readOptions(env, ['--port', '5002', '--sent-ms', '0'])
  expect(options).toMatchObject({ port: 5002, appSecret: 'shared', statuses: { sentMs: 0, readMs: null } })
  expect(options.journalFile).toBeUndefined()
  expect(() => readOptions({ TWIN_PORT: 'http' }, [])).toThrow('TWIN_PORT')
  expect(() => readOptions({}, ['--prot', '1'])).toThrow('--prot')
})
