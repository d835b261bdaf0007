import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../../platform/errors/index.ts'
import { newId, readId, type Uuid } from '../../../platform/ids/index.ts'
import { fillFolds } from '../../../platform/text/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { register, type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { resolveContacts } from '../../contacts/index.ts'
import { addBranch } from '../catalog/branch.ts'
import { addItem, changeItem } from '../catalog/item.ts'
import { FOLDED_CUSTOMERS, type Order, searchOrders } from './order.sql.ts'
import { changeOrderStatus, type PlaceOrder, placeOrder } from './order.ts'

let app: TestApp
let a: Shop
let b: Shop
beforeAll(async () => {
  app = await buildApp()
  const both = await twoTenants(app)
  ;[a, b] = [await shop(both.a), await shop(both.b)]
})
afterAll(() => app.close())

interface Shop extends TestTenant {
  id: Uuid
  tagine: Uuid
  soup: Uuid
  branch: Uuid
}

const actor = { kind: 'bot' } as const

async function shop(tenant: TestTenant): Promise<Shop> {
  const id = readId('tenant', tenant.tenantId)!
  return await app.context.db.tenant(id, async tx => {
    const make = (code: string, name: string, amount: number, currency = 'MAD') =>
      addItem(tx, { ...ITEM, code, name, price: { amount, currency } }, actor)
    const [tagine, soup] = [await make('01', 'Tagine', 4500), await make('02', 'Harira', 1550)]
    const branch = await addBranch(tx, { name: 'Gauthier', address: '', available: true, translations: {} }, actor)
    return { ...tenant, id, tagine: tagine.id, soup: soup.id, branch: branch.id }
  })
}

const ITEM = { description: '', translations: {}, available: true }

const place = (shop: Shop, changes: Partial<PlaceOrder> = {}): Promise<Order> =>
  app.context.db.tenant(shop.id, tx =>
    placeOrder(tx, {
      sourceKey: newId(),
      fulfilment: 'pickup',
      branchId: shop.branch,
      lines: [
        { itemId: shop.tagine, quantity: 2 },
        { itemId: shop.soup, quantity: 1, note: 'without lemon' },
      ],
      payment: 'cash',
      actor,
      ...changes,
    }),
  )

const refused = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return error instanceof AppError ? error.code : error
}

const move = (shop: Shop, order: Order, status: string) =>
  app.call(shop, 'PATCH', `/api/v1/orders/ord_${order.id.replaceAll('-', '')}/status`, { status })

