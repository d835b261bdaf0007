import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { closeContext, type TestContext, testContext } from '../../test/context.ts'
import { until } from '../../test/until.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { AppError, COMMON_ERRORS } from '../errors/index.ts'
import { newId } from '../ids/index.ts'
import { defineEvents, drainEvents, emit, newEvent, runEventJobs, subscriber } from './index.ts'

const about = { version: 1, aggregate: 'item', means: 'Something happened in a test.' } as const
const EVENTS = defineEvents({
  'thing.happened': { ...about, data: z.object({ no: z.int() }) },
  'thing.followed': { ...about, data: z.object({ no: z.int() }) },
})

let database: TestDb
let context: TestContext
const [a, b] = [newId(), newId()]
const seen: string[] = []
let fails: (label: string) => unknown = () => undefined

beforeAll(async () => {
  database = await withDb()
  context = testContext(database)
  for (const name of ['first', 'second']) {
    context.subscribers.add(
      subscriber(name, [EVENTS['thing.happened']], async (tx, event) => {
        const label = `${name} ${event.tenantId === a ? 'a' : 'b'} ${event.data.no}`
        const error = fails(label)
        if (error) throw error
        seen.push(label)
        await emit(tx, [newEvent(EVENTS['thing.followed'], thing, { kind: 'system' }, { no: 0 })])
      }),
    )
  }
})
beforeEach(async () => {
  seen.length = 0
  fails = () => undefined
  await database.query('truncate event_pending, event, dead_letter, pending_lane')
})
afterAll(async () => {
  await closeContext(context)
  await database.close()
})

const thing = newId()
const input = (no: number, aggregateId = thing) =>
  newEvent(EVENTS['thing.happened'], aggregateId, { kind: 'system' }, { no })
const write = (tenantId: string, no: number, aggregateId?: string) =>
  context.db.tenant(tenantId, tx => emit(tx, [input(no, aggregateId)]))
const dueNow = () => database.query(`update event_pending set next_try_at = now()`)
const count = async (table: string) => Number((await database.query(`select count(*) as n from ${table}`))[0]!.n)

describe('event subscribers', () => {
  it('each handle every event once, an aggregate’s in order, whoever drains', async () => {
    for (let no = 0; no < 20; no++) await write(a, no)
    await write(b, 99)
    await Promise.all([drainEvents(context), drainEvents(context), drainEvents(context)])
    for (const name of ['first', 'second']) {
      const mine = seen.filter(label => label.startsWith(`${name} a`))
      expect(mine).toEqual(Array.from({ length: 20 }, (_, no) => `${name} a ${no}`))
      expect(seen.filter(label => label === `${name} b 99`)).toHaveLength(1)
    }
    expect(await count('event_pending')).toBe(0)
  })

  it('get an event again that they could not handle, and the ones behind it wait', async () => {
    let broken = true
    fails = label => (broken && label === 'first a 1' ? new Error('away') : undefined)
    for (let no = 0; no < 3; no++) await write(a, no)
    await drainEvents(context)
    expect(seen.filter(label => label.startsWith('first'))).toEqual(['first a 0'])
    broken = false
    await dueNow()
    await drainEvents(context)
    expect(seen.filter(label => label.startsWith('first'))).toEqual(['first a 0', 'first a 1', 'first a 2'])
  })

  it('of which one fails keep no other waiting: each has an order of its own for each aggregate', async () => {
    const other = newId()
    fails = label => (label === 'first a 1' ? new Error('away') : undefined)
    for (let no = 0; no < 3; no++) await write(a, no)
    for (let no = 10; no < 12; no++) await write(a, no, other)
    await drainEvents(context)
    const seenBy = (name: string) =>
      seen.filter(label => label.startsWith(name)).map(label => Number(label.split(' ')[2]))
    expect(seenBy('first').toSorted((x, y) => x - y)).toEqual([0, 10, 11])
    expect(seenBy('second').filter(no => no < 10)).toEqual([0, 1, 2])
    expect(seenBy('second').filter(no => no >= 10)).toEqual([10, 11])
    fails = () => undefined
    await dueNow()
    await drainEvents(context)
    expect(seenBy('first').filter(no => no < 10)).toEqual([0, 1, 2])
  })

  it('lose a poisoned event to the dead letters after three tries, and go on', async () => {
    fails = label => (label === 'second a 0' ? new Error('never') : undefined)
    await write(a, 0)
    await write(a, 1)
    for (let round = 0; round < 3; round++) {
      await drainEvents(context)
      await dueNow()
    }
    await drainEvents(context)
    expect(seen).toEqual(expect.arrayContaining(['first a 0', 'first a 1', 'second a 1']))
    const letters = await database.query(`select source, error_code, attempts from dead_letter`)
    expect(letters).toEqual([{ source: 'event_pending', error_code: 'UNEXPECTED', attempts: 3 }])
  })

  it('do not get an event again that no retry would help', async () => {
    fails = label => (label === 'first a 0' ? new AppError(COMMON_ERRORS.VALIDATION) : undefined)
    await write(a, 0)
    await drainEvents(context)
    expect((await database.query(`select error_code from dead_letter`))[0]).toEqual({ error_code: 'VALIDATION' })
  })

  it('of another version of the program keep their events for it', async () => {
    await write(a, 0)
    await database.query(`update event_pending set ref = 'newer:' || split_part(ref, ':', 2) where ref like 'first:%'`)
    await drainEvents(context)
    expect(seen).toEqual(['second a 0'])
    await dueNow()
    await database.query(`update event_pending set ref = replace(ref, 'newer:', 'first:')`)
    await drainEvents(context)
    expect(seen.toSorted()).toEqual(['first a 0', 'second a 0'])
  })

  it('are woken by the commit that wrote their event, not before and not by a rollback', async () => {
    runEventJobs(context)
    await write(a, 7)
    await until(() => seen.length === 2)
    await context.db
      .tenant(a, async tx => {
        await emit(tx, [input(8)])
        throw new Error('rolled back')
      })
      .catch(() => undefined)
    await context.queue.idle()
    expect(seen).toHaveLength(2)
  })
})
