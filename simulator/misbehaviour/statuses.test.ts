import { expect, test } from 'vitest'
import { seededRandom } from '../random.ts'
import { createActivity } from '../record/activity.ts'
import { createScheduler, planStatuses, type StatusFaults } from './statuses.ts'

const timing = { sentMs: 50, deliveredMs: 200, readMs: 900 }
const plan = (faults: StatusFaults, undeliverable = false) =>
  planStatuses(timing, faults, seededRandom(3), undeliverable)
const order = (faults: StatusFaults) =>
  plan(faults)
    .posted.toSorted((a, b) => a.postedMs - b.postedMs)
    .map(status => status.status)

test('a healthy message is sent, delivered and read, in that order', () => {
  expect(order({})).toEqual(['sent', 'delivered', 'read'])
})

test('a status that is never due is not planned', () => {
  const calm = planStatuses({ ...timing, readMs: null }, {}, seededRandom(1), false)
  expect(calm.posted.map(status => status.status)).toEqual(['sent', 'delivered'])
})

test('reordered statuses arrive backwards but keep their true times', () => {
  const { posted } = plan({ reorder: 1 })
  expect(order({ reorder: 1 })).toEqual(['read', 'delivered', 'sent'])
  expect(posted.map(status => status.happensMs)).toEqual([50, 200, 900])
})

test('duplicated statuses come as often as asked, later than the first', () => {
  const { posted } = plan({ duplicate: 1, copies: 2 })
  expect(posted.filter(status => status.status === 'sent').map(status => status.postedMs)).toEqual([50, 55, 60])
  expect(posted).toHaveLength(9)
})

test('dropped statuses are named, and only those that may be dropped', () => {
  const { posted, dropped } = plan({ drop: 1, dropOnly: ['delivered'] })
  expect(dropped).toEqual(['delivered'])
  expect(posted.map(status => status.status)).toEqual(['sent', 'read'])
})

test('late statuses are late by the given amount or range', () => {
  expect(plan({ delayMs: 1000 }).posted.map(status => status.postedMs)).toEqual([1050, 1200, 1900])
  for (const { happensMs, postedMs } of plan({ delayMs: [100, 200] }).posted) {
    expect(postedMs - happensMs).toBeGreaterThanOrEqual(100)
    expect(postedMs - happensMs).toBeLessThanOrEqual(200)
  }
})

test('an undeliverable message only fails', () => {
  expect(plan({}, true).posted.map(status => status.status)).toEqual(['failed'])
})

test('items that fall due together are handed over together, up to the limit', async () => {
  const activity = createActivity()
  const batches: number[][] = []
  const scheduler = createScheduler<number>({ max: 3, windowMs: 5 }, activity, (_key, items) => batches.push(items))
  for (let item = 0; item < 7; item++) scheduler.schedule('one', item, 0)
  scheduler.schedule('other', 99, 0)
  await activity.idle(2000)
  expect(batches.flat().toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 99])
  expect(Math.max(...batches.map(batch => batch.length))).toBe(3)
})

test('waiting for silence says what is still owed', async () => {
  const activity = createActivity()
  activity.begin()
  await expect(activity.idle(10)).rejects.toThrow('still owes 1')
})
