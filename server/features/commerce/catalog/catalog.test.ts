import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { register, type TestTenant, twoTenants } from '../../../test/twoTenants.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant
beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
})
afterAll(() => app.close())

const price = { amount: 4500, currency: 'MAD' }
let codes = 0
const post = (tenant: TestTenant, path: string, body: object) =>
  app.call(tenant, 'POST', `/api/v1/catalog/${path}`, body)
const addItem = (tenant: TestTenant, changes: object = {}) =>
  post(tenant, 'items', { code: `T${++codes}`, name: 'Tagine', price, ...changes })

describe('categories', () => {
  it('are added, listed in their order, changed and deleted', async () => {
    const tenant = await register(app)
    const first = await post(tenant, 'categories', { name: 'Starters', translations: { fr: { name: 'Entrées' } } })
    expect(first.status).toBe(201)
    expect(first.data).toMatchObject({ name: 'Starters', translations: { fr: { name: 'Entrées' } }, position: 1 })
    const second = await post(tenant, 'categories', { name: 'Drinks' })
    const patched = await app.call(tenant, 'PATCH', `/api/v1/catalog/categories/${second.data.id}`, { position: 0 })
    expect(patched.data).toMatchObject({ name: 'Drinks', position: 0 })
    const list = await app.call(tenant, 'GET', '/api/v1/catalog/categories')
    expect((list.data as unknown as Array<{ name: string }>).map(row => row.name)).toEqual(['Drinks', 'Starters'])
    expect((await app.call(tenant, 'DELETE', `/api/v1/catalog/categories/${second.data.id}`)).status).toBe(204)
    expect((await app.call(tenant, 'DELETE', `/api/v1/catalog/categories/${second.data.id}`)).status).toBe(404)
  })

  it('with items are not deleted', async () => {
    const { data } = await post(a, 'categories', { name: 'Full' })
    await addItem(a, { categoryId: data.id })
    const answer = await app.call(a, 'DELETE', `/api/v1/catalog/categories/${data.id}`)
    expect([answer.status, answer.body.error?.code]).toEqual([409, 'CATEGORY_NOT_EMPTY'])
  })

  it('come in pages that neither skip nor repeat', async () => {
    const tenant = await register(app)
    for (let n = 0; n < 7; n++) await post(tenant, 'categories', { name: `C${n}`, position: n % 2 })
    const names: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof app.call<Array<{ name: string }>>>> = await app.call(
        tenant,
        'GET',
        `/api/v1/catalog/categories?limit=3${cursor && `&cursor=${cursor}`}`,
      )
      names.push(...page.data.map(row => row.name))
      cursor = page.body.meta?.pagination?.nextCursor as unknown as string | null
    }
    expect(names).toEqual(['C0', 'C2', 'C4', 'C6', 'C1', 'C3', 'C5'])
  })
})

