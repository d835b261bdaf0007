import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId, readId, type Uuid } from '../../../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../../../test/buildApp.ts'
import { type TestTenant, twoTenants } from '../../../../../test/twoTenants.ts'
import { hookOf, PNG, postEvent, startWaha, type WahaStand } from '../../../../../test/waha.ts'
import { lookAtLinked } from '../../../jobs.ts'
import { completeCredentials } from './credentials.ts'

let first: WahaStand
let second: WahaStand
let program: TestApp
let a: TestTenant
let b: TestTenant

beforeAll(async () => {
  first = await startWaha('key-of-the-first')
  second = await startWaha('key-of-the-second')
  const wahaServers = [first, second].map(({ url, apiKey }) => ({ url, apiKey }))
  program = await buildApp({ parts: { config: { wahaServers, publicUrl: 'https://tawsil.example' } }, jobs: true })
  ;({ a, b } = await twoTenants(program))
})
afterAll(async () => {
  await program.close()
  await Promise.all([first.close(), second.close()])
})
beforeEach(() => {
  for (const stand of [first, second]) Object.assign(stand, { asked: [], instead: undefined })
})

interface Shown {
  id: string
  status: string
  statusReason: string | null
  externalId: string
  phoneNumber: string | null
  webhookUrl: string
}

const connect = (tenant: TestTenant, credentials: object = {}) =>
  program.call<Shown>(tenant, 'POST', '/api/v1/channels', { provider: 'waha', name: 'Phone', credentials })
const show = async (tenant: TestTenant, id: string) =>
  (await program.call<Shown>(tenant, 'GET', `/api/v1/channels/${id}`)).data
const act = (tenant: TestTenant, id: string, what: string, body?: object) =>
  program.call<Shown>(tenant, 'POST', `/api/v1/channels/${id}/${what}`, body)
const qr = (tenant: TestTenant, id: string) => program.call(tenant, 'GET', `/api/v1/channels/${id}/qr`)

/** A connected channel with its session, on whichever server it was created. */
async function linked(tenant: TestTenant, credentials: object = {}) {
  const { data } = await connect(tenant, credentials)
  await program.context.queue.idle()
  const name = data.externalId.split('/')[1]!
  const stand = [first, second].find(one => one.sessions.has(name))!
  const session = stand.sessions.get(name)!
  return { id: data.id, uuid: readId('channel', data.id)!, name, stand, session, hook: hookOf(session) }
}
const status = (name: string, word: string, at: number, me?: object) => ({
  id: `evt_${at}`,
  event: 'session.status',
  session: name,
  timestamp: at,
  me,
  payload: { name, status: word, statuses: [{ status: word, timestamp: at }] },
})

describe('connecting without anything, where the operator has WAHA', () => {
  it('makes and starts a session on the server that has the fewest, reporting here with a key of its own', async () => {
    const one = await linked(a)
    const other = await linked(b)
    expect(other.stand).not.toBe(one.stand)
    const third = await linked(a)
    expect(new Set([one.name, other.name, third.name]).size).toBe(3)
    expect(one.name).toBe(`tawsil-${one.uuid.replaceAll('-', '')}`)
    expect(one.hook.url).toBe(`https://tawsil.example/webhooks/waha/${one.id}`)
    expect(one.hook.key).not.toBe(other.hook.key)
    expect(one.hook.key.length).toBeGreaterThanOrEqual(40)
    expect(one.session.config).toMatchObject({ metadata: { channel: one.id } })
    expect(await show(a, one.id)).toMatchObject({ status: 'connecting', phoneNumber: null })
  })

  it('shows neither keys nor the operator’s address to the business', async () => {
    const { id, stand, hook } = await linked(a)
    const { text } = await program.call(a, 'GET', `/api/v1/channels/${id}`)
    for (const secret of [stand.url, stand.apiKey, hook.key]) expect(text).not.toContain(secret)
  })

  it('does not let a business name a session on the operator’s servers', async () => {
    const { name } = await linked(a)
    const { status: code, body } = await connect(b, { session: name })
    expect([code, body.error!.code]).toEqual([400, 'VALIDATION'])
  })

  it('makes the session later when the server is away at first', async () => {
    for (const stand of [first, second]) stand.instead = (_asked, response) => Boolean(response.destroy())
    const { data } = await connect(a)
    await program.context.queue.idle()
    expect(await show(a, data.id)).toMatchObject({ status: 'error', statusReason: expect.stringContaining('WAHA') })
    for (const stand of [first, second]) stand.instead = undefined
    expect((await act(a, data.id, 'start')).data).toMatchObject({ status: 'connecting', statusReason: null })
  })
})

