import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OutboundMessage, transportFor } from '../../features/channels/index.ts'
import { isSigned } from '../../features/channels/transports/twilio/webhook/signature.ts'
import { drainIntake } from '../../features/messaging/index.ts'
import type { Context } from '../../platform/context.ts'
import { buildApp, type Loose, type TestApp } from '../buildApp.ts'
import { bare, snapshotOf } from '../security/snapshot.ts'
import { connectTwilio, paramsIn, postTwilio, type TwilioParams, twilioForm, twilioSignature } from '../twilio.ts'
import { type TestTenant, twoTenants } from '../twoTenants.ts'

/** Requests, answers and signatures of Twilio that others have published or recorded; they are read where they lie. */
const SAMPLES = resolve(process.env.CONTRACTS_DIR ?? '../shared/contracts', 'twilio')
const present = existsSync(SAMPLES)
if (!present) console.log(`Skipped: no contract samples in ${SAMPLES} (set CONTRACTS_DIR)`)

const readJson = (...path: string[]) => JSON.parse(readFileSync(join(SAMPLES, ...path), 'utf8'))

interface Sample {
  name: string
  bytes: Buffer
  said: Record<string, string>
}
const samples: Sample[] = !present
  ? []
  : readdirSync(join(SAMPLES, 'webhooks-form')).map(file => {
      const bytes = readFileSync(join(SAMPLES, 'webhooks-form', file))
      const said = Object.fromEntries(new URLSearchParams(bytes.toString()))
      return { name: basename(file, '.form'), bytes, said }
    })
const isStatus = ({ said }: Sample) => said.MessageStatus !== undefined

/** Type and content that the sample's own parameters promise. */
function expectedOf({ said }: Sample): [type: string, content: object] {
  if (Number(said.NumMedia) > 0) {
    const kind = said.MediaContentType0!.split('/')[0]!
    return [kind, { media: { kind, link: said.MediaUrl0, mimeType: said.MediaContentType0 } }]
  }
  if (said.Latitude === undefined) return ['text', { text: { body: said.Body } }]
  const { Label: name, Address: address } = said
  const location = { latitude: Number(said.Latitude), longitude: Number(said.Longitude), name, address }
  return ['location', { location }]
}

describe.runIf(present)('a published webhook of Twilio', () => {
  let app: TestApp
  let a: TestTenant
  let b: TestTenant
  let channel = ''
  const TOKEN = 'token-of-a'

  beforeAll(async () => {
    app = await buildApp()
    ;({ a, b } = await twoTenants(app))
    await connectTwilio(app, b)
  })
  afterAll(() => app?.close())

  async function connect({ said }: Sample): Promise<void> {
    if (channel) await app.call(a, 'DELETE', `/api/v1/channels/${channel}`)
    const from = (said.MessageStatus === undefined ? said.To : said.From)!
    channel = (await connectTwilio(app, a, { from, accountSid: said.AccountSid!, authToken: TOKEN })).id
  }
  const ofA = (sql: string) => app.database.query(sql, [bare(a.tenantId), bare(channel)])
  const pathOf = (sample: Sample) => (isStatus(sample) ? '/webhooks/twilio/status?a=no.ours' : '/webhooks/twilio')

  it.each(samples.filter(sample => !isStatus(sample)))('$name is stored as the message it is', async sample => {
    const { said } = sample
    await connect(sample)
    expect((await postTwilio(app, sample.bytes, { token: TOKEN })).statusCode).toBe(200)
    await drainIntake(app.context)
    const rows = await ofA(
      `select m.provider_message_id as id, m.direction, m.type, m.content, m.status, c.address,
         array(select kind || ' ' || value from contact_identity i where i.contact_id = c.contact_id order by 1) as who
       from message m join conversation c on c.id = m.conversation_id where m.tenant_id = $1 and m.channel_id = $2`,
    )
    const [type, content] = expectedOf(sample)
    expect(rows).toMatchObject([{ id: said.MessageSid, direction: 'inbound', status: 'received', type, content }])
    const phone = said.From!.replace('whatsapp:', '')
    expect(rows[0]!.who).toEqual([`phone ${phone}`, `wa_id ${phone.slice(1)}`])
  })

  it.each(samples.filter(isStatus))('$name is kept as the status it is', async sample => {
    const { said } = sample
    await connect(sample)
    expect((await postTwilio(app, sample.bytes, { token: TOKEN, path: pathOf(sample) })).statusCode).toBe(200)
    await drainIntake(app.context)
    expect(
      await ofA('select provider_message_id as id, status from parked_status where tenant_id = $1 and channel_id = $2'),
    ).toEqual([{ id: said.MessageSid, status: said.MessageStatus }])
  })

  it.each(samples)('$name has no second effect, none for others, and none when a stranger signs it', async sample => {
    await connect(sample)
    const path = pathOf(sample)
    const others = await snapshotOf(app.database, b.tenantId)
    const before = await app.database.query('select id from raw_event')
    expect((await postTwilio(app, sample.bytes, { token: 'of-a-stranger', path })).statusCode).toBe(401)
    expect(await app.database.query('select id from raw_event')).toEqual(before)
    await postTwilio(app, sample.bytes, { token: TOKEN, path })
    await drainIntake(app.context)
    const { raw_event: _log, ...once } = await snapshotOf(app.database, a.tenantId)
    await Promise.all([1, 2, 3].map(() => postTwilio(app, sample.bytes, { token: TOKEN, path })))
    await drainIntake(app.context)
    const { raw_event: _longer, ...more } = await snapshotOf(app.database, a.tenantId)
    expect(more).toEqual(once)
    expect(await snapshotOf(app.database, b.tenantId)).toEqual(others)
    expect(await app.database.query('select 1 from raw_event_pending')).toEqual([])
    expect(await app.database.query('select 1 from dead_letter')).toEqual([])
    expect(await app.database.query(`select 1 from raw_event where disposition = 'quarantined'`)).toEqual([])
  })

  it('is among those that were tried: messages of several types, and statuses', () => {
    expect(
      new Set(samples.map(sample => (isStatus(sample) ? sample.said.MessageStatus : expectedOf(sample)[0]))),
    ).toEqual(new Set(['text', 'image', 'location', 'sent', 'delivered', 'read']))
  })
})

