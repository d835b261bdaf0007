import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../../test/until.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { newId } from '../ids/index.ts'
import { createDb, type Db, type SystemTx, sql, type Tx } from './index.ts'
import { connectionFor, POOL } from './pools.ts'

let database: TestDb
let db: Db
const woken: string[] = []
const [first, second] = [newId(), newId()]

const addTenant = (tx: SystemTx, id: string, name: string) =>
  tx.run(sql`insert into tenant (id, name, business_type) values (${id}, ${name}, 'retail')`)
const addContact = (tx: Tx, name: string, owner: string = tx.tenantId) =>
  tx.run(sql`insert into contact (tenant_id, id, name) values (${owner}, ${newId()}, ${name})`)
const names = (tx: SystemTx) => tx.rows<{ name: string }>(sql`select name from contact order by name`)

beforeAll(async () => {
  database = await withDb()
  db = createDb({ url: database.url, max: 4, host: { wake: queue => woken.push(queue), subscribersTo: () => [] } })
  await db.system('arrange two tenants', async tx => {
    await addTenant(tx, first, 'First')
    await addTenant(tx, second, 'Second')
  })
  await db.tenant(first, tx => addContact(tx, 'of the first'))
  await db.tenant(second, tx => addContact(tx, 'of the second'))
})
afterAll(async () => {
  await db.close()
  await database.close()
})

describe('the tenant door', () => {
  it('shows a tenant its own rows and no others', async () => {
    expect(await db.tenant(first, names)).toEqual([{ name: 'of the first' }])
    expect(await db.tenant(second, names)).toEqual([{ name: 'of the second' }])
  })

  it('refuses a row for another tenant', async () => {
    await expect(db.tenant(first, tx => addContact(tx, 'smuggled', second))).rejects.toMatchObject({ code: '42501' })
  })

  it('cannot touch another tenant by update or delete', async () => {
    const touched = await db.tenant(first, async tx => [
      await tx.run(sql`update contact set name = 'taken' where tenant_id = ${second}`),
      await tx.run(sql`delete from contact where tenant_id = ${second}`),
    ])
    expect(touched).toEqual([0, 0])
    expect(await db.tenant(second, names)).toEqual([{ name: 'of the second' }])
  })

  it('refuses what is no tenant id before a connection is taken', () => {
    expect(() => db.tenant("x'; drop table tenant; --", names)).toThrow('needs a tenant id')
  })

  it('leaves nothing behind: 200 alternating transactions with failures see only their own rows', async () => {
    const seen = await Promise.all(
      Array.from({ length: 200 }, async (_, turn) => {
        const tenant = turn % 2 === 0 ? first : second
        const rows = await db
          .tenant(tenant, async tx => {
            const found = await names(tx)
            if (turn % 5 === 0) throw new Error('on purpose')
            if (turn % 7 === 0) await tx.run(sql`select 1 / 0`)
            return found
          })
          // Failed on purpose above; what is looked at is whom the others see.
          .catch(() => undefined)
        return rows === undefined || rows[0]!.name === (tenant === first ? 'of the first' : 'of the second')
      }),
    )
    expect(seen.every(Boolean)).toBe(true)
    expect(db.stats().waiting).toBe(0)
  })
})

/** What a tenant's part of a transaction does with its handle once it is over. */
const tooLate = (tx: Tx | undefined) => expect(names(tx!)).rejects.toThrow('this transaction is over')