describe('connecting with a WAHA server of one’s own', () => {
  const own = (changes: object = {}) => ({ baseUrl: `${first.url}/`, apiKey: first.apiKey, ...changes })

  it('makes the session there, with the key given', async () => {
    const { hook, session } = await linked(a, own({ session: 'mine', hmacKey: 'a key of mine' }))
    expect([session.name, hook.key]).toEqual(['mine', 'a key of mine'])
    expect(first.asked.every(asked => asked.apiKey === first.apiKey)).toBe(true)
  })

  it('lets an existing session report here and leaves the rest of its settings alone', async () => {
    const webhooks = [{ url: 'https://other.example/hook', events: ['message'] }]
    first.sessions.set('old', {
      name: 'old',
      status: 'WORKING',
      config: { proxy: null, debug: true, webhooks },
      me: { id: '212600000009@c.us' },
    })
    const { data } = await connect(a, own({ session: 'old' }))
    await program.context.queue.idle()
    const { config } = first.sessions.get('old')!
    expect(config).toMatchObject({ debug: true, webhooks: [webhooks[0], { url: data.webhookUrl }] })
    expect(await show(a, data.id)).toMatchObject({ status: 'connected', phoneNumber: '+212600000009' })
    const changes = () => first.asked.filter(({ method }) => method === 'PUT').length
    const before = changes()
    await act(a, data.id, 'start')
    expect(changes()).toBe(before)
  })

  it('refuses a session that anyone has connected, in the same words for one’s own and for another’s', async () => {
    expect((await connect(a, own({ session: 'once' }))).status).toBe(201)
    const [mine, theirs] = [await connect(a, own({ session: 'once' })), await connect(b, own({ session: 'once' }))]
    expect([mine.status, theirs.status]).toEqual([409, 409])
    expect(theirs.body.error).toMatchObject({ code: 'CHANNEL_NUMBER_TAKEN' })
    await program.context.queue.idle()
  })

  it.each([
    ['no key', { baseUrl: 'http://127.0.0.1:3000' }, 'body.credentials.apiKey'],
    ['no address', { apiKey: 'x' }, 'body.credentials.baseUrl'],
    ['a key over two lines', { baseUrl: 'http://127.0.0.1:3000', apiKey: 'x\ny' }, 'body.credentials.apiKey'],
    ['no web address', { baseUrl: 'ftp://x', apiKey: 'x' }, 'body.credentials.baseUrl'],
    ['a spaced session', { baseUrl: 'http://127.0.0.1:3000', apiKey: 'x', session: 'a b' }, 'body.credentials.session'],
  ])('names the field in %s', async (_what, given, path) => {
    const { status: code, body } = await connect(a, given)
    expect([code, body.error!.code]).toEqual([400, 'VALIDATION'])
    expect(JSON.stringify(body.error!.details)).toContain(path)
  })

  it.each([
    'http://10.0.0.1:3000',
    'http://169.254.169.254',
    'http://localhost.:6379',
    'http://[::ffff:10.0.0.1]:3000',
  ])('refuses the inside: %s', async baseUrl => {
    const { status: code, body } = await connect(a, { baseUrl, apiKey: 'x' })
    expect([code, body.error!.code]).toEqual([422, 'URL_NOT_ALLOWED'])
  })

  it.each(['http://93.184.216.34', 'http://waha.example:3000'])(
    'refuses a key in the clear in production: %s',
    async baseUrl => {
      const config = { ...program.context.config, production: true }
      const connected = completeCredentials({ ...program.context, config }, { id: newId() }, { baseUrl, apiKey: 'x' })
      await expect(connected).rejects.toMatchObject({ status: 422, code: 'URL_NOT_ENCRYPTED' })
    },
  )

  it('replaces the key alone, and never the session', async () => {
    const { id } = await linked(a, own({ session: 'kept' }))
    const change = (credentials: object) => program.call(a, 'PATCH', `/api/v1/channels/${id}`, { credentials })
    expect((await change({ apiKey: 'another' })).status).toBe(200)
    const { body } = await change({ session: 'other' })
    expect(body.error!.code).toBe('CHANNEL_NUMBER_FIXED')
    expect((await act(a, id, 'start')).data).toMatchObject({
      status: 'error',
      statusReason: expect.stringContaining('API key'),
    })
  })

  it('makes the session as soon as a wrong key is replaced by the right one', async () => {
    const { data } = await connect(a, own({ session: 'mended', apiKey: 'wrong' }))
    await program.context.queue.idle()
    expect(await show(a, data.id)).toMatchObject({ status: 'error' })
    await program.call(a, 'PATCH', `/api/v1/channels/${data.id}`, { credentials: { apiKey: first.apiKey } })
    await program.context.queue.idle()
    expect(first.sessions.has('mended')).toBe(true)
    expect(await show(a, data.id)).toMatchObject({ status: 'connecting', statusReason: null })
  })
})

