import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { showId } from '../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import { type Shop, shop } from '../../test/customer.ts'
import { register, type TestTenant } from '../../test/twoTenants.ts'

let app: TestApp
beforeAll(async () => {
  app = await buildApp()
})
afterAll(() => app.close())

const bot = async (tenant: TestTenant) => (await app.call(tenant, 'GET', '/api/v1/bot')).data
const makeAvailable = async (place: Shop, available: boolean) => {
  const rows = await app.database.query<{ id: string }>('select id from catalog_item where tenant_id = $1', [place.id])
  for (const { id } of rows) {
    await app.call(place, 'PATCH', `/api/v1/catalog/items/${showId('item', id as never)}`, { available })
  }
}

describe('what the bot of a business can do', () => {
  it.each(['delivery', 'support'])('is nothing for a business of kind %s, which has none', async businessType => {
    expect(await bot(await register(app, { businessType }))).toEqual({
      available: false,
      answers: false,
      tellsOrders: false,
      canOrder: false,
    })
  })

  it.each(['retail', 'pharmacy'])(
    'is not to take orders for a new %s, whose catalogue is empty',
    async businessType => {
      expect(await bot(await register(app, { businessType }))).toEqual({
        available: true,
        answers: true,
        tellsOrders: true,
        canOrder: false,
      })
    },
  )

  it('is to take orders as long as one item of its own catalogue is available', async () => {
    const [place, other] = [await shop(app, { businessType: 'retail' }), await shop(app)]
    expect(await bot(place)).toMatchObject({ canOrder: true })
    await makeAvailable(place, false)
    expect(await bot(place)).toMatchObject({ canOrder: false })
    expect(await bot(other)).toMatchObject({ canOrder: true })
  })

  it('is to tell of orders even when it is switched off and answers nobody', async () => {
    const place = await shop(app)
    await app.call(place, 'PATCH', '/api/v1/tenant', { settings: { bot: { enabled: false } } })
    expect(await bot(place)).toMatchObject({ available: true, answers: false, tellsOrders: true })
  })
})
