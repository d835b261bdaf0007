import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { showId } from '../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { deliver, newPhone, type Shop, shop } from '../../../test/customer.ts'

let app: TestApp
let a: Shop
let b: Shop

beforeAll(async () => {
  app = await buildApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  a = await shop(app)
  b = await shop(app)
})

const limitTo = (most: number) =>
  app.database.query(`update plan_limit set most = $1 where plan = 'free' and metric = 'contacts'`, [most])
const writeTo = (from: Shop, phone: string) =>
  app.call(from, 'POST', '/api/v1/messages/send', {
    channelId: showId('channel', from.channelId),
    to: `+${phone}`,
    type: 'template',
    template: { name: 'hi', language: 'fr' },
  })
const contactsOf = async ({ id }: Shop) =>
  (await app.database.query('select id from contact where tenant_id = $1', [id])).length
const counted = async ({ id }: Shop) =>
  (
    await app.database.query(
      `select sum(count)::int as count from row_count where tenant_id = $1 and name = 'contacts'`,
      [id],
    )
  )[0]!.count

it('new contacts are bounded by the plan, however many are made at once: refused with the number and the plan', async () => {
  await limitTo(3)
  const answers = await Promise.all(Array.from({ length: 8 }, () => writeTo(a, newPhone())))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 202, 202, 402, 402, 402, 402, 402])
  expect(answers.find(({ status }) => status === 402)!.body.error).toMatchObject({
    code: 'PLAN_BOUND_REACHED',
    message: expect.stringContaining('plan free allows 3 contacts'),
    details: { metric: 'contacts', plan: 'free', limit: 3, used: 3 },
  })
  expect([await contactsOf(a), await counted(a)]).toEqual([3, 3])
  expect((await writeTo(b, newPhone())).status).toBe(202)
})

it('customers are heard though the plan allows no more contacts, and are answered', async () => {
  await limitTo(1)
  const strangers = [newPhone(), newPhone(), newPhone()]
  for (const phone of strangers) await deliver(app, a, phone, 'hello')
  expect([await contactsOf(a), await counted(a)]).toEqual([3, 3])
  expect((await writeTo(a, newPhone())).body.error).toMatchObject({ details: { limit: 1, used: 3 } })
  for (const phone of strangers) expect((await writeTo(a, phone)).status).toBe(202)
  expect(await contactsOf(a)).toBe(3)
})

it('contacts are counted once though their messages come at once, twice each', async () => {
  const phones = Array.from({ length: 40 }, newPhone)
  await Promise.all([...phones, ...phones].map(phone => deliver(app, a, phone, 'hello')))
  expect([await contactsOf(a), await counted(a)]).toEqual([40, 40])
})
