import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, type Caller, type TestApp } from '../test/buildApp.ts'
import { register } from '../test/twoTenants.ts'
import { DEMO_EMAIL, seedDemo } from './index.ts'

const password = 'a password of this installation'
const LOGIN = { email: DEMO_EMAIL, password }

let app: TestApp
let owner: Caller
let agency: Caller
beforeAll(async () => {
  app = await buildApp()
  await seedDemo(app.context, password)
  owner = await signIn(DEMO_EMAIL)
  agency = await signIn('owner@mboa-express.example')
})
afterAll(() => app.close())

async function signIn(email: string): Promise<Caller> {
  const { data } = await app.call<{ accessToken: string }>(null, 'POST', '/api/v1/auth/login', { email, password })
  return { token: data.accessToken }
}

const rows = async <T = Record<string, never>>(caller: Caller, path: string) =>
  (await app.call<T[]>(caller, 'GET', path)).data

interface Order {
  number: number
  status: string
  total: { amount: number }
  lines: object[]
}

describe('the demo data', () => {
  it('shows a restaurant with a menu in three languages and orders in every status on the way', async () => {
    const items = await rows<{ translations: object; price: object }>(owner, '/api/v1/catalog/items?limit=200')
    expect(items).toHaveLength(30)
    expect(items.every(item => Object.keys(item.translations).sort().join() === 'ar,fr')).toBe(true)
    expect(await rows(owner, '/api/v1/catalog/categories')).toHaveLength(6)
    expect(await rows(owner, '/api/v1/catalog/branches')).toHaveLength(2)
    const orders = await rows<Order>(owner, '/api/v1/orders')
    expect(orders.map(order => order.number)).toEqual([8, 7, 6, 5, 4, 3, 2, 1])
    expect(new Set(orders.map(order => order.status))).toEqual(
      new Set(['confirmed', 'ready', 'out_for_delivery', 'delivered', 'cancelled']),
    )
    expect(orders.every(order => order.lines.length > 0 && order.total.amount > 0)).toBe(true)
  })

  it('shows conversations of the last days: unanswered, failed, from somebody without a phone', async () => {
    for (const caller of [owner, agency]) {
      const list = await rows<Conversation>(caller, '/api/v1/conversations')
      expect(list.length).toBeGreaterThanOrEqual(8)
      expect(list.length).toBeLessThanOrEqual(15)
      const closing = list.filter(({ waitingSince, windowExpiresAt }) => {
        const left = Date.parse(windowExpiresAt) - Date.now()
        return waitingSince && left > 0 && left < 3_600_000
      })
      expect(closing).toHaveLength(1)
      expect(list.filter(row => row.contact.phone === null)).toHaveLength(1)
      expect(list.some(row => row.unreadCount > 0)).toBe(true)
      expect(list.some(row => row.assigneeId)).toBe(true)
    }
    const failed = await app.database.query(`select distinct tenant_id from message where status = 'failed'`)
    expect(failed).toHaveLength(2)
  })

  interface Conversation {
    contact: { phone: string | null }
    unreadCount: number
    assigneeId: string | null
    waitingSince: string | null
    windowExpiresAt: string
  }

  it('keeps what holds everywhere: gapless seq, times in order, counts and windows that fit the messages', async () => {
    const broken = await app.database.query(`
      with messages as (
        select tenant_id, conversation_id, count(*) as total, max(seq) as newest, max(created_at) as last,
          max(created_at) filter (where direction = 'inbound') as inbound,
          bool_and(created_at >= coalesce(before, created_at)) as ordered, bool_and(created_at <= now()) as past
        from (select *, lag(created_at) over (partition by conversation_id order by seq) as before from message) m
        group by tenant_id, conversation_id
      )
      select c.address from conversation c join messages m on m.conversation_id = c.id
      where m.total <> m.newest or c.last_seq <> m.newest or c.last_message_at <> m.last or not m.ordered or not m.past
        or c.last_inbound_at <> m.inbound or c.window_expires_at <> m.inbound + interval '24 hours'`)
    expect(broken).toEqual([])
    const [left] = await app.database.query(`select
      (select count(*)::int from raw_event_pending) + (select count(*)::int from event_pending)
      + (select count(*)::int from send_pending) + (select count(*)::int from dead_letter) as work`)
    expect(left).toEqual({ work: 0 })
  })

  it('has the bot speak Arabic, English and French, and tell of orders on their way', async () => {
    const said = await app.database.query<{ body: string }>(`
      select coalesce(content->'text'->>'body', content->'interactive'->>'body') as body from message
      where author_kind = 'bot'`)
    const all = said.map(row => row.body).join('\n')
    for (const words of ['تم تسجيل طلبك رقم', 'is placed', 'Bienvenue chez Beit Zaytoun', '🛵'])
      expect(all).toContain(words)
  })

  it('is planted once: a second start finds it, and a database of others is left alone', async () => {
    const counts = () => app.database.query('select (select count(*) from tenant), (select count(*) from message)')
    const before = await counts()
    expect(await seedDemo(app.context, password)).toEqual(LOGIN)
    expect(await counts()).toEqual(before)
    const other = await buildApp()
    await register(other)
    expect(await seedDemo(other.context, password)).toBeUndefined()
    expect(await other.database.query('select 1 from tenant')).toHaveLength(1)
    await other.close()
  })

  it('is planted once also when two processes start at the same moment', async () => {
    const other = await buildApp()
    const logins = await Promise.all([seedDemo(other.context, password), seedDemo(other.context, password)])
    expect(logins).toEqual([LOGIN, LOGIN])
    expect(await other.database.query('select 1 from tenant')).toHaveLength(2)
    await other.close()
  })
})
