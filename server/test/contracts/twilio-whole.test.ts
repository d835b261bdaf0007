import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { drainIntake, drainSends } from '../../features/messaging/index.ts'
import { readId } from '../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../buildApp.ts'
import { connectTwilio, postTwilio, type TwilioParams, twilioStatus, twilioText } from '../twilio.ts'
import { type TestTenant, twoTenants } from '../twoTenants.ts'

/** The whole way of a message: a customer writes, an agent answers, Twilio reports. */

type Form = Record<string, string>
type Handler = (form: Form, response: ServerResponse, request: IncomingMessage) => unknown

const sent: Form[] = []
let handler: Handler
const provider = createServer(async (request, response) => {
  const form = Object.fromEntries(new URLSearchParams(await text(request)))
  if (request.method !== 'POST') return void response.writeHead(404).end()
  sent.push(form)
  await handler(form, response, request)
})
const answer = (response: ServerResponse, status: number, body: object) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

let app: TestApp
let a: TestTenant
let b: TestTenant
let ofA: Awaited<ReturnType<typeof connectTwilio>>
let ofB: Awaited<ReturnType<typeof connectTwilio>>
let customers = 0

beforeAll(async () => {
  await once(provider.listen(0, '127.0.0.1'), 'listening')
  const twilioApiUrl = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
  app = await buildApp({ parts: { config: { twilioApiUrl } } })
  ;({ a, b } = await twoTenants(app))
  ofA = await connectTwilio(app, a)
  ofB = await connectTwilio(app, b)
})
afterAll(async () => {
  await app.close()
  provider.closeAllConnections()
  provider.close()
})
beforeEach(() => void sent.splice(0))

/** A customer of A who has just written. @returns their conversation as shown */
async function customer(
  changes: TwilioParams = {},
  of: Awaited<ReturnType<typeof connectTwilio>> = ofA,
): Promise<{ conversation: string; phone: string }> {
  const phone = `2126555${String(++customers).padStart(5, '0')}`
  await hear(twilioText(of, { From: `whatsapp:+${phone}`, WaId: phone, ...changes }), undefined, of.authToken)
  const [row] = await app.database.query<{ id: string }>(
    'select id from conversation where tenant_id = $1 order by id desc limit 1',
    [readId('tenant', a.tenantId)],
  )
  return { conversation: `conv_${row!.id.replaceAll('-', '')}`, phone }
}

async function hear(params: TwilioParams, path?: string, token = ofA.authToken): Promise<number> {
  const { statusCode } = await postTwilio(app, params, { token, ...(path && { path }) })
  await drainIntake(app.context)
  return statusCode
}

/** What Twilio tells of a send, at the address that it was given. */
const report = (form: Form, sid: string, status: string, more: TwilioParams = {}) => {
  const { pathname, search } = new URL(form.StatusCallback!)
  return hear(twilioStatus(ofA, sid, status, { To: form.To!, ...more }), `${pathname}${search}`)
}

async function say(conversation: string, body: object = { type: 'text', text: { body: 'Merci' } }): Promise<string> {
  const {
    status,
    data,
    text: said,
  } = await app.call<{ id: string }>(a, 'POST', `/api/v1/conversations/${conversation}/messages`, body)
  expect(status, said).toBeLessThan(300)
  await drainSends(app.context)
  return data.id
}

const stateOf = async (id: string) => {
  const [row] = await app.database.query('select status, error from message where id = $1', [readId('message', id)])
  return row!
}

