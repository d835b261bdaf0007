import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../../platform/ids/index.ts'
import { createLocalPubSub } from '../../../platform/pubsub/index.ts'
import { closeContext, type TestContext, testContext } from '../../../test/context.ts'
import { makeShop, type Shop } from '../../../test/deliveries.ts'
import { until } from '../../../test/until.ts'
import { type TestDb, withDb } from '../../../test/withDb.ts'
import { channelLookupOf } from './channel-lookup.ts'

let database: TestDb
let one: TestContext
let two: TestContext
let a: Shop
let b: Shop

/** Two processes: each has its own memory; they share the database and messages. */
beforeAll(async () => {
  database = await withDb()
  const pubsub = createLocalPubSub()
  one = testContext(database, { pubsub })
  two = testContext(database, { pubsub })
  a = await makeShop(database)
  b = await makeShop(database)
})
afterAll(async () => {
  await closeContext(one)
  await closeContext(two)
  await database.close()
})

const named = (number: string | undefined, account?: string) => [{ place: '0.0', number, account }]
const route = (kind: string, externalId: string, { tenantId, channelId }: Shop) =>
  database.query('insert into channel_route values ($1, $2, $3, $4, $5)', [
    'cloud_api',
    kind,
    externalId,
    tenantId,
    channelId,
  ])

it('answers at once for what it knows and asks for what it does not', async () => {
  const number = newId()
  const directory = channelLookupOf(one)
  expect(await directory.owners('cloud_api', named(number))).toMatchObject([undefined])
  await route('number', number, a)
  // not found is never kept: a number that was connected a moment ago must not be quarantined
  expect(await directory.owners('cloud_api', named(number))).toMatchObject([a])
  expect(directory.owners('cloud_api', named(number))).toMatchObject([a])
})

it('knows in every process of a change in one', async () => {
  const number = newId()
  await route('number', number, a)
  expect(await channelLookupOf(two).owners('cloud_api', named(number))).toMatchObject([a])
  await database.query('update channel_route set tenant_id = $1, channel_id = $2 where external_id = $3', [
    b.tenantId,
    b.channelId,
    number,
  ])
  expect(channelLookupOf(two).owners('cloud_api', named(number))).toMatchObject([a])
  channelLookupOf(one).changed()
  await until(async () => {
    const [owner] = await channelLookupOf(two).owners('cloud_api', named(number))
    return owner?.tenantId === b.tenantId
  })
})

it('does not keep what it asked before a change', async () => {
  const number = newId()
  await route('number', number, a)
  const asked = channelLookupOf(one).owners('cloud_api', named(number))
  channelLookupOf(one).changed()
  await asked
  expect(channelLookupOf(one).owners('cloud_api', named(number))).toBeInstanceOf(Promise)
})

it('gives an account that two tenants name to the one that was first', async () => {
  const account = newId()
  await route('account', account, b)
  await route('account', account, a)
  const first = a.channelId < b.channelId ? a : b
  expect(await channelLookupOf(one).owners('cloud_api', named(undefined, account))).toMatchObject([first])
})
