import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { connectNumber, messagesDelivery, receive } from '../../../test/contracts/meta.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import type { ConversationView } from '../conversations/conversation.schema.ts'
import type { MessageView } from './message-view.schema.ts'

const NUMBER = '106540352242901'
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
  app.database.query('truncate conversation, contact, message, message_key, media, media_pending cascade'),
)

/** What the API shows of a message that Meta delivers, in its conversation and alone. */
async function shown(message: object): Promise<MessageView> {
  const id = `wamid.reason.${++sent}`
  const from = '212600000001'
  await receive(
    app,
    messagesDelivery({ number: NUMBER, messages: [{ from, id, timestamp: '1764000000', ...message }] }),
  )
  const [conversation] = (await app.call<ConversationView[]>(a, 'GET', '/api/v1/conversations')).data
  const path = `/api/v1/conversations/${conversation!.id}/messages`
  const answer = await app.call<MessageView[]>(a, 'GET', path)
  expect((await app.call(b, 'GET', path)).status).toBe(404)
  return answer.data[0]!
}

const UNSUPPORTED = {
  code: 131051,
  title: 'Message type unknown',
  message: 'Message type unknown',
  error_data: { details: 'Message type is currently not supported.' },
}
const TOO_LARGE = {
  code: 131052,
  title: 'Media download error',
  error_data: { details: 'The file is larger than 100 MB.' },
}

describe('why a message cannot be shown', () => {
  it('is told with code, meaning, title and details', async () => {
    const message = await shown({ type: 'unsupported', errors: [UNSUPPORTED] })
    expect(message).toMatchObject({ type: 'unsupported', error: null })
    expect(message.errors).toEqual([
      {
        code: 131051,
        meaning: 'type_unsupported',
        title: 'Message type unknown',
        details: 'Message type is currently not supported.',
      },
    ])
  })

  it('is told of every error, also by one that has no title', async () => {
    const { errors } = await shown({
      type: 'unsupported',
      errors: [UNSUPPORTED, { code: 131060, message: 'Companion' }, {}],
    })
    expect(errors).toEqual([
      expect.objectContaining({ code: 131051 }),
      { code: 131060, meaning: 'device_unsupported', title: 'Companion' },
      { code: 'unknown', meaning: 'refused', title: 'unknown' },
    ])
  })

  it.each([
    ['that is named all the same', { id: '9001', mime_type: 'video/mp4' }],
    ['that is not even named', undefined],
  ])('takes the place of what we would say of a file %s', async (_what, video) => {
    const message = await shown({ type: 'video', video, errors: [TOO_LARGE] })
    expect(message.errors).toEqual([
      {
        code: 131052,
        meaning: 'media_not_fetched',
        title: 'Media download error',
        details: 'The file is larger than 100 MB.',
      },
    ])
    await app.database.query(
      `update media set state = 'gone', problem = '{"code":"MEDIA_GONE","text":"The provider does not have this file any more."}'`,
    )
    const [conversation] = (await app.call<ConversationView[]>(a, 'GET', '/api/v1/conversations')).data
    const [again] = (await app.call<MessageView[]>(a, 'GET', `/api/v1/conversations/${conversation!.id}/messages`)).data
    expect(again).toMatchObject({
      media: {
        kind: 'video',
        problem: { code: '131052', text: 'The file is larger than 100 MB.' },
      },
    })
  })

  it('is no more told of a file that came after all', async () => {
    await shown({ type: 'image', image: { id: '9002' }, errors: [TOO_LARGE] })
    await app.database.query(
      `update media set state = 'ready', source = null, mime_type = 'image/png', bytes = 1, storage_key = 'x', sha256 = sha256('x')`,
    )
    const [conversation] = (await app.call<ConversationView[]>(a, 'GET', '/api/v1/conversations')).data
    const [message] = (await app.call<MessageView[]>(a, 'GET', `/api/v1/conversations/${conversation!.id}/messages`))
      .data
    expect(message).not.toHaveProperty('errors')
    expect(message).not.toHaveProperty('media.problem')
  })

  it('is absent where nothing went wrong', async () => {
    expect(await shown({ type: 'text', text: { body: 'Salam' } })).not.toHaveProperty('errors')
  })
})