describe('placing an order', () => {
  it('locks names and prices: a later change of the catalogue does not reach it', async () => {
    const order = await place(a)
    expect(order).toMatchObject({ status: 'confirmed', totalAmount: 10550, currency: 'MAD', branchName: 'Gauthier' })
    const price = { amount: 9900, currency: 'MAD' }
    await app.context.db.tenant(a.id, tx => changeItem(tx, a.tagine, { name: 'Grand tagine', price }, actor))
    const { data } = await app.call<{ lines: unknown }>(a, 'GET', `/api/v1/orders/${order.id}`)
    expect(data).toMatchObject({
      total: { amount: 10550, currency: 'MAD', digits: 2 },
      nextStatuses: ['preparing', 'cancelled'],
      lines: [
        { position: 1, code: '01', name: 'Tagine', quantity: 2, unitPrice: { amount: 4500 }, total: { amount: 9000 } },
        { position: 2, code: '02', name: 'Harira', quantity: 1, note: 'without lemon', total: { amount: 1550 } },
      ],
    })
    expect((await place(a)).totalAmount).toBe(2 * 9900 + 1550)
  })

  it('says so in the log, with what screens need', async () => {
    const order = await place(a)
    const [event] = await app.database.query('select type, actor_kind, data from event where aggregate_id = $1', [
      order.id,
    ])
    expect(event).toMatchObject({
      type: 'order.created',
      actor_kind: 'bot',
      data: { orderId: order.id, number: order.number, status: 'confirmed', total: order.totalAmount, currency: 'MAD' },
    })
  })

  it('keeps what the customer is called', async () => {
    const contactId = await app.context.db.tenant(a.id, async tx => {
      const identities = [{ kind: 'phone' as const, scope: '', value: '+212600555001' }]
      return (await resolveContacts(tx, [{ identities, profileName: 'Salma' }]))[0]!
    })
    const order = await place(a, { contactId })
    const { data } = await app.call(a, 'GET', `/api/v1/orders/${order.id}`)
    expect(data.contact).toMatchObject({ name: 'Salma', phone: '+212600555001' })
  })

  it('of one source happens once, however often and however parallel it is tried, and takes one number', async () => {
    const fresh = await shop(await register(app))
    const sourceKey = 'bot:the-same-message'
    const orders = await Promise.all(Array.from({ length: 8 }, () => place(fresh, { sourceKey })))
    expect(new Set(orders.map(order => order.id)).size).toBe(1)
    expect((await place(fresh)).number).toBe(2)
    const rows = await app.database.query(
      `select (select count(*)::int from orders where tenant_id = $1) as orders,
        (select count(*)::int from order_line where tenant_id = $1) as lines,
        (select count(*)::int from event where tenant_id = $1 and type = 'order.created') as events`,
      [fresh.id],
    )
    expect(rows).toEqual([{ orders: 2, lines: 4, events: 2 }])
  })

  it('numbers without gaps in parallel, also when some are refused in between', async () => {
    const fresh = await shop(await register(app))
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => place(fresh, n % 3 === 0 ? { lines: [] } : {})),
    )
    const numbers = tries.flatMap(result => (result.status === 'fulfilled' ? [result.value.number] : []))
    expect(numbers.sort((x, y) => x - y)).toEqual(numbers.map((_, n) => n + 1))
    expect(numbers).toHaveLength(13)
  })

  it('refuses with the reason, and leaves nothing behind', async () => {
    const fresh = await shop(await register(app))
    const foreign = await app.context.db.tenant(fresh.id, async tx => {
      const euro = { ...ITEM, code: '09', name: 'Wine', price: { amount: 900, currency: 'EUR' } }
      await changeItem(tx, fresh.soup, { available: false }, actor)
      return (await addItem(tx, euro, actor)).id
    })
    const line = (itemId: Uuid, quantity = 1) => [{ itemId, quantity }]
    expect(await refused(place(fresh, { lines: [] }))).toBe('ORDER_EMPTY')
    expect(await refused(place(fresh, { lines: line(fresh.soup) }))).toBe('ORDER_ITEM_UNAVAILABLE')
    expect(await refused(place(fresh, { lines: line(a.tagine) }))).toBe('ORDER_ITEM_UNKNOWN')
    expect(await refused(place(fresh, { lines: line(fresh.tagine, 0) }))).toBe('ORDER_QUANTITY')
    expect(await refused(place(fresh, { lines: [...line(fresh.tagine), ...line(foreign)] }))).toBe('ORDER_CURRENCY_MIX')
    expect(await refused(place(fresh, { fulfilment: 'delivery', lines: line(fresh.tagine) }))).toBe(
      'ORDER_ADDRESS_MISSING',
    )
    expect(await refused(place(fresh, { branchId: a.branch, lines: line(fresh.tagine) }))).toBe(
      'ORDER_BRANCH_UNAVAILABLE',
    )
    expect(await refused(place(fresh, { contactId: newId(), lines: line(fresh.tagine) }))).toBe('NOT_FOUND')
    const [left] = await app.database.query(
      `select (select count(*)::int from orders where tenant_id = $1) as orders,
        (select count(*)::int from tenant_counter where tenant_id = $1 and value > 0) as numbers`,
      [fresh.id],
    )
    expect(left).toEqual({ orders: 0, numbers: 0 })
  })

  it('that is brought in afterwards keeps its own times', async () => {
    const [at, later] = [new Date('2026-01-02T10:00:00Z'), new Date('2026-01-02T10:20:00Z')]
    const order = await place(a, { at })
    await app.context.db.tenant(a.id, tx => changeOrderStatus(tx, order.id, 'preparing', actor, later))
    const { data } = await app.call<Array<{ at: string }>>(a, 'GET', `/api/v1/orders/${order.id}/history`)
    expect(data.map(entry => entry.at)).toEqual([at.toISOString(), later.toISOString()])
    const { data: shown } = await app.call(a, 'GET', `/api/v1/orders/${order.id}`)
    expect(shown).toMatchObject({ createdAt: at.toISOString(), updatedAt: later.toISOString() })
  })

  it('keeps a branch that orders name', async () => {
    await place(a)
    const answer = await app.call(a, 'DELETE', `/api/v1/catalog/branches/${a.branch}`)
    expect([answer.status, answer.body.error?.code]).toEqual([409, 'BRANCH_HAS_ORDERS'])
  })
})

