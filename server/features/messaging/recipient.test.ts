import { afterAll, beforeAll, expect, it } from 'vitest'
import { showId } from '../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import { type Shop, shop } from '../../test/customer.ts'
import type { MessageView } from './messages/message-view.schema.ts'

let app: TestApp
let a: Shop

beforeAll(async () => {
  app = await buildApp()
  a = await shop(app)
})
afterAll(() => app.close())

const sendTo = (to: string) =>
  app.call<MessageView>(a, 'POST', '/api/v1/messages/send', {
    channelId: showId('channel', a.channelId),
    to,
    type: 'template',
    template: { name: 'hi', language: 'fr' },
  })

it('a number to write to is read however it is written, and opens one conversation', async () => {
  const ids = new Set<string>()
  for (const to of [
    '+44 7911 123456',
    '+44 (0)7911 123456',
    '0044 7911 123456',
    'tel:+44-7911-123456',
    '07911 123456',
    '\u202a+44\u00a07911\u2011123456\u202c',
    '＋٤٤ ٧٩١١ ١٢٣٤٥٦',
  ]) {
    const { status, data, text } = await sendTo(to)
    expect([to, status], text).toEqual([to, 202])
    ids.add(data.conversationId)
  }
  expect(ids.size).toBe(1)
  const { data } = await app.call(a, 'GET', `/api/v1/conversations/${[...ids][0]}`)
  expect(data).toMatchObject({ contact: { phone: '+447911123456' } })
})

it.each([
  ['0612345678', 'elsewhere'],
  ['966536656166', 'elsewhere'],
  ['+44 0791112345', 'zero'],
  ['+44 7911 123456 / 7', 'signs'],
  ['+44 7911 123456²', 'signs'],
  ['447911123456+', 'plus'],
])('%s is no number to write to, and the answer says why: %s', async (to, reason) => {
  const before = await app.database.query('select value from contact_identity')
  const { status, body } = await sendTo(to)
  expect([status, body.error]).toMatchObject([422, { code: 'RECIPIENT_INVALID', details: { reason } }])
  expect(await app.database.query('select value from contact_identity')).toEqual(before)
})
