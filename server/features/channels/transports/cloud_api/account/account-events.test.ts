import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../../../../test/buildApp.ts'
import { connectMeta, postMeta } from '../../../../../test/meta.ts'
import { type TestTenant, twoTenants } from '../../../../../test/twoTenants.ts'
import { drainIntake } from '../../../../messaging/index.ts'

let program: TestApp
let a: TestTenant
let b: TestTenant

beforeAll(async () => {
  program = await buildApp()
  ;({ a, b } = await twoTenants(program))
})
afterAll(() => program.close())

type Number = Awaited<ReturnType<typeof connectMeta>>

/** A number that Meta has confirmed. */
async function confirmed(who: TestTenant): Promise<Number> {
  const number = await connectMeta(program, who)
  await program.database.query(`update channel set status = 'connected', proven_at = now() where external_id = $1`, [
    number.phoneNumberId,
  ])
  return number
}
let second = 1_790_000_000
/** Signed by the platform's app; each one second after the one before. */
async function tell(listedUnder: string, value: object, field = 'account_update') {
  const body = {
    object: 'whatsapp_business_account',
    entry: [{ id: listedUnder, time: second++, changes: [{ field, value }] }],
  }
  const { statusCode } = await postMeta(program, { secret: program.context.config.metaAppSecret!, body })
  expect(statusCode).toBe(200)
  await drainIntake(program.context)
}
const show = async (who: TestTenant, { id }: Number) =>
  (await program.call<{ status: string; statusReason: string | null }>(who, 'GET', `/api/v1/channels/${id}`)).data

describe('a channel shows what Meta says of its account', () => {
  it('gone when it is gone, and back when it is back; another business’s number stays as it is', async () => {
    const [own, other] = [await confirmed(a), await confirmed(b)]
    for (const [gone, status, back] of [
      [{ event: 'ACCOUNT_OFFBOARDED' }, 'disconnected', { event: 'ACCOUNT_RECONNECTED' }],
      [{ ban_info: { waba_ban_state: 'DISABLE' } }, 'error', { ban_info: { waba_ban_state: 'REINSTATE' } }],
    ] as const) {
      await tell(own.wabaId, gone)
      expect(await show(a, own)).toMatchObject({ status, statusReason: expect.any(String) })
      await tell(own.wabaId, back)
      expect(await show(a, own)).toMatchObject({ status: 'connected', statusReason: null })
    }
    expect(await show(b, other)).toMatchObject({ status: 'connected' })
  })

  it('that it was taken from us, told under the partner’s own id', async () => {
    const own = await confirmed(a)
    await tell('2949482758682047', {
      event: 'PARTNER_REMOVED',
      waba_info: { waba_id: own.wabaId, owner_business_id: '1' },
    })
    expect(await show(a, own)).toMatchObject({
      status: 'disconnected',
      statusReason: expect.stringContaining('Connect the number again'),
    })
  })

  it('that it may not begin conversations', async () => {
    const own = await confirmed(a)
    const restriction_info = [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: 1_890_000_000 }]
    await tell(own.wabaId, { event: 'ACCOUNT_RESTRICTION', restriction_info })
    expect(await show(a, own)).toMatchObject({
      status: 'degraded',
      statusReason: expect.stringContaining('begin conversations'),
    })
  })
})
