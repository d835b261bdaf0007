import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { readId, type Uuid } from '../../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../../test/buildApp.ts'
import { openProvider, type TestProvider } from '../../../../test/provider.ts'
import { connectTwilio, postTwilio, type TwilioSender, twilioText } from '../../../../test/twilio.ts'
import { register, type TestTenant } from '../../../../test/twoTenants.ts'
import { drainIntake } from '../../inbound/process-deliveries.ts'
import { keysOf } from '../files/keys.ts'
import { drainMedia } from './jobs.ts'

const KB = 1024

let provider: TestProvider
let app: TestApp
let a: TestTenant
let b: TestTenant
let ofA: TwilioSender
let ofB: TwilioSender

beforeAll(async () => {
  provider = await openProvider()
  app = await buildApp({ parts: { config: { twilioApiUrl: provider.origin } } })
})
afterAll(async () => {
  await app.close()
  await provider.close()
})
beforeEach(async () => {
  ;[a, b] = [await register(app), await register(app)]
  ;[ofA, ofB] = [await connectTwilio(app, a), await connectTwilio(app, b)]
  await limitTo(100 * KB)
})

const limitTo = (bytes: number) =>
  app.database.query(`update plan_limit set most = $1 where plan = 'free' and metric = 'received_bytes'`, [bytes])

let files = 0
interface Heard {
  id: Uuid
  path: string
}

/** Customers of a business send files of these sizes, which are then fetched, together. */
async function hear(sender: TwilioSender, ...sizes: number[]): Promise<Heard[]> {
  const heard: Heard[] = []
  for (const size of sizes) {
    const path = `/file/${++files}`
    const MediaUrl0 = provider.serve(path, randomBytes(size * KB))
    const media = { NumMedia: '1', MediaUrl0, MediaContentType0: 'application/pdf', MessageType: 'document' }
    await postTwilio(app, twilioText(sender, { ...media, Body: 'the bill' }), { token: sender.authToken })
    await drainIntake(app.context)
    const [row] = await app.database.query<{ id: Uuid }>('select id from media order by id desc limit 1')
    heard.push({ id: row!.id, path })
  }
  await drainMedia(app.context)
  return heard
}
const stateOf = async ({ id }: Heard) => {
  const [row] = await app.database.query('select state, problem, storage_key from media where id = $1', [id])
  return row!
}
const asked = ({ path }: Heard) => provider.hits.filter(hit => hit.path === path).length
const told = (tenant: TestTenant) =>
  app.database.query(`select data from event where type = 'usage.filled' and tenant_id = $1 order by position`, [
    readId('tenant', tenant.tenantId),
  ])
const usage = async (tenant: TestTenant) =>
  (await app.call<{ usage: { receivedBytes: object } }>(tenant, 'GET', '/api/v1/tenant')).data.usage.receivedBytes

const NO_ROOM = { state: 'refused', problem: { code: 'MEDIA_NO_ROOM' }, storage_key: null }

it('a file for which the plan has no room is not fetched: its message stays and says why, people are told once', async () => {
  const [first, second] = await hear(ofA, 60, 40)
  expect([await stateOf(first!), await stateOf(second!)]).toMatchObject([{ state: 'ready' }, { state: 'ready' }])
  expect(await usage(a)).toEqual({ used: 100 * KB, limit: 100 * KB, full: false })
  const late = await hear(ofA, 1, 1, 1)
  for (const one of late) {
    expect(await stateOf(one)).toMatchObject(NO_ROOM)
    expect(asked(one)).toBe(0)
  }
  const [message] = await app.database.query('select content from message order by id desc limit 1')
  expect(JSON.stringify(message)).toContain('the bill')
  const data = { metric: 'received_bytes', used: 100 * KB, limit: 100 * KB, plan: 'free' }
  expect(await told(a)).toEqual([{ data }])
  expect(await usage(a)).toMatchObject({ full: true })
  const [theirs] = await hear(ofB, 30)
  expect([await stateOf(theirs!), await told(b)]).toMatchObject([{ state: 'ready' }, []])
})

it('files that come at once never take more room together than the plan has, and leave nothing behind', async () => {
  const heard = await hear(ofA, 30, 30, 30, 30, 30, 30)
  const states = await Promise.all(heard.map(stateOf))
  expect(states.filter(({ state }) => state === 'ready')).toHaveLength(3)
  expect(states.filter(({ state }) => state === 'refused')).toMatchObject([NO_ROOM, NO_ROOM, NO_ROOM])
  expect(await usage(a)).toEqual({ used: 90 * KB, limit: 100 * KB, full: true })

  for (const [at, { id }] of heard.entries()) {
    const kept = await app.context.files.size(keysOf(readId('tenant', a.tenantId)!, id).original)
    expect(kept).toBe(states[at]!.state === 'ready' ? 30 * KB : undefined)
  }
})

it('a larger plan makes room again, and people are told again when that is full', async () => {
  await hear(ofA, 100)
  await hear(ofA, 1)
  await limitTo(150 * KB)
  expect(await usage(a)).toMatchObject({ full: false })
  const [[fits], [tooMuch]] = [await hear(ofA, 50), await hear(ofA, 1)]
  expect([await stateOf(fits!), await stateOf(tooMuch!)]).toMatchObject([{ state: 'ready' }, NO_ROOM])
  expect((await told(a)).map(({ data }) => (data as { limit: number }).limit)).toEqual([100 * KB, 150 * KB])
})