describe('an answer through Twilio', () => {
  it('is sent once, and told as sent, delivered and read, whatever order the words come in', async () => {
    handler = (_form, response) => answer(response, 201, { sid: 'SMa1', status: 'queued' })
    const { conversation, phone } = await customer()
    const id = await say(conversation)
    expect(sent).toMatchObject([{ To: `whatsapp:+${phone}`, From: `whatsapp:${ofA.from}`, Body: 'Merci' }])
    expect(await stateOf(id)).toMatchObject({ status: 'sent' })
    const states: unknown[] = []
    for (const word of ['queued', 'delivered', 'sent', 'read', 'delivered']) {
      expect(await report(sent[0]!, 'SMa1', word)).toBe(200)
      states.push((await stateOf(id)).status)
    }
    expect(states).toEqual(['sent', 'delivered', 'delivered', 'read', 'read'])
    expect(sent).toHaveLength(1)
  })

  it('whose answer was lost is not repeated, and is found again by the word of its attempt', async () => {
    handler = (_form, _response, request) => request.socket.resetAndDestroy()
    const id = await say((await customer()).conversation)
    expect(await stateOf(id)).toMatchObject({ status: 'unknown' })
    await drainSends(app.context)
    expect(sent).toHaveLength(1)
    await report(sent[0]!, 'SMb1', 'delivered')
    expect(await stateOf(id)).toMatchObject({ status: 'delivered' })
    expect(sent).toHaveLength(1)
  })

  it('may be told as delivered before Twilio has answered', async () => {
    handler = async (form, response) => {
      await report(form, 'SMc1', 'delivered')
      answer(response, 201, { sid: 'SMc1', status: 'queued' })
    }
    const id = await say((await customer()).conversation)
    expect(await stateOf(id)).toMatchObject({ status: 'delivered' })
  })

  it('that fails on its way says why', async () => {
    handler = (_form, response) => answer(response, 201, { sid: 'SMd1', status: 'queued' })
    const id = await say((await customer()).conversation)
    await report(sent[0]!, 'SMd1', 'undelivered', { ErrorCode: '63024' })
    expect(await stateOf(id)).toMatchObject({ status: 'failed', error: { code: 63024 } })
  })

  it('that is refused for good fails at once, and one that comes too fast waits', async () => {
    handler = (_form, response) => answer(response, 400, { code: 21211, message: 'invalid', status: 400 })
    expect(await stateOf(await say((await customer()).conversation))).toMatchObject({ status: 'failed' })
    handler = (_form, response) => answer(response, 429, { code: 20429, message: 'slow down', status: 429 })
    // On a number of its own: all of it waits.
    const waiting = await customer({}, await connectTwilio(app, a))
    expect(await stateOf(await say(waiting.conversation))).toMatchObject({ status: 'queued' })
    expect(sent).toHaveLength(2)
  })

  it('cannot be told by another business, whatever it signs', async () => {
    handler = (_form, response) => answer(response, 201, { sid: 'SMe1', status: 'queued' })
    const id = await say((await customer()).conversation)
    const { pathname, search } = new URL(sent[0]!.StatusCallback!)
    const path = `${pathname}${search}`
    expect(await hear(twilioStatus(ofA, 'SMe1', 'read'), path, ofB.authToken)).toBe(401)
    expect(await hear(twilioStatus(ofB, 'SMe1', 'read'), path, ofB.authToken)).toBe(200)
    expect(await stateOf(id)).toMatchObject({ status: 'sent' })
  })
})

describe('a customer on Twilio', () => {
  it('who shows no phone is answered at the id they wrote from', async () => {
    handler = (_form, response) => answer(response, 201, { sid: 'SMf1', status: 'queued' })
    const From = 'whatsapp:US.13491208655302741918'
    const { conversation } = await customer({ From, ExternalUserId: 'US.13491208655302741918', WaId: '' })
    await say(conversation)
    expect(sent).toMatchObject([{ To: From }])
  })

  it('who said stop at Twilio, in whatever word, gets no answer until they say start', async () => {
    handler = (_form, response) => answer(response, 201, { sid: 'SMg1', status: 'queued' })
    const { conversation, phone } = await customer()
    const wish = (OptOutType: string) =>
      hear(twilioText(ofA, { From: `whatsapp:+${phone}`, WaId: phone, Body: 'Assez', OptOutType }))
    const answered = async () => {
      const body = { type: 'text', text: { body: 'News' } }
      return (await app.call(a, 'POST', `/api/v1/conversations/${conversation}/messages`, body)).status
    }
    await wish('STOP')
    expect(await answered()).toBe(422)
    await wish('START')
    expect(await answered()).toBeLessThan(300)
  })

  it('who wrote once is heard once, however often it is delivered, with each of their files', async () => {
    const phone = '212655599999'
    const params = twilioText(ofA, {
      From: `whatsapp:+${phone}`,
      WaId: phone,
      NumMedia: '2',
      MediaUrl0: 'https://api.twilio.com/m/ME0',
      MediaContentType0: 'image/jpeg',
      MediaUrl1: 'https://api.twilio.com/m/ME1',
      MediaContentType1: 'application/pdf',
    })
    await Promise.all(Array.from({ length: 20 }, () => hear(params)))
    const rows = await app.database.query<{ id: string; type: string }>(
      `select m.provider_message_id as id, m.type from message m join conversation c on c.id = m.conversation_id
       where c.address = $1 order by m.seq`,
      [phone],
    )
    expect(rows).toEqual([
      { id: params.MessageSid, type: 'image' },
      { id: `${params.MessageSid}.1`, type: 'document' },
    ])
  })
})
