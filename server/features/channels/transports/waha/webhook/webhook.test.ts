import { createHash, createHmac, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../../../../test/buildApp.ts'
import { type TestTenant, twoTenants } from '../../../../../test/twoTenants.ts'
import { postEvent, startWaha, type WahaStand } from '../../../../../test/waha.ts'
import { isSignedBy } from './signature.ts'

const VECTOR = resolve(
  process.env.CONTRACTS_DIR ?? join(import.meta.dirname, '../../../../../../../shared/contracts'),
  'waha/webhook-hmac-vector.json',
)
const KEY = 'a key for signing'

let stand: WahaStand
let program: TestApp
let a: TestTenant
let b: TestTenant
let ofA: string
let ofB: string

beforeAll(async () => {
  stand = await startWaha()
  program = await buildApp()
  ;({ a, b } = await twoTenants(program))
  ofA = await connect(a, KEY)
  ofB = await connect(b, 'the key of another business')
})
afterAll(async () => {
  await program.close()
  await stand.close()
})

async function connect(tenant: TestTenant, hmacKey: string): Promise<string> {
  const credentials = { baseUrl: stand.url, apiKey: stand.apiKey, hmacKey }
  const body = { provider: 'waha', name: 'Phone', credentials }
  const { status, data, text } = await program.call<{ id: string }>(tenant, 'POST', '/api/v1/channels', body)
  if (status !== 201) throw new Error(`connecting answered ${status}: ${text}`)
  return data.id
}

const BODY = Buffer.from('{"event":"mind.read","session":"x","payload":{"text":"caf\\u00e9 ☕","text":2}}')
const sign = (body: Buffer, key = KEY, hash = 'sha512') => createHmac(hash, key).update(body).digest('hex')
const post = (channel: string, payload: Buffer, headers: Record<string, string | undefined>) =>
  program.app.inject({
    method: 'POST',
    url: `/webhooks/waha/${channel}`,
    headers: { 'content-type': 'application/json', ...headers },
    payload,
  })
const stored = async () =>
  (await program.database.query<{ n: number }>('select count(*)::int as n from raw_event'))[0]!.n

describe.skipIf(!existsSync(VECTOR))('the published signature', () => {
  it('is right over the published bytes, and over no others', () => {
    const vector = JSON.parse(readFileSync(VECTOR, 'utf8')) as { body: string; key: string; 'X-Webhook-Hmac': string }
    const header = vector['X-Webhook-Hmac']
    const body = Buffer.from(vector.body)
    expect(isSignedBy(vector.key, body, header)).toBe(true)
    expect(isSignedBy(vector.key, body, header.toUpperCase())).toBe(false)
    expect(isSignedBy('', body, createHmac('sha512', '').update(body).digest('hex'))).toBe(false)
    for (let at = 0; at < body.length; at++) {
      const changed = Buffer.from(body)
      changed[at] = changed[at]! ^ 1
      expect(isSignedBy(vector.key, changed, header)).toBe(false)
    }
    for (let at = 0; at < header.length; at++) {
      const changed = header.slice(0, at) + (header[at] === '0' ? '1' : '0') + header.slice(at + 1)
      expect(isSignedBy(vector.key, body, changed)).toBe(false)
    }
  })
})

describe('an event', () => {
  it('that is signed is stored byte for byte and answered once it is', async () => {
    const before = await stored()
    const answer = await post(ofA, BODY, { 'x-webhook-hmac': sign(BODY), 'x-webhook-request-id': 'r-1' })
    expect([answer.statusCode, await stored()]).toEqual([200, before + 1])
    const [row] = await program.database.query('select * from raw_event order by id desc limit 1')
    expect(row).toMatchObject({ provider: 'waha', disposition: 'accepted', headers: { 'x-webhook-request-id': 'r-1' } })
    expect(Buffer.compare(row!.body as Buffer, BODY)).toBe(0)
  })

  const right = sign(BODY)
  const TAMPERED: Array<[string, string | undefined]> = [
    ['nothing', undefined],
    ['an empty text', ''],
    ['a short one', right.slice(0, -1)],
    ['a long one', `${right}0`],
    ['one of another body', sign(Buffer.from('{}'))],
    ['one with another key', sign(BODY, 'another key')],
    ['the key of another business', sign(BODY, 'the key of another business')],
    ['one with an empty key', sign(BODY, '')],
    ['SHA-256', sign(BODY, KEY, 'sha256')],
    ['SHA-256 twice', sign(BODY, KEY, 'sha256').repeat(2)],
    ['a prefix', `sha512=${right}`],
    ['base64', createHmac('sha512', KEY).update(BODY).digest('base64')],
    ['no hex', 'z'.repeat(128)],
    ['half hex', `${right.slice(0, 64)}${'z'.repeat(64)}`],
    ['capitals', right.toUpperCase()],
    ['one capital', right.replace(/[a-f]/, digit => digit.toUpperCase())],
    ['SHA3-512', sign(BODY, KEY, 'sha3-512')],
    ['a hash without a key', createHash('sha512').update(BODY).digest('hex')],
    ['its digits turned around', [...right].toReversed().join('')],
    ['itself twice', `${right}, ${right}`],
    ['a blank in place of a digit', ` ${right.slice(1)}`],
    ['one of the body with a blank more', sign(Buffer.concat([BODY, Buffer.from(' ')]))],
    ['one of the body written anew', sign(Buffer.from(JSON.stringify(JSON.parse(BODY.toString()))))],
    ['noise', randomBytes(64).toString('hex')],
    ['zeros', '0'.repeat(128)],
  ]

  it.each(TAMPERED)(
    'signed with %s is refused in the same words as a channel that is none, and not stored',
    async (_what, header) => {
      const before = await stored()
      const plain = async (channel: string, given: string | undefined) => {
        const { statusCode, body } = await post(channel, BODY, given === undefined ? {} : { 'x-webhook-hmac': given })
        return { statusCode, body: body.replace(/"timestamp":"[^"]+"/, '') }
      }
      const refused = await plain(ofA, header)
      expect(refused.statusCode).toBe(401)
      for (const channel of ['chn_00000000000070008000000000000000', 'nonsense', ofB]) {
        expect(await plain(channel, header === sign(BODY, 'the key of another business') ? right : header)).toEqual(
          refused,
        )
      }
      expect(await stored()).toBe(before)
    },
  )

  it('is refused when it says that it was signed in another way, and taken when it says nothing or the truth', async () => {
    const answers = await Promise.all(
      ['sha256', 'md5', 'SHA512', 'sha512, sha512', '', 'sha512', undefined].map(algorithm =>
        post(ofA, BODY, {
          'x-webhook-hmac': right,
          ...(algorithm !== undefined && { 'x-webhook-hmac-algorithm': algorithm }),
        }),
      ),
    )
    expect(answers.map(answer => answer.statusCode)).toEqual([401, 401, 401, 401, 401, 200, 200])
  })

  it('to the address of a channel of another provider is refused', async () => {
    const { data } = await program.call(a, 'POST', '/api/v1/channels', { provider: 'simulator', name: 'Drawn' })
    expect((await post(String(data.id), BODY, { 'x-webhook-hmac': right })).statusCode).toBe(401)
  })

  it('of a removed channel is refused', async () => {
    const gone = await connect(a, KEY)
    expect((await postEvent(program, gone, KEY, { event: 'x' })).statusCode).toBe(200)
    await program.call(a, 'DELETE', `/api/v1/channels/${gone}`)
    expect((await postEvent(program, gone, KEY, { event: 'x' })).statusCode).toBe(401)
  })

  it('that nests without end, is packed or far too long is refused', async () => {
    const deep = Buffer.from('['.repeat(100_000))
    expect((await post(ofA, deep, { 'x-webhook-hmac': sign(deep) })).statusCode).toBe(400)
    expect((await post(ofA, BODY, { 'x-webhook-hmac': right, 'content-encoding': 'gzip' })).statusCode).toBe(400)
    const long = Buffer.alloc(4_000_000, ' ')
    expect((await post(ofA, long, { 'x-webhook-hmac': sign(long) })).statusCode).toBe(413)
  })

  it('is taken whatever its type is called', async () => {
    for (const type of ['text/plain', 'application/json; charset=utf-8', 'nonsense']) {
      expect((await post(ofA, BODY, { 'content-type': type, 'x-webhook-hmac': right })).statusCode).toBe(200)
    }
  })
})
