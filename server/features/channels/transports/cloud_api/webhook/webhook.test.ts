import { createHmac } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readId } from '../../../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../../../test/buildApp.ts'
import { connectMeta, metaDelivery, metaSignature, metaText, postMeta } from '../../../../../test/meta.ts'
import { type TestTenant, twoTenants } from '../../../../../test/twoTenants.ts'

const PLATFORM = 'test-app-secret'

let program: TestApp
let a: TestTenant
let b: TestTenant
let numberA: Awaited<ReturnType<typeof connectMeta>>
let numberB: Awaited<ReturnType<typeof connectMeta>>

beforeAll(async () => {
  program = await buildApp()
  ;({ a, b } = await twoTenants(program))
  numberA = await connectMeta(program, a)
  numberB = await connectMeta(program, b)
})
afterAll(() => program.close())
beforeEach(() => program.database.query('truncate raw_event, raw_event_pending'))

interface Stored {
  tenant: string | null
  channel: string | null
  disposition: string
  reason: string | null
  headers: Record<string, string>
  body: Buffer
}

/** All deliveries in the log, oldest first, and how many of them are waiting to be processed. */
async function stored(): Promise<{ rows: Stored[]; pending: number }> {
  const rows = await program.database.query<Stored & Record<string, unknown>>(
    `select tenant_id as tenant, channel_id as channel, disposition, quarantine_reason as reason, headers, body
     from raw_event order by tenant_id is null, id`,
  )
  const [pending] = await program.database.query<{ count: number }>('select count(*)::int from raw_event_pending')
  return { rows, pending: pending!.count }
}
const accepted = (tenant: TestTenant, channel: { id: string }) => ({
  tenant: readId('tenant', tenant.tenantId),
  channel: readId('channel', channel.id),
  disposition: 'accepted',
  reason: null,
})
const quarantined = (reason: string) => ({ tenant: null, channel: null, disposition: 'quarantined', reason })

describe('the handshake', () => {
  const ask = (path: string, token: string, mode = 'subscribe') =>
    program.app.inject(`${path}?hub.mode=${mode}&hub.challenge=1158201444&hub.verify_token=${token}`)

  it('echoes the challenge as plain text for the platform’s token and for a channel’s own', async () => {
    for (const [path, token] of [
      ['/webhooks/meta', 'test-verify-token'],
      [numberA.path, numberA.verifyToken],
    ] as const) {
      const answer = await ask(path, token)
      expect([answer.statusCode, answer.body]).toEqual([200, '1158201444'])
      expect(answer.headers['content-type']).toMatch(/^text\/plain/)
    }
  })

  it.each([
    ['a wrong token', () => ask('/webhooks/meta', 'wrong')],
    ['a token that is too short', () => ask('/webhooks/meta', 'test-verify-toke')],
    ['another channel’s token', () => ask(numberA.path, numberB.verifyToken)],
    ['the platform’s token for a channel', () => ask(numberA.path, 'test-verify-token')],
    ['another mode', () => ask('/webhooks/meta', 'test-verify-token', 'unsubscribe')],
    ['a channel that does not exist', () => ask('/webhooks/meta/chn_0198000000007000800000000000dead', 'x')],
    ['no token', () => program.app.inject('/webhooks/meta?hub.mode=subscribe&hub.challenge=1')],
    ['a token given twice', () => ask('/webhooks/meta', 'test-verify-token&hub.verify_token=test-verify-token')],
  ])('is 403 with %s', async (_what, request) => {
    expect((await request()).statusCode).toBe(403)
  })
})