describe('the door to several tenants', () => {
  it('shows each part the rows of its own tenant, and answers in the order of the question', async () => {
    for (const order of [
      [first, second],
      [second, first],
    ] as const) {
      const seen = await db.tenants(order.map(tenantId => ({ tenantId, work: names })))
      const own = (id: string) => [{ name: id === first ? 'of the first' : 'of the second' }]
      expect(seen).toEqual(order.map(own))
    }
  })

  it('refuses a part that writes a row of the other tenant, and undoes what the parts before it wrote', async () => {
    const act = db.tenants([
      { tenantId: first, work: tx => addContact(tx, 'undone') },
      { tenantId: second, work: tx => addContact(tx, 'smuggled', first) },
    ])
    await expect(act).rejects.toMatchObject({ code: '42501' })
    expect(await db.tenant(first, names)).toEqual([{ name: 'of the first' }])
  })

  it('serves tenants in the order of their ids, parts of one tenant in the order given', async () => {
    const [low, high] = [first, second].toSorted() as [string, string]
    const ran: string[] = []
    const part = (tenantId: string, no: number) => ({ tenantId, work: async () => void ran.push(`${tenantId} ${no}`) })
    await db.tenants([part(high, 1), part(low, 1), part(high, 2), part(low, 2)])
    expect(ran).toEqual([`${low} 1`, `${low} 2`, `${high} 1`, `${high} 2`])
  })

  it('makes each handle useless when its part is over, also in a later part and after the commit', async () => {
    const kept: Tx[] = []
    await db.tenants(
      [first, second].map(tenantId => ({
        tenantId,
        work: async tx => {
          for (const earlier of kept) await tooLate(earlier)
          kept.push(tx)
        },
      })),
    )
    expect(kept).toHaveLength(2)
    for (const tx of kept) await tooLate(tx)
  })

  it('wakes a queue later when its work is due later, and never after a rollback', async () => {
    woken.length = 0
    await db.tenant(first, async tx => tx.wake('later', 20))
    const failed = db.tenant(first, async tx => {
      tx.wake('never', 20)
      throw new Error('rolled back')
    })
    await expect(failed).rejects.toThrow('rolled back')
    expect(woken).toEqual([])
    await until(() => woken.includes('later'))
    expect(woken.splice(0)).toEqual(['later'])
  })

  it('runs what waits for the commit after all parts, and never when one of them fails', async () => {
    const ran: string[] = []
    const part = (tenantId: string, fails = false) => ({
      tenantId,
      work: async (tx: Tx) => {
        tx.afterCommit(() => ran.push(tenantId))
        tx.wake('several')
        expect(ran).toEqual([])
        if (fails) throw new Error('on purpose')
      },
    })
    await expect(db.tenants([part(first), part(second, true)])).rejects.toThrow('on purpose')
    expect([ran, woken]).toEqual([[], []])
    await db.tenants([part(first), part(second)])
    expect(ran.toSorted()).toEqual([first, second].toSorted())
    expect(woken).toEqual(['several'])
  })

  it('leaves nothing behind: 200 transactions over both tenants with failures see only their own rows', async () => {
    const look = (tenantId: string, turn: number) => ({
      tenantId,
      work: async (tx: Tx) => {
        const found = await names(tx)
        if (turn % 5 === 0) throw new Error('on purpose')
        if (turn % 7 === 0) await tx.run(sql`select 1 / 0`)
        return found.every(row => row.name === (tenantId === first ? 'of the first' : 'of the second')) && found.length
      },
    })
    const seen = await Promise.all(
      Array.from({ length: 200 }, (_, turn) =>
        (turn % 2 === 0
          ? db.tenants([look(first, turn), look(second, turn + 3), look(first, turn + 1)])
          : db.tenant(second, look(second, turn).work)
        )
          // Failed on purpose above; what is looked at is whom the others see.
          .catch(() => [1]),
      ),
    )
    expect(seen.flat().every(rows => rows === 1)).toBe(true)
  })

  it('does nothing for nobody, and refuses what is no tenant id', async () => {
    expect(await db.tenants([])).toEqual([])
    await expect(db.tenants([{ tenantId: "x'; --", work: names }])).rejects.toThrow('needs a tenant id')
  })
})

describe('a connection', () => {
  it.each(['tenant', 'tenantOnce'] as const)('for %s sees nothing outside a transaction of a tenant', async use => {
    const { default: pg } = await import('pg')
    const client = new pg.Client(connectionFor(database.url, use))
    await client.connect()
    const seen = async () => {
      const { rows } = await client.query('select name, current_user as role, app_tenant() as tenant from contact')
      const { rows: is } = await client.query('select current_user as role, app_tenant() as tenant')
      return [rows, is[0]]
    }
    const nothing = [[], { role: 'tawsil_tenant', tenant: null }]
    expect(await seen()).toEqual(nothing)
    const begin = `begin; set local app.tenant_id = '${first}'`
    for (const end of ['commit', 'rollback', 'select 1 / 0; commit']) {
      await client.query(begin)
      expect((await seen())[0]).toHaveLength(1)
      await client.query(end).catch(() => client.query('rollback'))
      expect(await seen()).toEqual(nothing)
    }
    await client.query('reset role')
    expect(await seen()).toEqual(nothing)
    await client.end()
  })

  it('keeps the settings that the address names', () => {
    const given = connectionFor('postgres://app:secret@host/db?options=-c%20statement_timeout%3D9s', 'system')
    const { searchParams } = new URL(given.connectionString!)
    expect(searchParams.get('options')).toBe('-c statement_timeout=9s -c role=tawsil_system')
  })
})