describe('linking a phone', () => {
  it('shows the code until the phone is linked, and never lets it be kept', async () => {
    const { id, session } = await linked(a)
    expect((await qr(a, id)).data).toEqual({ kind: 'waiting' })
    session.status = 'SCAN_QR_CODE'
    const shown = await qr(a, id)
    expect(shown.data).toEqual({ kind: 'qr', pngBase64: PNG, expiresInSeconds: expect.any(Number) })
    expect(shown.headers['cache-control']).toBe('no-store')
    expect((await act(a, id, 'pairing-code', { phoneNumber: '+212600000001' })).data).toEqual({ code: 'ABCD-EFGH' })
    session.status = 'WORKING'
    expect((await qr(a, id)).data).toEqual({ kind: 'linked' })
    const refused = await act(a, id, 'pairing-code', { phoneNumber: '+212600000001' })
    expect([refused.status, refused.body.error!.code]).toEqual([422, 'LINK_CODE_REFUSED'])
  })

  it('follows start, stop and logout', async () => {
    const { id, session } = await linked(a)
    expect((await act(a, id, 'stop')).data).toMatchObject({
      status: 'disconnected',
      statusReason: expect.stringContaining('Start'),
    })
    expect((await act(a, id, 'start')).data).toMatchObject({ status: 'connecting' })
    session.status = 'WORKING'
    expect((await act(a, id, 'start')).data).toMatchObject({ status: 'connected' })
    expect((await act(a, id, 'logout')).data).toMatchObject({ status: 'qr' })
    expect((await act(a, id, 'test')).data).toMatchObject({
      status: 'qr',
      statusReason: expect.stringContaining('Linked devices'),
    })
  })

  it('is for its owner alone, and for linked phones alone', async () => {
    const { id } = await linked(a)
    for (const what of ['start', 'stop', 'logout']) expect((await act(b, id, what)).status).toBe(404)
    expect((await qr(b, id)).status).toBe(404)
    const phone = await program.call(a, 'POST', '/api/v1/channels', { provider: 'simulator', name: 'Drawn' })
    const { status: code, body } = await qr(a, String(phone.data.id))
    expect([code, body.error!.code]).toEqual([422, 'CHANNEL_NOT_LINKED_BY_PHONE'])
  })
})