describe('a signature', () => {
  const delivery = () => metaDelivery(numberA.wabaId, metaText(numberA.phoneNumberId))
  const sha1 = (body: Buffer) => `sha1=${createHmac('sha1', PLATFORM).update(body).digest('hex')}`

  it('over the raw bytes opens the door: escapes, emoji, odd spacing and double keys included', async () => {
    const bodies = [
      JSON.stringify(delivery(), null, 3),
      JSON.stringify(delivery())
        .replaceAll('/', String.raw`\/`)
        .replace('Salam', String.raw`\u0623\u0647\u0644\u0627 \ud83c\udf55`),
      JSON.stringify(delivery()).replace('Salam', 'أهلا 🍕'),
      JSON.stringify(delivery()).replace('{', '{"object":"x","object":"y",'),
    ]
    for (const body of bodies) expect((await postMeta(program, { secret: PLATFORM, body })).statusCode).toBe(200)
    expect((await stored()).rows.map(row => row.body.toString())).toEqual(bodies)
  })

  it.each([
    ['missing', { 'x-hub-signature-256': undefined }],
    ['empty', { 'x-hub-signature-256': '' }],
    ['short', { 'x-hub-signature-256': 'sha256=abc' }],
    ['of the right length but wrong', { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }],
    ['not hexadecimal', { 'x-hub-signature-256': `sha256=${'é'.repeat(64)}` }],
    ['SHA-1 only', { 'x-hub-signature-256': undefined, 'x-hub-signature': sha1(Buffer.from('{}')) }],
    ['SHA-1 in its place', { 'x-hub-signature-256': sha1(Buffer.from('{}')) }],
  ])('that is %s is 401 and nothing is stored', async (_what, headers) => {
    for (const path of ['/webhooks/meta', numberA.path]) {
      const answer = await postMeta(program, { path, secret: PLATFORM, body: delivery(), headers })
      expect(answer.statusCode).toBe(401)
    }
    expect((await stored()).rows).toEqual([])
  })

  it('of one flipped byte is 401', async () => {
    const body = Buffer.from(JSON.stringify(delivery()))
    const headers = { 'x-hub-signature-256': metaSignature(PLATFORM, body) }
    body[20]! ^= 1
    expect((await postMeta(program, { secret: PLATFORM, body, headers })).statusCode).toBe(401)
    expect((await stored()).rows).toEqual([])
  })

  it('of a channel’s app opens that channel’s address only', async () => {
    const { appSecret: secret, path } = numberA
    expect((await postMeta(program, { path, secret, body: delivery() })).statusCode).toBe(200)
    expect((await postMeta(program, { secret, body: delivery() })).statusCode).toBe(401)
    expect((await postMeta(program, { path: numberB.path, secret, body: delivery() })).statusCode).toBe(401)
    expect((await postMeta(program, { path, secret: PLATFORM, body: delivery() })).statusCode).toBe(401)
  })

  it('is of the platform’s app for a channel that has no app of its own', async () => {
    const shared = await connectMeta(program, a, { appSecret: undefined as never })
    const body = metaDelivery(shared.wabaId, metaText(shared.phoneNumberId))
    expect((await postMeta(program, { path: shared.path, secret: PLATFORM, body })).statusCode).toBe(200)
    expect((await stored()).rows).toMatchObject([accepted(a, shared)])
  })

  it('does not help with an address that names no channel, which is answered like a wrong signature', async () => {
    const wrong = await postMeta(program, { path: numberA.path, secret: 'wrong', body: delivery() })
    for (const path of ['/webhooks/meta/chn_0198000000007000800000000000dead', '/webhooks/meta/x']) {
      const answer = await postMeta(program, { path, secret: PLATFORM, body: delivery() })
      expect(answer.statusCode).toBe(401)
      expect({ ...answer.json().error, timestamp: 0 }).toEqual({ ...wrong.json().error, timestamp: 0 })
    }
  })

  it('is refused throughout while META_APP_SECRET is not set, and the log says once what is missing', async () => {
    const lines: string[] = []
    const { createLogger } = await import('../../../../../platform/telemetry/index.ts')
    const log = createLogger({ logLevel: 'error' }, { write: line => void lines.push(line) })
    const bare = await buildApp({ parts: { config: { metaAppSecret: undefined }, log } })
    try {
      for (const secret of ['', 'undefined', PLATFORM]) {
        expect((await postMeta(bare, { secret: secret || 'x', body: delivery() })).statusCode).toBe(401)
      }
    } finally {
      await bare.close()
    }
    expect(lines.filter(line => line.includes('META_APP_SECRET'))).toHaveLength(1)
  })
})