describe('outside the doors', () => {
  it('the login role reads nothing and writes nothing', async () => {
    const { default: pg } = await import('pg')
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    await expect(client.query('select * from contact')).rejects.toMatchObject({ code: '42501' })
    await expect(
      client.query('insert into contact (tenant_id, id) values (gen_random_uuid(), gen_random_uuid())'),
    ).rejects.toMatchObject({ code: '42501' })
    await client.query('begin; set local role tawsil_tenant')
    const { rows } = await client.query('select * from contact')
    expect(rows).toEqual([])
    await client.query('rollback')
    await client.end()
  })

  it('the system door does not open tables that it was not opened to', async () => {
    const messages = db.system('try messages', tx => tx.rows(sql`select content from message`))
    await expect(messages).rejects.toMatchObject({ code: '42501' })
  })
})

describe('customers, conversations and orders through the system door', () => {
  const read = (columns: string, table: string) =>
    db.system('try columns', tx => tx.rows(sql`select ${sql.raw(columns)} from ${sql.raw(table)}`))

  it.each([
    ['contact', 'tenant_id, name, name_folded'],
    ['conversation', 'tenant_id, id, snoozed_until, group_name, group_name_folded'],
    ['orders', 'tenant_id, customer_name, customer_folded'],
  ])('of %s shows what finds the tenants that have work', async (table, columns) => {
    await expect(read(columns, table)).resolves.toBeDefined()
  })

  it.each([
    ['contact', 'fields'],
    ['contact', 'id'],
    ['conversation', 'preview'],
    ['conversation', 'address'],
    ['orders', 'address'],
    ['orders', 'customer_phone'],
    ['orders', 'total_amount'],
    ['orders', '*'],
  ])('of %s does not show %s', async (table, columns) => {
    await expect(read(columns, table)).rejects.toMatchObject({ code: '42501' })
  })
})

describe('a transaction', () => {
  it('is rolled back whole when the work fails', async () => {
    const work = db.tenant(first, async tx => {
      await addContact(tx, 'never')
      throw new Error('on purpose')
    })
    await expect(work).rejects.toThrow('on purpose')
    expect(await db.tenant(first, names)).toHaveLength(1)
  })

  it('is no success when the work swallowed a failed statement', async () => {
    const act = db.tenant(first, async tx => {
      await addContact(tx, 'lost')
      await tx.run(sql`select 1 / 0`).catch(() => undefined)
    })
    await expect(act).rejects.toThrow('nothing was committed')
    expect(await db.tenant(first, names)).not.toContainEqual({ name: 'lost' })
  })

  it('runs what waits for the commit after it, and never after a rollback', async () => {
    const ran: string[] = []
    await db.tenant(first, async tx => tx.afterCommit(() => ran.push('committed')))
    await db
      .tenant(first, async tx => {
        tx.afterCommit(() => ran.push('rolled back'))
        throw new Error('on purpose')
      })
      .catch(() => undefined)
    expect(ran).toEqual(['committed'])
  })

  it('refuses statements once it is over, because its connection is with others then', async () => {
    const kept: Tx[] = []
    await db.tenant(first, async tx => void kept.push(tx))
    await db
      .tenant(second, async tx => {
        kept.push(tx)
        throw new Error('on purpose')
      })
      .catch(() => undefined)
    for (const tx of kept) await tooLate(tx)
  })

  it('that loses its connection answers UNAVAILABLE, and the next one works', async () => {
    const cut = db.tenant(first, async tx => {
      const { pid } = await tx.one<{ pid: number }>(sql`select pg_backend_pid() as pid`)
      await database.query('select pg_terminate_backend($1)', [pid])
      return names(tx)
    })
    await expect(cut).rejects.toMatchObject({ code: 'UNAVAILABLE', retryable: true })
    expect(await db.tenant(first, names)).toHaveLength(1)
  })
})

describe('the pool', () => {
  it('holds 28 connections, each idle for 30 seconds at most', () => {
    const { tenant, tenantOnce, system, systemOnce } = POOL.max
    expect(tenant + tenantOnce + system + systemOnce).toBe(28)
    expect(POOL).toMatchObject({ idleTimeoutMillis: 30_000 })
  })

  it('waits 2 seconds for a database that takes the call and says nothing, then answers UNAVAILABLE', async () => {
    const sockets: Socket[] = []
    const silent = createServer(socket => sockets.push(socket)).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const waiting = createDb({ url: `postgres://app:secret@127.0.0.1:${port}/nothing` })
    const began = performance.now()
    await expect(waiting.tenant(first, names)).rejects.toMatchObject({ code: 'UNAVAILABLE', retryable: true })
    const waited = performance.now() - began
    expect(waited).toBeGreaterThan(1_900)
    // far from the five seconds of before, with room for a busy machine
    expect(waited).toBeLessThan(4_500)
    await waiting.close()
    for (const socket of sockets) socket.destroy()
    silent.close()
  })
})
