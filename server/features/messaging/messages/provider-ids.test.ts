import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { connectNumber, messagesDelivery, receive } from '../../../test/contracts/meta.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import type { ConversationView } from '../conversations/conversation.schema.ts'
import type { MessageView } from './message-view.schema.ts'

const NUMBER = '106540352242909'
let app: TestApp
let a: TestTenant
let b: TestTenant
let sent = 0

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
  await connectNumber(app, a, { number: NUMBER, account: 'waba' })
})
afterAll(() => app.close())
beforeEach(() =>
  app.database.query(
    'truncate conversation, contact, message, message_key, media, media_pending, parked_change cascade',
  ),
)

async function shown(message: object): Promise<MessageView> {
  const one = { from: '212600000001', id: `wamid.ids.${++sent}`, timestamp: '1764000000', ...message }
  await receive(app, messagesDelivery({ number: NUMBER, messages: [one] }))
  const [conversation] = (await app.call<ConversationView[]>(a, 'GET', '/api/v1/conversations')).data
  const path = `/api/v1/conversations/${conversation!.id}/messages`
  expect((await app.call(b, 'GET', path)).status).toBe(404)
  return (await app.call<MessageView[]>(a, 'GET', path)).data[0]!
}

it.each([
  [
    'quotes',
    { type: 'text', text: { body: 'Yes' }, context: { id: 'wamid.AWAY' } },
    { replyToMessageId: null, replyToProviderId: 'wamid.AWAY' },
  ],
  [
    'reacts to',
    { type: 'reaction', reaction: { message_id: 'wamid.AWAY', emoji: '👍' } },
    { reaction: { messageId: null, providerMessageId: 'wamid.AWAY', emoji: '👍' } },
  ],
  [
    'edits',
    { type: 'edit', edit: { original_message_id: 'wamid.AWAY', message: { type: 'text', text: { body: 'No' } } } },
    { original: { messageId: null, providerMessageId: 'wamid.AWAY' } },
  ],
  [
    'takes back',
    { type: 'revoke', revoke: { original_message_id: 'wamid.AWAY' } },
    { original: { messageId: null, providerMessageId: 'wamid.AWAY' } },
  ],
])('a message that is not here is named by its provider’s id where another %s it', async (_what, given, expected) => {
  expect(await shown(given)).toMatchObject(expected)
})

it('a file is shown with the provider’s id and hash', async () => {
  const image = { id: '9001', mime_type: 'image/jpeg', sha256: 'c2hhMjU2' }
  expect(await shown({ type: 'image', image })).toMatchObject({ media: { providerId: '9001', sha256: 'c2hhMjU2' } })
})