describe('a delivery', () => {
  it('is stored as received with the headers that matter, for the channel of its number, with work to do', async () => {
    const body = JSON.stringify(metaDelivery(numberA.wabaId, metaText(numberA.phoneNumberId)))
    const headers = { 'user-agent': 'facebookexternalua', 'x-secret': 'canary' }
    const answer = await postMeta(program, { secret: PLATFORM, body, headers })
    expect(answer.statusCode).toBe(200)
    const { rows, pending } = await stored()
    expect(rows).toMatchObject([accepted(a, numberA)])
    expect(rows[0]!.body.toString()).toBe(body)
    expect(rows[0]!.headers).toEqual({ 'content-type': 'application/json', 'user-agent': 'facebookexternalua' })
    expect(pending).toBe(1)
  })

  it('of two tenants’ numbers becomes one row for each, with its own places, and both know only their own', async () => {
    const body = {
      entry: [
        { id: numberA.wabaId, changes: [metaText(numberA.phoneNumberId), metaText(numberB.phoneNumberId)] },
        { id: numberB.wabaId, changes: [metaText(numberA.phoneNumberId)] },
      ],
    }
    expect((await postMeta(program, { secret: PLATFORM, body })).statusCode).toBe(200)
    const { rows, pending } = await stored()
    expect(rows.map(row => [row.tenant, row.headers['x-tawsil-places']]).sort()).toEqual(
      [
        [readId('tenant', a.tenantId), '0.0 1.0'],
        [readId('tenant', b.tenantId), '0.1'],
      ].sort(),
    )
    expect(pending).toBe(2)
  })

  it('without a number goes to the first channel of its account', async () => {
    const account = { field: 'message_template_status_update', value: { event: 'APPROVED' } }
    await postMeta(program, { secret: PLATFORM, body: metaDelivery(numberB.wabaId, account) })
    expect((await stored()).rows).toMatchObject([accepted(b, numberB)])
  })

  it('of several changes for one channel is one row', async () => {
    const body = metaDelivery(numberA.wabaId, metaText(numberA.phoneNumberId), metaText(numberA.phoneNumberId))
    await postMeta(program, { secret: PLATFORM, body })
    expect((await stored()).rows).toMatchObject([
      { ...accepted(a, numberA), headers: { 'content-type': 'application/json' } },
    ])
  })

  it.each([
    ['application/json; charset=utf-8'],
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['application/json\t;x'],
    ['nonsense'],
    [''],
    [undefined],
  ])('is taken whatever its type calls itself: %s', async type => {
    const body = metaDelivery(numberA.wabaId, metaText(numberA.phoneNumberId))
    const answer = await postMeta(program, { secret: PLATFORM, body, headers: { 'content-type': type } })
    expect(answer.statusCode).toBe(200)
    expect((await stored()).rows).toMatchObject([accepted(a, numberA)])
  })

  it('for a number connected a moment ago finds it, and for one removed a moment ago does not', async () => {
    const before = { phoneNumberId: '777000777', wabaId: '888000888' }
    const body = metaDelivery(before.wabaId, metaText(before.phoneNumberId))
    await postMeta(program, { secret: PLATFORM, body })
    const late = await connectMeta(program, a, before)
    await postMeta(program, { secret: PLATFORM, body })
    await program.call(a, 'DELETE', `/api/v1/channels/${late.id}`)
    await postMeta(program, { secret: PLATFORM, body })
    const { rows } = await stored()
    expect(rows.filter(row => row.disposition === 'accepted')).toMatchObject([accepted(a, late)])
    expect(rows.filter(row => row.disposition === 'quarantined')).toHaveLength(2)
    expect((await postMeta(program, { path: late.path, secret: late.appSecret, body })).statusCode).toBe(401)
  })

  it('whose channel’s secrets do not open is not acknowledged: the provider comes again', async () => {
    const broken = await connectMeta(program, a)
    await program.database.query('update channel set credentials = $1 where external_id = $2', [
      Buffer.from('not sealed here'),
      broken.phoneNumberId,
    ])
    const body = metaDelivery(broken.wabaId, metaText(broken.phoneNumberId))
    expect((await postMeta(program, { path: broken.path, secret: broken.appSecret, body })).statusCode).toBe(503)
    expect((await stored()).rows).toEqual([])
  })

  it('for a known number costs no look-up', async () => {
    const body = metaDelivery(numberA.wabaId, metaText(numberA.phoneNumberId))
    const post = () => postMeta(program, { path: numberA.path, secret: numberA.appSecret, body })
    await post()
    await program.database.query('revoke select on channel, channel_route from tawsil_system')
    try {
      expect((await post()).statusCode).toBe(200)
    } finally {
      await program.database.query('grant select on channel, channel_route to tawsil_system')
    }
  })
})

