import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildApp, type Loose, type TestApp } from '../../../test/buildApp.ts'
import { newPhone, ordersOf, type Shop, shop, write } from '../../../test/customer.ts'

let app: TestApp
beforeAll(async () => {
  app = await buildApp()
})
afterAll(() => app.close())

/** Places an order at a moment. @returns its number */
async function placedAt(here: Shop, at: string): Promise<number> {
  const from = newPhone()
  for (const text of ['#01', 'pickup', 'confirm']) await write(app, here, from, text)
  const [order] = await ordersOf(app, here, from)
  await app.database.query('update orders set created_at = $2 where id = $1', [order!.id, at])
  return order!.number
}
const numbers = async (here: Shop, query: string) =>
  (await app.call<Loose[]>(here, 'GET', `/api/v1/orders?${query}`)).data.map(order => order.number)

it('a day of orders begins at the hour at which the business ends the one before', async () => {
  const here = await shop(app, { timezone: 'Asia/Riyadh' })
  // Half past midnight in Riyadh, then four o’clock.
  const late = await placedAt(here, '2026-03-01T21:30:00Z')
  const early = await placedAt(here, '2026-03-02T01:00:00Z')
  const endsAt = (dayEndsAt: number) => app.call(here, 'PATCH', '/api/v1/tenant', { settings: { dayEndsAt } })
  expect(await numbers(here, 'from=2026-03-02')).toEqual([early, late])
  await endsAt(4)
  expect(await numbers(here, 'from=2026-03-02')).toEqual([early])
  expect(await numbers(here, 'from=2026-03-01&to=2026-03-01')).toEqual([late])
  expect((await endsAt(7)).status).toBe(400)
  const { data } = await app.call(here, 'PATCH', '/api/v1/tenant', { settings: { bot: { enabled: false } } })
  expect(data.settings).toMatchObject({ dayEndsAt: 4, bot: { enabled: false } })
})
