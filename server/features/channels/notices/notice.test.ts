import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { connectMeta, postMeta } from '../../../test/meta.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { drainIntake } from '../../messaging/index.ts'
import { readNotice } from '../transports/cloud_api/parse/notice.ts'

let program: TestApp
let a: TestTenant
let b: TestTenant
let number: Awaited<ReturnType<typeof connectMeta>>

beforeAll(async () => {
  program = await buildApp()
  ;({ a, b } = await twoTenants(program))
  number = await connectMeta(program, a)
})
afterAll(() => program.close())

async function tell(field: string, value: object) {
  const entry = [{ id: number.wabaId, time: 1_790_000_000, changes: [{ field, value }] }]
  const body = { object: 'whatsapp_business_account', entry }
  expect((await postMeta(program, { secret: program.context.config.metaAppSecret!, body })).statusCode).toBe(200)
  await drainIntake(program.context)
}
const notices = (who: TestTenant, query = '') =>
  program.call<{ kind: string; word: string }[]>(who, 'GET', `/api/v1/channels/${number.id}/notices${query}`)

describe('what a provider tells of a channel beside messages', () => {
  it('can be read, newest first, page by page, by its business alone', async () => {
    await tell('phone_number_quality_update', {
      display_phone_number: '15550783881',
      event: 'FLAGGED',
      current_limit: 'TIER_1K',
    })
    await tell('message_template_status_update', {
      event: 'REJECTED',
      message_template_name: 'order_ready',
      message_template_language: 'fr',
      reason: 'INVALID_FORMAT',
    })
    await tell('some_news_of_tomorrow', { hello: 1 })
    const { status, data, text } = await notices(a, '?limit=2')
    expect(status, text).toBe(200)
    expect(data).toMatchObject([
      { kind: 'other', field: 'some_news_of_tomorrow', value: { hello: 1 }, word: null },
      { kind: 'template_status', word: 'REJECTED', subject: 'order_ready', details: 'INVALID_FORMAT' },
    ])
    const { nextCursor } = JSON.parse(text).meta.pagination
    const rest = await notices(a, `?limit=2&cursor=${nextCursor}`)
    expect(rest.data).toMatchObject([{ kind: 'quality', word: 'FLAGGED', subject: '15550783881', details: 'TIER_1K' }])
    expect((await notices(b)).status).toBe(404)
  })
})

it('an error that concerns no message is among them, and says what it is', async () => {
  await tell('messages', {
    messaging_product: 'whatsapp',
    errors: [{ code: 131000, title: 'Something went wrong', error_data: { details: 'Try again later' } }],
  })
  expect((await notices(a, '?limit=1')).data).toMatchObject([
    { kind: 'alert', field: 'messages', subject: '131000', word: 'Something went wrong', details: 'Try again later' },
  ])
})

describe('a notice of Meta', () => {
  it.each<[field: string, value: object, reading: object]>([
    [
      'account_update',
      { event: 'ACCOUNT_RESTRICTION', restriction_info: [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING' }] },
      { kind: 'restriction', word: 'RESTRICTED_BIZ_INITIATED_MESSAGING' },
    ],
    [
      'account_update',
      { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: ['DISABLE'] } },
      { kind: 'account', word: 'DISABLE' },
    ],
    [
      'account_update',
      { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'ADULT' } },
      { kind: 'account', word: 'ACCOUNT_VIOLATION', details: 'ADULT' },
    ],
    ['account_review_update', { decision: 'REJECTED' }, { kind: 'review', word: 'REJECTED' }],
    [
      'account_alerts',
      { alert_info: { alert_type: 'OBA_REJECTED', alert_severity: 'CRITICAL', alert_description: 'No.' } },
      { kind: 'alert', word: 'OBA_REJECTED', subject: 'CRITICAL', details: 'No.' },
    ],
    ['business_capability_update', { max_daily_conversation_per_phone: 100000 }, { kind: 'limit', word: '100000' }],
    [
      'phone_number_name_update',
      { decision: 'REJECTED', requested_verified_name: 'Shop', rejection_reason: 'NAME_NOT_CLEAR' },
      { kind: 'name', word: 'REJECTED', subject: 'Shop', details: 'NAME_NOT_CLEAR' },
    ],
    ['security', { event: 'PIN_CHANGED' }, { kind: 'security', word: 'PIN_CHANGED' }],
    [
      'message_template_quality_update',
      { new_quality_score: 'RED', message_template_name: 'sale' },
      { kind: 'template_quality', word: 'RED', subject: 'sale' },
    ],
    [
      'template_category_update',
      { new_category: 'MARKETING', message_template_name: 'sale' },
      { kind: 'template_category', word: 'MARKETING', subject: 'sale' },
    ],
    ['constructor', {}, { kind: 'other' }],
  ])('is read as what it is about: %s', (field, value, reading) => {
    expect(readNotice({ field, value })).toEqual(reading)
  })
})