interface Vector {
  name: string
  url: string
  params?: TwilioParams
  body?: string
  signature: string
  valid: boolean
}

describe.runIf(present)('a published signature of Twilio', () => {
  const { auth_token: token, form, json } = present ? readJson('signature', 'vectors.json') : { form: [], json: [] }
  const vectors = [...form, ...json] as Vector[]
  const bytesOf = ({ params, body }: Vector) => (params ? twilioForm(params) : Buffer.from(body!))
  const holds = (vector: Vector, secret: string = token) =>
    isSigned(secret, vector.signature, vector.url, bytesOf(vector))

  it.each(vectors)('is judged as its publisher does: $name', vector => {
    expect(holds(vector)).toBe(vector.valid)
  })

  const flipped = (signature: string, at: number) =>
    signature.slice(0, at) + (signature[at] === 'A' ? 'B' : 'A') + signature.slice(at + 1)

  it.each(vectors.filter(({ valid }) => valid))('does not hold when anything was changed: $name', vector => {
    const { url, signature, params, body } = vector
    const changed: Vector[] = [
      ...[0, 9, 18, 25].map(at => ({ ...vector, signature: flipped(signature, at) })),
      { ...vector, signature: signature.slice(0, -1) },
      { ...vector, signature: `${signature}=` },
      { ...vector, signature: signature.toLowerCase() },
      { ...vector, signature: '' },
      { ...vector, url: url.replace('myapp', 'yourapp') },
      { ...vector, url: url.replace('mycompany', 'yourcompany') },
      { ...vector, url: url.replace('foo=1', 'foo=2') },
      { ...vector, url: url.replace('foo=1&', '') },
      { ...vector, url: `${url}&more=1` },
      ...(params
        ? [
            { ...vector, params: { ...params, More: '' } },
            { ...vector, params: {} },
          ]
        : [
            { ...vector, body: `${body} ` },
            { ...vector, body: body!.toUpperCase() },
          ]),
    ]
    expect(changed.length).toBeGreaterThanOrEqual(10)
    for (const one of changed) expect(holds(one), JSON.stringify(one)).toBe(false)
    expect(holds(vector, 'another secret')).toBe(false)
  })

  it('is what our own tests sign with', () => {
    for (const { name, url, params, signature } of vectors) {
      if (['basic_form', 'array_parameter'].includes(name)) expect(twilioSignature(token, url, params)).toBe(signature)
      if (name === 'json_body') expect(twilioSignature(token, url)).toBe(signature)
    }
    expect(paramsIn(Buffer.from('a=1&a=2&b=3'))).toEqual({ a: ['1', '2'], b: ['3'] })
  })
})

