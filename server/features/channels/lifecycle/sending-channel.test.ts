import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { AppError } from '../../../platform/errors/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { SECRETS_ERRORS } from '../../../platform/secrets/index.ts'
import { closeContext, type TestContext, testContext } from '../../../test/context.ts'
import { makeChannel, makeTenant } from '../../../test/make.ts'
import { type TestDb, withDb } from '../../../test/withDb.ts'
import '../transports/registry.ts'
import { getChannelKind } from './channel.ts'
import { sealCredentials } from './credentials.ts'
import { openSendingChannels } from './sending-channel.ts'

let database: TestDb
let context: TestContext
let tenant: Uuid
let channel: Uuid

beforeAll(async () => {
  database = await withDb()
  context = testContext(database)
})
afterAll(async () => {
  await closeContext(context)
  await database.close()
})
beforeEach(async () => {
  tenant = await makeTenant(database)
  channel = await makeChannel(database, tenant)
})

const open = async (of = tenant, id = channel) =>
  (await context.db.tenant(of, tx => openSendingChannels(context, tx, [id]))).get(id)
const change = (set: string, ...values: unknown[]) =>
  database.query(`update channel set ${set} where id = $1`, [channel, ...values])
const versions = () => database.query('select id from tenant_version where tenant_id = $1', [tenant])

describe('a channel that is kept for sending', () => {
  it.each([
    [`external_id = 'n1'`, { channel: { externalId: 'n1' } }],
    [`external_account_id = 'a1'`, { channel: { externalAccountId: 'a1' } }],
    [`provider = 'waha'`, { channel: { provider: 'waha' } }],
    [`pace = '{"perSecond": 3}'`, { pace: { perSecond: 3 } }],
    ['sending_stopped_at = now()', { stopped: true }],
    [`degraded_by = 'breaker'`, { shownAway: true }],
    ['removed_at = now()', { code: 'CHANNEL_REMOVED' }],
  ])('is read again after %s', async (set, expected) => {
    expect(await open()).not.toMatchObject(expected)
    await change(set)
    expect(await open()).toMatchObject(expected)
  })

  it('is opened with the credentials that are stored now', async () => {
    expect(await open()).toMatchObject({ credentials: {}, sealed: null })
    for (const token of ['one', 'two']) {
      await change('credentials = $2', await sealCredentials(context.secrets, tenant, channel, { token }))
      expect(await open()).toMatchObject({ credentials: { token } })
    }
  })

  it('whose key cannot be fetched now is an error that says so, and works again by itself', async () => {
    const error = new AppError(SECRETS_ERRORS.SECRETS_UNAVAILABLE)
    const away = { ...context.secrets, open: () => Promise.reject(error) }
    await change('credentials = $2', await sealCredentials(context.secrets, tenant, channel, { token: 'one' }))
    const openWith = (secrets: TestContext['secrets']) =>
      context.db.tenant(tenant, tx => openSendingChannels({ ...context, secrets }, tx, [channel]))
    expect((await openWith(away)).get(channel)).toMatchObject({ code: 'SECRETS_UNAVAILABLE' })
    expect((await openWith(context.secrets)).get(channel)).toMatchObject({ credentials: { token: 'one' } })
  })

  it('is not read again for what changes all the time', async () => {
    await change('pace = null')
    const before = await versions()
    await change(`status = 'qr', status_reason = 'x', state_at = now(), webhook_at = now(), last_inbound_at = now(),
      recovered_to = now(), updated_at = now(), degraded_at = now(), degraded_until = now(), proven_at = now()`)
    expect(await versions()).toEqual(before)
  })

  it('is no channel of another business', async () => {
    const other = await makeTenant(database)
    expect(await open()).toMatchObject({ channel: { id: channel } })
    expect(await open(other)).toMatchObject({ code: 'CHANNEL_REMOVED' })
    await expect(context.db.tenant(other, tx => getChannelKind(tx, channel))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

it('a channel is known until it is removed', async () => {
  const find = () => context.db.tenant(tenant, tx => getChannelKind(tx, channel))
  const found = await find()
  expect(found).toEqual({ id: channel, provider: 'simulator' })
  expect(await find()).toBe(found)
  await change('removed_at = now()')
  await expect(find()).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
