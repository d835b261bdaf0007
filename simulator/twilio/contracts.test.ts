import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contractFolder, members, shape } from '../test/contracts.ts'
import { BUSINESS, CUSTOMER, type Providers, startProviders } from '../test/providers.ts'
import { TWIN_ACCOUNT, type TwilioInbound } from './inbound.ts'
import { signForm, signJson } from './sign.ts'

const contracts = contractFolder('twilio')
const MESSAGES = `/2010-04-01/Accounts/${TWIN_ACCOUNT}/Messages.json`
const form = (name: string) => Object.fromEntries(new URLSearchParams(contracts.text(`webhooks-form/${name}`).trim()))
const names = (parameters: Record<string, string>) => Object.keys(parameters).toSorted()

interface Vector {
  name: string
  url: string
  params: Record<string, string | string[]>
  body: string
  signature: string
  valid: boolean
}
const vectors = (kind: 'form' | 'json'): Vector[] =>
  contracts.present ? contracts.json('signature/vectors.json')[kind].filter((one: Vector) => one.valid) : []
/** What is signed is the address as Twilio calls it: with or without the port that the receiver sees. */
const calledAs = (url: string) => {
  const plain = new URL(url)
  const port = plain.protocol === 'https:' ? ':443' : ':80'
  return [url, url.replace(/:1234\b/, ''), url.replace(plain.host, plain.host + port), url.replaceAll("'", '%27')]
}

describe.runIf(contracts.present)('published samples', () => {
  let all: Providers
  beforeAll(async () => {
    all = await startProviders({ statuses: { sentMs: 0, deliveredMs: 5, readMs: 10 } })
  })
  afterAll(() => all?.close())

  test.each(vectors('form'))('the signature of $name', ({ url, params, signature }) => {
    expect(calledAs(url).map(address => signForm('12345', address, params))).toContain(signature)
  })

  test.each(vectors('json'))('the signature of $name', ({ url, body, signature }) => {
    const bare = url.replace(/&bodySHA256=.*$/, '')
    expect(signJson('12345', bare, Buffer.from(body))).toEqual({ url, signature })
  })

  test('a message has the members of the specification, and its kinds of values', async () => {
    const spec = contracts.json('openapi/twilio_api_v2010.json')
    const { post, get } = spec.paths['/2010-04-01/Accounts/{AccountSid}/Messages.json']
    const example = post.responses['201'].content['application/json'].examples.create.value
    const sent = await all.send('twilio', 'hi', 'spec')
    expect(members(sent.json)).toEqual(members(example))
    const kinds = (value: object) => shape(value).filter(path => !/date_sent|messaging_service/.test(path))
    expect(kinds(sent.json)).toEqual(kinds(example))
    const list = get.responses['200'].content['application/json'].examples.readFullPage1.value
    const got = await all.twilio('GET', `${MESSAGES}?PageSize=1`)
    expect(Object.keys(got.json).toSorted()).toEqual(Object.keys(list).toSorted())
  })

  const statuses: [string, string][] = [
    ['sent', 'botbuilder_twilio_sent_event.form'],
    ['delivered', 'botbuilder_twilio_delivered_event.form'],
    ['read', 'bottender_messageread.form'],
  ]
  test.each(statuses)('a %s callback has the parameters of the recorded one', async (status, sample) => {
    await all.send('twilio', 'hi', status)
    await all.twin.idle()
    const callback = all.hook.received.find(one => one.path.endsWith(status) && one.form.MessageStatus === status)!
    expect(names(callback.form)).toEqual(names(form(sample)))
    expect(callback.form.EventType).toBe(form(sample).EventType)
  })

  const inbound: [string, string, Partial<TwilioInbound>][] = [
    ['text', 'botbuilder_twilio_message.form', { text: 'test' }],
    ['image', 'botbuilder_twilio_message_with_image_attachment.form', { media: [{ mimeType: 'image/jpeg' }] }],
    [
      'location',
      'botbuilder_twilio_message_with_location_attachment.form',
      { location: { latitude: 52.3, longitude: 4.75, label: 'Microsoft', address: 'Schiphol' } },
    ],
  ]
  test.each(inbound)('an inbound %s has at least the parameters of the recorded one', async (kind, sample, input) => {
    const { id, outcomes } = all.twin.injectTwilio({ to: BUSINESS, from: `+${CUSTOMER}`, name: 'Zoë', ...input })
    await Promise.all(outcomes)
    const got = all.hook.received.find(one => one.form.MessageSid === id)!.form
    expect(names(got)).toEqual(expect.arrayContaining(names(form(sample))))
    expect(id.slice(0, 2)).toBe(form(sample).MessageSid!.slice(0, 2))
    expect(got).toMatchObject({ WaId: CUSTOMER, ProfileName: 'Zoë', MessageType: kind })
  })

  const contents = contracts.list('content-api').filter(name => name.startsWith('create-'))
  test.each(contents)('%s is taken and shown as published', async name => {
    const sample = contracts.json(`content-api/${name}`)
    const { friendly_name, language, types, variables } = sample
    const made = await all.twilio('POST', '/v1/Content', { friendly_name, language, types, variables })
    expect(made.status).toBe(201)
    expect(shape(made.json)).toEqual(shape(sample))
    expect(made.json.types).toEqual(types)
  })

  test('the list of contents and an approval have the published members', async () => {
    const list = contracts.json('content-api/fetch-all-content-resources.json')
    const got = await all.twilio('GET', '/v1/Content?PageSize=1')
    expect(shape(got.json.meta)).toEqual(shape(list.meta))
    const sid = (got.json.contents as { sid: string }[])[0]!.sid
    const handed = await all.twilio('POST', `/v1/Content/${sid}/ApprovalRequests/whatsapp`, {
      name: 'flight_replies',
      category: 'UTILITY',
    })
    const sample = contracts.json('content-api/submit-a-template-for-whatsapp-approval.json')
    expect(members(handed.json)).toEqual(expect.arrayContaining(members(sample)))
    expect(handed.json).toMatchObject({ status: 'received', name: 'flight_replies' })
  })
})