describe('items', () => {
  it('have the published shape', async () => {
    const { data: category } = await post(a, 'categories', { name: 'Tagines' })
    const { status, data } = await addItem(a, {
      code: '07',
      description: 'With prunes',
      categoryId: category.id,
      imageUrl: 'https://images.example/tagine.jpg',
      translations: { ar: { name: 'طاجين' } },
    })
    expect(status).toBe(201)
    expect(data).toEqual({
      id: expect.stringMatching(/^itm_[0-9a-f]{32}$/),
      code: '07',
      name: 'Tagine',
      description: 'With prunes',
      translations: { ar: { name: 'طاجين' } },
      price: { ...price, digits: 2 },
      categoryId: category.id,
      available: true,
      imageUrl: 'https://images.example/tagine.jpg',
      position: expect.any(Number),
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
      _links: { self: `/api/v1/catalog/items/${data.id}` },
    })
    expect((await app.call(a, 'GET', `/api/v1/catalog/items/${data.id}`)).data).toEqual(data)
  })

  it('have a code that no other item of the business has, however many try at once', async () => {
    const tries = await Promise.all(Array.from({ length: 6 }, () => addItem(a, { code: 'ONCE' })))
    expect(tries.map(answer => answer.status).sort()).toEqual([201, 409, 409, 409, 409, 409])
    expect(tries.find(answer => answer.status === 409)?.body.error?.code).toBe('ITEM_CODE_TAKEN')
    expect((await addItem(b, { code: 'ONCE' })).status).toBe(201)
    const other = await addItem(a)
    const renamed = await app.call(a, 'PATCH', `/api/v1/catalog/items/${other.data.id}`, { code: 'ONCE' })
    expect(renamed.status).toBe(409)
  })

  it('change only in what a patch names, and the log says from what to what', async () => {
    const { data } = await addItem(a, { description: 'Old', imageUrl: 'https://images.example/x.jpg' })
    const patch = { price: { amount: 5000, currency: 'MAD' }, available: false, imageUrl: null }
    const answer = await app.call(a, 'PATCH', `/api/v1/catalog/items/${data.id}`, patch)
    expect(answer.data).toMatchObject({ ...patch, code: data.code, description: 'Old' })
    const [event] = await app.database.query(`select data, actor_kind from event where type = 'item.updated'
      order by position desc limit 1`)
    expect(event).toEqual({
      actor_kind: 'user',
      data: {
        changed: { priceAmount: 5000, available: false, imageUrl: null },
        before: { priceAmount: 4500, available: true, imageUrl: 'https://images.example/x.jpg' },
      },
    })
  })

  it('take back a price as it was read; digits that the currency does not have are refused', async () => {
    const price = { amount: 12_500_000, currency: 'IQD', digits: 3 }
    const { data } = await addItem(a, { price })
    expect(data).toMatchObject({ price })
    const sent = { price: { amount: 12_500, currency: 'IQD', digits: 0 } }
    const refused = await app.call(a, 'PATCH', `/api/v1/catalog/items/${data.id}`, sent)
    expect(refused.status).toBe(400)
    expect(JSON.stringify(refused.body.error)).toContain('must be 3')
  })

  it('are found by category, availability and code', async () => {
    const { data: category } = await post(a, 'categories', { name: 'Soups' })
    const harira = await addItem(a, { name: 'Harira', categoryId: category.id })
    await addItem(a, { name: 'Bissara', categoryId: category.id, available: false })
    const names = async (query: string) =>
      ((await app.call(a, 'GET', `/api/v1/catalog/items?${query}`)).data as unknown as Array<{ name: string }>).map(
        row => row.name,
      )
    expect(await names(`categoryId=${category.id}`)).toEqual(['Harira', 'Bissara'])
    expect(await names(`categoryId=${category.id}&available=true`)).toEqual(['Harira'])
    expect(await names(`code=${harira.data.code}`)).toEqual(['Harira'])
  })

  it.each([
    ['no price', { price: undefined }],
    ['half a minor unit', { price: { amount: 12.5, currency: 'MAD' } }],
    ['a negative price', { price: { amount: -1, currency: 'MAD' } }],
    ['a currency that is none', { price: { amount: 1, currency: 'XYZ' } }],
    ['a code with spaces', { code: 'a b' }],
    ['an empty name', { name: '  ' }],
    ['a NUL character', { description: 'a\u0000b' }],
    ['a script as picture', { imageUrl: 'javascript:alert(1)' }],
    ['a language we do not speak', { translations: { de: { name: 'Suppe' } } }],
    ['a field that does not exist', { colour: 'red' }],
  ])('are refused with %s', async (_what, changes) => {
    const answer = await addItem(a, changes)
    expect([answer.status, answer.body.error?.code]).toEqual([400, 'VALIDATION'])
  })
})

describe('branches', () => {
  it('are added, closed, and deleted while no order names them', async () => {
    const { status, data } = await post(a, 'branches', { name: 'Gauthier', address: 'Rue d’Alger 5' })
    expect(status).toBe(201)
    expect(data).toMatchObject({ name: 'Gauthier', address: 'Rue d’Alger 5', available: true, phone: null })
    const closed = await app.call(a, 'PATCH', `/api/v1/catalog/branches/${data.id}`, { available: false })
    expect(closed.data.available).toBe(false)
    expect((await app.call(a, 'DELETE', `/api/v1/catalog/branches/${data.id}`)).status).toBe(204)
  })
})

describe('the catalogue of another business', () => {
  it('answers exactly like one that does not exist, on every route', async () => {
    const unknown = '0198c0ff-ee00-7000-8000-0000000000ff'
    const [category, item, branch] = await Promise.all([
      post(a, 'categories', { name: 'Secret' }),
      addItem(a),
      post(a, 'branches', { name: 'Secret' }),
    ])
    const same = async (method: 'GET' | 'PATCH' | 'DELETE', path: string, id: unknown, body?: object) => {
      const [foreign, missing] = await Promise.all(
        [`${id}`, unknown].map(id => app.call(b, method, `/api/v1/catalog/${path}/${id}`, body)),
      )
      expect(foreign!.status, `${method} ${path}`).toBe(404)
      const plain = ({ body }: { body: { error?: object } }) => ({ ...body.error, timestamp: 0 })
      expect(plain(foreign!)).toEqual(plain(missing!))
    }
    await same('PATCH', 'categories', category.data.id, { name: 'Mine' })
    await same('DELETE', 'categories', category.data.id)
    await same('GET', 'items', item.data.id)
    await same('PATCH', 'items', item.data.id, { name: 'Mine' })
    await same('DELETE', 'items', item.data.id)
    await same('PATCH', 'branches', branch.data.id, { name: 'Mine' })
    await same('DELETE', 'branches', branch.data.id)
    const moved = await addItem(b, { categoryId: category.data.id })
    const nowhere = await addItem(b, { categoryId: unknown })
    expect([moved.status, moved.body.error?.code]).toEqual([404, 'NOT_FOUND'])
    expect({ ...moved.body.error, timestamp: 0 }).toEqual({ ...nowhere.body.error, timestamp: 0 })
  })

  it('is in no list', async () => {
    const tenant = await register(app)
    for (const path of ['categories', 'items', 'branches']) {
      expect((await app.call(tenant, 'GET', `/api/v1/catalog/${path}`)).data).toEqual([])
    }
  })
})
