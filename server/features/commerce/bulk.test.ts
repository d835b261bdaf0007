import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drainLongJobs } from '../../platform/long-jobs/index.ts'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import { type Side, twoSides } from '../../test/security/world.ts'

let app: TestApp
let a: Side
let b: Side

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoSides(app))
})
afterAll(() => app.close())

interface Answer {
  id: string
  status: string
  updated: number
  failed: number
  results: Array<{ id: string; ok: boolean; error?: { code: string } }>
}
const post = (path: string, body: object, caller = a) => app.call<Answer>(caller, 'POST', `/api/v1/${path}/bulk`, body)

describe('bulk changes', () => {
  it('move orders by ids and by filter, each by the rules of its own status', async () => {
    const known = await post('orders', { ids: [a.ids.order, b.ids.order], updates: { status: 'preparing' } })
    expect(known.data).toMatchObject({ updated: 1, failed: 1 })
    expect(known.data.results[1]).toMatchObject({ id: b.ids.order, error: { code: 'NOT_FOUND' } })
    const again = await post('orders', { filter: { status: 'preparing' }, updates: { status: 'confirmed' } })
    expect(again.data.results).toMatchObject([{ id: a.ids.order, ok: false, error: { code: 'ORDER_TRANSITION' } }])
    const noted = await post('orders', {
      filter: { status: ['preparing'] },
      updates: { note: 'Ring twice' },
      async: true,
    })
    await drainLongJobs(app.context)
    expect((await app.call<Answer>(a, 'GET', `/api/v1/jobs/${noted.data.id}`)).data).toMatchObject({
      status: 'done',
      failed: 0,
    })
    expect((await app.call(a, 'GET', `/api/v1/orders/${a.ids.order}`)).data).toMatchObject({ note: 'Ring twice' })
  })

  it('change items of a category, and delete them', async () => {
    const change = { action: 'update', updates: { available: false }, filter: { categoryId: a.ids.category } }
    expect((await post('catalog/items', change)).data).toMatchObject({ updated: 1, failed: 0 })
    const items = await app.call<Array<{ available: boolean }>>(
      a,
      'GET',
      `/api/v1/catalog/items?categoryId=${a.ids.category}`,
    )
    expect(items.data.every(item => !item.available)).toBe(true)
    const both = { action: 'delete', ids: [a.ids.item, b.ids.item] }
    expect((await post('catalog/items', both)).data).toMatchObject({ updated: 1, failed: 1 })
    expect((await app.call(b, 'GET', `/api/v1/catalog/items/${b.ids.item}`)).status).toBe(200)
  })

  it('change contacts that a search finds', async () => {
    const body = { filter: { q: 'Amina' }, updates: { fields: { city: 'Fès' } } }
    expect((await post('contacts', body)).data).toMatchObject({ updated: 1, failed: 0 })
    expect((await app.call(a, 'GET', `/api/v1/contacts/${a.ids.contact}`)).data).toMatchObject({
      fields: { city: 'Fès' },
    })
    expect((await app.call(b, 'GET', `/api/v1/contacts/${b.ids.contact}`)).data).toMatchObject({ fields: {} })
  })

  it('are refused to who may not make the single change', async () => {
    const { status } = await app.call({ token: 'nobody' }, 'POST', '/api/v1/orders/bulk', {
      ids: ['x'],
      updates: { note: 'x' },
    })
    expect(status).toBe(401)
  })
})