describe.runIf(present)('what we send to Twilio is what its OpenAPI describes', () => {
  const SID = `AC${'0'.repeat(31)}1`
  const credentials = { from: '+14155238886', accountSid: SID, authToken: 'secret' }
  const channel = { id: 'c', tenantId: 't', externalId: credentials.from, externalAccountId: SID }
  const requests: Array<{ method: string; path: string; form: Record<string, string> }> = []
  const server = createServer(async (request, response) => {
    const form = Object.fromEntries(new URLSearchParams(await text(request)))
    requests.push({ method: request.method!, path: request.url!, form })
    response.setHeader('content-type', 'application/json')
    response.writeHead(201).end(JSON.stringify({ ...answer, account_sid: SID }))
  })
  const api = present ? readJson('openapi', 'twilio_api_v2010.json') : {}
  const messagesPath = '/2010-04-01/Accounts/{AccountSid}/Messages.json'
  const answer = present
    ? api.paths[messagesPath].post.responses['201'].content['application/json'].examples.create.value
    : {}
  let context: Context

  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const twilioApiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    context = { config: { twilioApiUrl, publicUrl: 'https://shop.example' } } as unknown as Context
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  /** Whether a form is one that the document describes: no name that it does not know, no value of another kind. */
  function validate(document: Loose, path: string, form: Record<string, string>): string[] {
    const ajv = addFormats.default(new Ajv({ strict: false, allErrors: true, formats: { 'phone-number': true } }))
    const body = document.paths![path]!.post!.requestBody!.content!['application/x-www-form-urlencoded']!.schema!
    const check = ajv.compile({ components: document.components, ...body })
    const described = (body.properties ?? {}) as Record<string, Loose>
    const value = Object.fromEntries(
      Object.entries(form).map(([name, one]) => [name, String(described[name]?.type) === 'array' ? [one] : one]),
    )
    const unknown = Object.keys(described).length === 0 ? [] : Object.keys(form).filter(name => !described[name])
    return [...unknown, ...(check(value) ? [] : check.errors!.map(error => `${error.instancePath} ${error.message}`))]
  }

  const link = 'https://shop.example/files/1'
  const template = {
    name: `HX${'a'.repeat(32)}`,
    language: 'en',
    components: [{ type: 'body', parameters: [{ type: 'text', text: 'Amina' }] }],
  }
  const kinds: Array<[string, Pick<OutboundMessage, 'type' | 'content'>]> = [
    ['text', { type: 'text', content: { text: { body: 'Salam' } } }],
    ['image', { type: 'image', content: { media: { kind: 'image', link, caption: 'Look' } } }],
    ['document', { type: 'document', content: { media: { kind: 'document', link } } }],
    ['location', { type: 'location', content: { location: { latitude: 33.5, longitude: -7.5, name: 'Shop' } } }],
    ['template', { type: 'template', content: { template } }],
  ]
  it.each(kinds)('%s', async (_kind, message) => {
    const to = { kind: 'wa_id' as const, value: '212612345678' }
    const outcome = await transportFor('twilio').send(
      context,
      channel,
      { ...credentials, messagingServiceSid: `MG${'0'.repeat(32)}` },
      { to, callbackData: 'attempt.1', ...message },
      AbortSignal.timeout(5_000),
    )
    expect(outcome).toEqual({ kind: 'accepted', providerMessageId: answer.sid })
    const { method, path, form } = requests.at(-1)!
    expect([method, path]).toEqual(['POST', messagesPath.replace('{AccountSid}', SID)])
    expect(validate(api, messagesPath, form)).toEqual([])
    expect(validate(api, messagesPath, { ...form, StatusCallback: 'nowhere', Sender: 'x' })).toHaveLength(2)
    expect(new RegExp(api.paths[messagesPath].post.parameters[0].schema.pattern).test(SID)).toBe(true)
  })

  it('a sign that an answer is being written', async () => {
    const sid = `SM${'0'.repeat(32)}`
    await transportFor('twilio').markRead!(
      context,
      channel,
      credentials,
      sid,
      { typing: true },
      AbortSignal.timeout(5_000),
    )
    const { path, form } = requests.at(-1)!
    const document = readJson('openapi', 'twilio_messaging_v2.json')
    expect(path).toBe('/v2/Indicators/Typing.json')
    expect(validate(document, path, form)).toEqual([])
    expect(validate(document, path, { ...form, messageId: 'x' })).toHaveLength(1)
  })

  it('a question after the account', async () => {
    const path = '/2010-04-01/Accounts/{Sid}.json'
    expect(await transportFor('twilio').check(context, channel, credentials)).toMatchObject({ ok: false })
    expect(requests.at(-1)).toMatchObject({ method: 'GET', path: path.replace('{Sid}', SID) })
    expect(Object.keys(api.paths[path])).toContain('get')
  })
})