describe('the status of an order', () => {
  it('goes its way with history, and refuses every other way with what is allowed', async () => {
    const order = await place(a, { fulfilment: 'delivery', branchId: undefined, address: { text: 'Rue d’Alger 5' } })
    const early = await move(a, order, 'delivered')
    expect([early.status, early.body.error?.code]).toEqual([409, 'ORDER_TRANSITION'])
    expect(early.body.error?.details).toEqual({
      from: 'confirmed',
      to: 'delivered',
      allowed: ['preparing', 'cancelled'],
    })
    for (const status of ['preparing', 'ready', 'out_for_delivery', 'delivered']) {
      expect((await move(a, order, status)).data).toMatchObject({ status })
    }
    expect((await move(a, order, 'cancelled')).status).toBe(409)
    const history = await app.call<Array<{ from: string; to: string; actor: object }>>(
      a,
      'GET',
      `/api/v1/orders/${order.id}/history`,
    )
    expect(history.data.map(({ from, to }) => [from, to])).toEqual([
      [null, 'confirmed'],
      ['confirmed', 'preparing'],
      ['preparing', 'ready'],
      ['ready', 'out_for_delivery'],
      ['out_for_delivery', 'delivered'],
    ])
    expect(history.data[0]!.actor).toEqual({ kind: 'bot', id: null })
    expect(history.data[1]!.actor).toEqual({ kind: 'user', id: a.userId })
  })

  it('skips the road for a pickup', async () => {
    const order = await place(a)
    for (const status of ['preparing', 'ready']) await move(a, order, status)
    expect((await move(a, order, 'out_for_delivery')).status).toBe(409)
    expect((await move(a, order, 'delivered')).status).toBe(200)
  })

  it('is moved by one of many who press at once', async () => {
    const order = await place(a)
    const answers = await Promise.all(Array.from({ length: 6 }, () => move(a, order, 'preparing')))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409])
    const moves = await app.database.query(
      `select data->>'from' as "from", data->>'status' as "to" from event where aggregate_id = $1 and type = 'order.updated'`,
      [order.id],
    )
    expect(moves).toEqual([{ from: 'confirmed', to: 'preparing' }])
  })

  it('is not touched by a change of note or address', async () => {
    const order = await place(a)
    const patch = { note: 'Ring twice', address: { text: 'Rue d’Alger 5' } }
    const answer = await app.call(a, 'PATCH', `/api/v1/orders/${order.id}`, patch)
    expect(answer.data).toMatchObject({ ...patch, status: 'confirmed' })
    expect((await app.call(a, 'PATCH', `/api/v1/orders/${order.id}`, { address: {} })).status).toBe(400)
  })
})

