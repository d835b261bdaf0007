import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readId } from '../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { connectTwilio, postTwilio, twilioText } from '../../../test/twilio.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { drainIntake } from '../inbound/process-deliveries.ts'
import { queueMessage } from '../outbound/queue-message.ts'
import { isRefusal } from '../outbound/send-rules.ts'

/** Twilio takes 1,600 characters where the API takes 4,096. */
const MOST = 1600

let app: TestApp
let a: TestTenant
let conversation: string

beforeAll(async () => {
  app = await buildApp()
  ;({ a } = await twoTenants(app))
  const sender = await connectTwilio(app, a)
  await postTwilio(app, twilioText(sender), { token: sender.authToken })
  await drainIntake(app.context)
  conversation = (await app.call<Array<{ id: string }>>(a, 'GET', '/api/v1/conversations')).data[0]!.id
})
afterAll(() => app.close())

const send = (body: object) => app.call(a, 'POST', `/api/v1/conversations/${conversation}/messages`, body)
const text = (length: number) => ({ type: 'text', text: { body: 'x'.repeat(length) } })
const queued = async () => (await app.database.query('select 1 from send_pending')).length

describe('a message too long for its channel', () => {
  it('is refused before it is queued, and told how long it may be', async () => {
    const before = await queued()
    const refused = await send(text(MOST + 1))
    expect(refused).toMatchObject({
      status: 422,
      body: { error: { code: 'TEXT_TOO_LONG', details: { maxLength: MOST, length: MOST + 1 } } },
    })
    expect(await queued()).toBe(before)
    expect((await send(text(MOST))).status).toBe(202)
  })

  it.each([
    [
      'a link under a button',
      {
        type: 'interactive',
        interactive: {
          kind: 'cta_url',
          body: 'b'.repeat(1024),
          displayText: 'See our menu',
          url: `https://zaytoun.example/${'m'.repeat(600)}`,
        },
      },
    ],
    [
      'people',
      {
        type: 'contacts',
        contacts: Array.from({ length: 9 }, () => ({ name: 'n'.repeat(200), phones: [{ phone: '+2126' }] })),
      },
    ],
    [
      'a place',
      { type: 'location', location: { latitude: 1, longitude: 2, name: 'n'.repeat(900), address: 'a'.repeat(900) } },
    ],
  ])('is measured as the text it becomes there: %s', async (_what, body) => {
    const refused = await send(body)
    expect(refused).toMatchObject({ status: 422, body: { error: { code: 'TEXT_TOO_LONG' } } })
  })

  it('is refused to every author, and their transaction goes on', async () => {
    const tenantId = readId('tenant', a.tenantId)!
    const message = { conversationId: readId('conversation', conversation)!, type: 'text' } as const
    const content = (length: number) => ({ text: { body: 'x'.repeat(length) } })
    for (const kind of ['user', 'bot', 'campaign', 'api', 'system'] as const) {
      const after = await app.context.db.tenant(tenantId, async tx => {
        const queue = (length: number) => queueMessage(tx, { ...message, content: content(length), author: { kind } })
        await expect(queue(MOST + 1), kind).rejects.toSatisfy(isRefusal)
        return await queue(MOST)
      })
      expect(after.created).toBe(true)
    }
  })
})