describe('a channel that is removed', () => {
  const farewells = (uuid: Uuid) =>
    program.database.query('select * from channel_farewell where channel_id = $1', [uuid])

  it('is unlinked and its session deleted', async () => {
    const { id, uuid, name, stand } = await linked(a)
    expect((await program.call(a, 'DELETE', `/api/v1/channels/${id}`)).status).toBe(204)
    await program.context.queue.idle()
    expect(stand.sessions.has(name)).toBe(false)
    expect(stand.asked.map(({ method, path }) => `${method} ${path}`)).toContain(`POST /api/sessions/${name}/logout`)
    expect(await farewells(uuid)).toEqual([])
  })

  it('is undone later when the server is away, with its secrets sealed till then', async () => {
    const { id, uuid, name, stand, hook } = await linked(a)
    stand.instead = (_asked, response) => Boolean(response.destroy())
    await program.call(a, 'DELETE', `/api/v1/channels/${id}`)
    await program.context.queue.idle()
    const [row] = await farewells(uuid)
    expect(row).toMatchObject({ attempts: 1 })
    expect((row!.credentials as Buffer).toString('latin1')).not.toContain(hook.key)
    stand.instead = undefined
    await program.database.query('update channel_farewell set next_try_at = now()')
    await program.context.queue.add('unlink channel', { tenantId: readId('tenant', a.tenantId)!, channelId: uuid })
    await program.context.queue.idle()
    expect(stand.sessions.has(name)).toBe(false)
    expect(await farewells(uuid)).toEqual([])
  })

  it('leaves alone a session that was connected again meanwhile', async () => {
    const own = { baseUrl: first.url, apiKey: first.apiKey, session: 'again' }
    const { id } = await linked(a, own)
    first.instead = (_asked, response) => Boolean(response.destroy())
    await program.call(a, 'DELETE', `/api/v1/channels/${id}`)
    await program.context.queue.idle()
    first.instead = undefined
    const { uuid: _new } = await linked(a, own)
    await program.database.query('update channel_farewell set next_try_at = now()')
    await program.context.queue.add('unlink channel', {
      tenantId: readId('tenant', a.tenantId)!,
      channelId: readId('channel', id)!,
    })
    await program.context.queue.idle()
    expect(first.sessions.has('again')).toBe(true)
  })
})

describe('what a session tells of itself', () => {
  it('is stored only when it is signed with the channel’s own key', async () => {
    const [mine, theirs] = [await linked(a), await linked(b)]
    const event = status(mine.name, 'WORKING', Date.now())
    const stored = async () => (await program.database.query('select id from raw_event')).length
    const before = await stored()
    expect((await postEvent(program, mine.id, theirs.hook.key, event)).statusCode).toBe(401)
    expect((await postEvent(program, theirs.id, mine.hook.key, event)).statusCode).toBe(401)
    expect(await stored()).toBe(before)
    expect((await postEvent(program, mine.id, mine.hook.key, event)).statusCode).toBe(200)
    expect(await stored()).toBe(before + 1)
  })
})

describe('looking at linked phones', () => {
  const look = async (which: 'all' | 'silent') => {
    for (const stand of [first, second]) stand.asked = []
    await lookAtLinked(program.context, which)
    await program.context.queue.idle()
  }
  const askedFor = (name: string) =>
    [first, second].flatMap(stand => stand.asked).filter(({ path }) => path === `/api/sessions/${name}`)

  it('makes the session that could not be made when its channel was connected', async () => {
    for (const stand of [first, second]) stand.instead = (_asked, response) => Boolean(response.destroy())
    const { data } = await connect(a)
    await program.context.queue.idle()
    for (const stand of [first, second]) stand.instead = undefined
    await look('silent')
    const name = data.externalId.split('/')[1]!
    expect([first, second].some(stand => stand.sessions.has(name))).toBe(true)
    expect(await show(a, data.id)).toMatchObject({ status: 'connecting' })
  })

  it('asks those that were silent, and all when the program starts', async () => {
    const { id, name, hook, session } = await linked(b)
    session.status = 'WORKING'
    await look('silent')
    expect(askedFor(name)).not.toEqual([])
    expect(await show(b, id)).toMatchObject({ status: 'connected' })
    await postEvent(program, id, hook.key, { event: 'mind.read', session: name, payload: {} })
    await look('silent')
    expect(askedFor(name)).toHaveLength(0)
    await look('all')
    expect(askedFor(name).length).toBeGreaterThan(0)
  })
})