describe('the list of orders', () => {
  interface Row {
    number: number
    status: string
    lines: unknown[]
  }
  const list = (shop: TestTenant, query: string) => app.call<Row[]>(shop, 'GET', `/api/v1/orders?${query}`)
  const numbers = async (shop: TestTenant, query: string) => (await list(shop, query)).data.map(row => row.number)

  it('is newest first, in pages that neither skip nor repeat orders of the same moment', async () => {
    const fresh = await shop(await register(app))
    await app.context.db.tenant(fresh.id, async tx => {
      for (let n = 0; n < 7; n++) {
        const lines = [{ itemId: fresh.tagine, quantity: 1 }]
        await placeOrder(tx, { sourceKey: `${n}`, fulfilment: 'pickup', lines, payment: 'cash', actor })
      }
    })
    const seen: number[] = []
    let cursor: string | undefined
    do {
      const page = await list(fresh, `limit=3${cursor ? `&cursor=${cursor}` : ''}`)
      seen.push(...page.data.map(row => row.number))
      expect(page.data.every(row => row.lines.length === 1)).toBe(true)
      cursor = page.body.meta?.pagination?.nextCursor as unknown as string | undefined
    } while (cursor)
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1])
  })

  it('filters by status, day, number, and the customer’s name or phone', async () => {
    const fresh = await shop(await register(app, { timezone: 'Asia/Riyadh' }))
    const contactId = await app.context.db.tenant(fresh.id, async tx => {
      const identities = [{ kind: 'phone' as const, scope: '', value: '+966505550100' }]
      return (await resolveContacts(tx, [{ identities, profileName: 'Nora 100%' }]))[0]!
    })
    const first = await place(fresh, { contactId })
    const second = await place(fresh)
    await app.context.db.tenant(fresh.id, tx => changeOrderStatus(tx, second.id, 'cancelled', actor))
    // 21:30 UTC is half past midnight of the next day in Riyadh.
    await app.database.query(`update orders set created_at = '2026-03-01T21:30:00Z' where id = $1`, [first.id])
    expect(await numbers(fresh, 'status=confirmed')).toEqual([1])
    expect(await numbers(fresh, 'status=cancelled,confirmed')).toEqual([2, 1])
    expect(await numbers(fresh, 'from=2026-03-02&to=2026-03-02')).toEqual([1])
    expect(await numbers(fresh, 'to=2026-03-01')).toEqual([])
    expect(await numbers(fresh, 'from=2026-03-01T21:30:00Z&to=2026-03-01T21:31:00%2B00:00')).toEqual([1])
    expect(await numbers(fresh, 'q=%232')).toEqual([2])
    expect(await numbers(fresh, 'q=nora')).toEqual([1])
    expect(await numbers(fresh, 'q=0%25')).toEqual([1])
    expect(await numbers(fresh, 'q=96650555')).toEqual([1])
    expect(await numbers(fresh, 'q=%25')).toEqual([1])
    expect(await numbers(fresh, 'q=nobody')).toEqual([])
    expect(await numbers(fresh, `contactId=${contactId}`)).toEqual([1])
    expect(await numbers(fresh, `conversationId=${newId()}`)).toEqual([])
  })

  it('finds an order by the number of its customer, however it is written', async () => {
    const fresh = await shop(await register(app, { locale: 'en-GB' }))
    const of = async (value: string) => {
      const identities = [{ kind: 'phone' as const, scope: '', value }]
      const [contactId] = await app.context.db.tenant(fresh.id, tx => resolveContacts(tx, [{ identities }]))
      return (await place(fresh, { contactId: contactId! })).number
    }
    const [one] = [await of('+447911123456'), await of('+447911123457'), await of('+4407911123456')]
    for (const q of [
      '+44 7911 123456',
      '+44 (0)7911 123456',
      '07911123456',
      '(07911) 123-456',
      '00447911123456',
      'tel:+447911123456',
      '\u2066+44\u00a07911\u2011123456\u2069',
      '٠٧٩١١ ١٢٣٤٥٦',
      '＋４４７９１１１２３４５６',
    ]) {
      expect([q, await numbers(fresh, `q=${encodeURIComponent(q)}`)]).toEqual([q, expect.arrayContaining([one])])
    }
    expect(await numbers(fresh, `q=${encodeURIComponent('+44 (0)7911 123456')}`)).toEqual([one])
    expect(await numbers(fresh, `q=${encodeURIComponent('#١')}`)).toEqual([1])
  })

  it('is searched as people spell, and customers whose names were written without their fold are found after the job', async () => {
    const fresh = await shop(await register(app))
    const names = ['Zoë Müller', 'أحمد', 'فاطمة', 'José'.normalize('NFD'), 'Straße 9']
    const written: Record<number, string> = {}
    for (const profileName of names) {
      const identities = [{ kind: 'phone' as const, scope: '', value: `+21266155${1000 + names.indexOf(profileName)}` }]
      const [contactId] = await app.context.db.tenant(fresh.id, tx =>
        resolveContacts(tx, [{ identities, profileName }]),
      )
      written[(await place(fresh, { contactId: contactId! })).number] = profileName
    }
    const found = async (q: string) => (await numbers(fresh, `q=${encodeURIComponent(q)}`)).map(no => written[no])
    const asked = async () => [
      await found('ZOE MULLER'),
      await found('احمد'),
      await found('فاطمه'),
      await found('José'.normalize('NFC')),
      await found('STRASSE'),
    ]
    expect(await asked()).toEqual(names.map(name => [name]))
    await app.database.query('update orders set customer_folded = null where tenant_id = $1', [fresh.id])
    expect(await found('zoe')).toEqual([])
    await fillFolds(app.context.db, FOLDED_CUSTOMERS)
    expect(await asked()).toEqual(names.map(name => [name]))
  })

  it.each(['status=eaten', 'from=yesterday', 'from=0000-01-01', 'cursor=bm90', 'q=%00', 'limit=0'])(
    'refuses %s',
    async query => {
      expect((await list(a, query)).status).toBe(400)
    },
  )

  it('shows only the fields asked for', async () => {
    await place(a)
    const { data } = await list(a, 'limit=1&fields=number,status')
    expect(Object.keys(data[0]!).sort()).toEqual(['_links', 'id', 'number', 'status'])
  })
})