describe('quarantine', () => {
  it('keeps a delivery for a number that nobody has, and never processes it', async () => {
    const body = metaDelivery('1', metaText('999999999'))
    expect((await postMeta(program, { secret: PLATFORM, body })).statusCode).toBe(200)
    const { rows, pending } = await stored()
    expect(rows).toMatchObject([quarantined('unknown_number')])
    expect(JSON.parse(rows[0]!.body.toString())).toEqual(body)
    expect(pending).toBe(0)
  })

  it('keeps what is signed by one tenant’s app and names another’s number; nothing of it reaches that tenant', async () => {
    const body = metaDelivery(numberA.wabaId, metaText(numberB.phoneNumberId))
    const answer = await postMeta(program, { path: numberA.path, secret: numberA.appSecret, body })
    expect(answer.statusCode).toBe(200)
    const { rows, pending } = await stored()
    expect(rows).toMatchObject([
      { ...quarantined('foreign_number'), headers: { 'x-tawsil-door': readId('channel', numberA.id) } },
    ])
    expect(pending).toBe(0)
    const seen = await program.context.db.tenant(readId('tenant', b.tenantId)!, async tx => {
      const { sql } = await import('../../../../../platform/db/index.ts')
      return tx.rows(sql`select 1 from raw_event`)
    })
    expect(seen).toEqual([])
  })

  it('takes from a mixed delivery what is the tenant’s own and keeps the rest aside', async () => {
    const body = metaDelivery(numberA.wabaId, metaText(numberB.phoneNumberId), metaText(numberA.phoneNumberId))
    await postMeta(program, { path: numberA.path, secret: numberA.appSecret, body })
    const { rows, pending } = await stored()
    expect(rows).toMatchObject([
      { ...accepted(a, numberA), headers: { 'x-tawsil-places': '0.1' } },
      { ...quarantined('foreign_number'), headers: { 'x-tawsil-places': '0.0' } },
    ])
    expect(pending).toBe(1)
  })

  it('keeps another tenant’s account changes from a channel’s own app', async () => {
    const account = { field: 'account_update', value: { event: 'DISABLED_UPDATE' } }
    const body = metaDelivery(numberB.wabaId, account)
    await postMeta(program, { path: numberA.path, secret: numberA.appSecret, body })
    expect((await stored()).rows).toMatchObject([quarantined('foreign_number')])
  })

  it('lets one tenant’s app speak for another number of the same tenant', async () => {
    const second = await connectMeta(program, a)
    const body = metaDelivery(second.wabaId, metaText(second.phoneNumberId))
    await postMeta(program, { path: numberA.path, secret: numberA.appSecret, body })
    expect((await stored()).rows).toMatchObject([accepted(a, second)])
  })

  it.each([
    ['no JSON', 'EVENT'],
    ['nothing', ''],
    ['half a JSON', '{"entry":[{"id":'],
    ['bytes', Buffer.from([0xff, 0xfe, 0x00, 0x01])],
    ['another shape', '{"object":"page"}'],
  ])('keeps signed bytes that are %s as malformed', async (_what, body) => {
    expect((await postMeta(program, { secret: PLATFORM, body })).statusCode).toBe(200)
    const { rows } = await stored()
    expect(rows).toMatchObject([quarantined('malformed')])
    expect(rows[0]!.body).toEqual(Buffer.from(body))
  })
})

describe('a hostile body', () => {
  it('over 3.5 MB is 413', async () => {
    const body = Buffer.alloc(3_500_001, 32)
    expect((await postMeta(program, { secret: PLATFORM, body })).statusCode).toBe(413)
    const most = Buffer.alloc(3_500_000, 32)
    expect((await postMeta(program, { secret: PLATFORM, body: most })).statusCode).toBe(200)
  })

  it.each(['[', '{"a":'])('nested 100,000 times with %s is 400', async opening => {
    const body = `{"entry":${opening.repeat(100_000)}`
    expect((await postMeta(program, { secret: PLATFORM, body })).statusCode).toBe(400)
    expect((await stored()).rows).toEqual([])
  })

  it('that is compressed is 400 and is not unpacked', async () => {
    const body = gzipSync(Buffer.alloc(50_000_000, 32))
    const headers = { 'content-encoding': 'gzip' }
    expect((await postMeta(program, { secret: PLATFORM, body, headers })).statusCode).toBe(400)
    expect((await stored()).rows).toEqual([])
  })

  it('that names 20,000 numbers nobody has is one quarantined row', async () => {
    const changes = Array.from({ length: 20_000 }, (_, no) => ({ value: { metadata: { phone_number_id: `9${no}` } } }))
    expect((await postMeta(program, { secret: PLATFORM, body: metaDelivery('1', ...changes) })).statusCode).toBe(200)
    expect((await stored()).rows).toMatchObject([quarantined('unknown_number')])
  })
})
