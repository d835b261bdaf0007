import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NUMBER, type Stage, startStage } from '../test/stage.ts'
import type { InboundInput } from './inbound/inbound.ts'

const folder = resolve(process.env.CONTRACTS_DIR ?? '../shared/contracts', 'meta')
const present = existsSync(folder)
if (!present) console.log(`Skipped: no contract samples in ${folder} (set CONTRACTS_DIR)`)

type Json = Record<string, unknown>
const read = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8'))
const list = (path: string) => (present ? readdirSync(join(folder, path)).filter(name => name.endsWith('.json')) : [])

/** Published requests contain placeholders where a caller puts values; these are values of the right form. */
const PLACEHOLDERS: [RegExp, string][] = [
  [/^<HEADER_TYPE>$/, 'text'],
  [/^<?http\(s\):\/\/[a-z-]+>?$/, 'https://example.com/file'],
  [/^\{\{Recipient-(WA-)?Phone-Number\}\}$/, '16505551234'],
]

function fill(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fill)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fill(member)]))
  }
  if (typeof value !== 'string') return value
  return PLACEHOLDERS.find(([pattern]) => pattern.test(value))?.[1] ?? value
}

/** The members of a JSON value, at every depth: what two payloads of the same kind have in common. */
function shape(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap(member => shape(member, `${path}[]`)))]
  if (typeof value !== 'object' || value === null) return [`${path}:${typeof value}`]
  return Object.entries(value)
    .flatMap(([key, member]) => shape(member, `${path}.${key}`))
    .toSorted()
}

describe.runIf(present)('contract samples', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await startStage()
  })
  afterAll(() => stage?.close())

  test.each(list('facebook-openapi/send'))('the published request %s is accepted', async name => {
    const body = fill(read(`facebook-openapi/send/${name}`)) as Json
    const answer = await stage.send(body)
    expect(answer.json.error).toBeUndefined()
    const published = body.status ? 'send_typing_indicator_and_read_receipt' : 'example_response'
    // Templates say one thing more than the published answer.
    const got = shape(answer.json).filter(path => !path.includes('message_status'))
    expect(got).toEqual(shape(read(`facebook-openapi/send_responses/${published}.json`)))
  })

  test.each(list('whatsapp-business-java-api/expected/message'))('the client request %s is accepted', async name => {
    const body = read(`whatsapp-business-java-api/expected/message/${name}`) as Json
    // One sample is the body of another endpoint: a two-step pin.
    const answer = body.pin ? { json: {} as Json } : await stage.send(body)
    expect(answer.json.error).toBeUndefined()
  })

  const recorded = list('ruby-sdk-recorded-http/messages')
  test.each(recorded)('%s is answered as it was by the real platform', async name => {
    for (const { request, response } of read(`ruby-sdk-recorded-http/messages/${name}`)) {
      const number = /\/(\d+)\/messages$/.exec(request.uri)![1]!
      stage.twin.adjust({ strict: true })
      if (number !== '123123') stage.twin.addNumber({ id: number })
      const answer = await stage.send(request.body, { number, version: 'v19.0' })
      expect(answer.status).toBe(response.status)
      expect(shape(answer.json)).toEqual(shape(response.body))
      if (response.status === 200) continue
      const { fbtrace_id: _, ...error } = response.body.error
      expect(answer.json.error).toMatchObject(error)
      expect(answer.headers['www-authenticate']).toBe(response.headers['Www-Authenticate'])
    }
    stage.twin.adjust({ strict: false })
  })

  const plain = list('facebook-openapi/webhooks').filter(name => !name.startsWith('group_'))
  test.each(plain)('%s can be injected with exactly that shape', async name => {
    const sample = read(`facebook-openapi/webhooks/${name}`)
    const { value } = sample.entry[0].changes[0]
    const { from, id, timestamp, ...message } = value.messages[0]
    await Promise.all(stage.twin.inject({ phoneNumberId: NUMBER, from, message } as InboundInput).outcomes)
    expect(shape(stage.receiver.received.at(-1)!.body)).toEqual(shape(sample))
  })

  const statuses = ['sent', 'delivered', 'read', 'failed'] as const
  test.each(statuses)('a %s status has the members of the fixture, and the price of today', async status => {
    const fixture = read(`pywa/updates/message_status__${status}.json`).entry[0].changes[0].value
    const known = { from: '972987654321', userId: 'US.13491208655302741918', name: 'Test Name' }
    await Promise.all(stage.twin.inject({ phoneNumberId: NUMBER, ...known, text: 'hi' }).outcomes)
    const rule = status === 'failed' ? [{ fault: 'undeliverable' as const, code: 130472 }] : []
    stage.twin.configure({ rules: rule })
    stage.twin.adjust({ statuses: { sentMs: 0, deliveredMs: 0, readMs: 0 } })
    const text = { messaging_product: 'whatsapp', to: known.from, type: 'text', text: { body: 'hi' } }
    await stage.send(text, { version: 'v23.0' })
    await stage.twin.idle()
    const values = stage.receiver.received.flatMap(one => one.body.entry[0]!.changes.map(change => change.value))
    const value = values.findLast(one => one.statuses?.some(report => report.status === status))!
    const report = value.statuses!.find(one => one.status === status)!
    // Per-message pricing replaced the fixture's per-conversation model; read repeats neither it nor the conversation.
    const later = (path: string) => path.startsWith('.pricing') || path.startsWith('.conversation')
    const wanted = shape(fixture.statuses[0]).filter(path => status !== 'read' || !later(path))
    expect(shape(report).filter(path => path !== '.pricing.type:string')).toEqual(wanted)
    expect(shape(value.contacts)).toEqual(shape(fixture.contacts).filter(path => !path.includes('parent')))
    stage.twin.configure({ rules: [] })
  })

  test('the media and number answers have the recorded members', async () => {
    const [media] = read('ruby-sdk-recorded-http/medias/media_with_success_response.json')
    await Promise.all(stage.twin.inject({ phoneNumberId: NUMBER, from: '1650', message: { type: 'image' } }).outcomes)
    const { id } = stage.receiver.messages().at(-1)!.image as { id: string }
    expect(shape((await stage.call('GET', `/${id}`)).json)).toEqual(shape(media.response.body))
    const [number] = read('ruby-sdk-recorded-http/phone_numbers/registered_number_with_success_response.json')
    const query = new URL(number.request.uri).search
    const known = Object.keys(number.response.body).filter(key => !/code_|eligib|search_/.test(key))
    expect(Object.keys((await stage.call('GET', `/v19.0/${NUMBER}${query}`)).json)).toEqual(
      expect.arrayContaining(known),
    )
  })
})