describe('orders of another business', () => {
  it('answer exactly like orders that do not exist, on every route', async () => {
    const order = await place(a)
    const unknown = newId()
    const routes = [
      ['GET', '', undefined],
      ['PATCH', '', { note: 'mine' }],
      ['PATCH', '/status', { status: 'cancelled' }],
      ['GET', '/history', undefined],
    ] as const
    for (const [method, path, body] of routes) {
      const [foreign, missing] = await Promise.all(
        [order.id, unknown].map(id => app.call(b, method, `/api/v1/orders/${id}${path}`, body)),
      )
      expect(foreign!.status, `${method} ${path}`).toBe(404)
      expect({ ...foreign!.body.error, timestamp: 0 }).toEqual({ ...missing!.body.error, timestamp: 0 })
    }
    const { data } = await app.call(a, 'GET', `/api/v1/orders/${order.id}`)
    expect(data).toMatchObject({ status: 'confirmed', note: null })
  })

  it('are in no list and found by no search', async () => {
    const order = await place(a)
    const mine = await place(b)
    const { data } = await app.call<Array<{ id: string }>>(b, 'GET', '/api/v1/orders?limit=200')
    expect(data.map(row => row.id)).toContain(`ord_${mine.id.replaceAll('-', '')}`)
    expect(data.map(row => row.id)).not.toContain(`ord_${order.id.replaceAll('-', '')}`)
    const found = await app.context.db.tenant(b.id, tx =>
      tx.rows(searchOrders({ words: '%', handle: '%' }, 1000)).then(rows => rows.map(row => row.id)),
    )
    expect(found).not.toContain(order.id)
  })
})
