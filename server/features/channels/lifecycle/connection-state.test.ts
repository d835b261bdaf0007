import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Uuid } from '../../../platform/ids/index.ts'
import { closeContext, type TestContext, testContext } from '../../../test/context.ts'
import { makeChannel, makeTenant } from '../../../test/make.ts'
import { type TestDb, withDb } from '../../../test/withDb.ts'
import type { ChannelState } from '../contract/message.ts'
import { watchChannels } from '../health/watch.ts'
import { applyChannelStates } from '../index.ts'
import { testChannel } from './channel.ts'

let database: TestDb
let context: TestContext
let tenantId: Uuid
let other: Uuid

beforeAll(async () => {
  database = await withDb()
  context = testContext(database)
  tenantId = await makeTenant(database)
  other = await makeTenant(database)
})
afterAll(async () => {
  await closeContext(context)
  await database.close()
})

async function channelOf(tenant: Uuid): Promise<Uuid> {
  const id = await makeChannel(database, tenant)
  await database.query(`update channel set status = 'connecting' where id = $1`, [id])
  return id
}
const apply = (id: Uuid, states: ChannelState[], tenant = tenantId) =>
  context.db.tenant(tenant, tx => applyChannelStates(context, tx, { tenantId: tenant, id }, states))
const show = async (id: Uuid) =>
  (await database.query('select status, status_reason, phone_number, proven_at from channel where id = $1', [id]))[0]!
const events = (id: Uuid) =>
  database.query(`select data from event where aggregate_id = $1 and type = 'channel.updated' order by position`, [id])
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second))
const connected: ChannelState = { status: 'connected', phoneNumber: '+212600000000', at: at(10) }
const stopped: ChannelState = { status: 'disconnected', reason: 'Stopped.', at: at(20) }

describe('what a provider says of a channel', () => {
  it('is shown, told, and proves the number when it is connected', async () => {
    const id = await channelOf(tenantId)
    expect(await apply(id, [connected])).toBe(true)
    expect(await show(id)).toMatchObject({ status: 'connected', phone_number: '+212600000000', status_reason: null })
    expect((await show(id)).proven_at).toBeInstanceOf(Date)
    expect((await events(id))[0]!.data).toMatchObject({
      before: { status: 'connecting' },
      changed: { status: 'connected', phoneNumber: '+212600000000' },
    })
    expect(context.queue.added).toContainEqual({ name: 'recover channel', data: { tenantId, channelId: id } })
  })

  it('counts by its own time, in whatever order it comes', async () => {
    for (const order of [
      [[connected], [stopped]],
      [[stopped], [connected]],
      [[stopped, connected]],
      [[connected, stopped]],
    ]) {
      const id = await channelOf(tenantId)
      for (const states of order) await apply(id, states)
      expect(await show(id)).toMatchObject({ status: 'disconnected', status_reason: 'Stopped.' })
    }
  })

  it('has no second effect', async () => {
    const id = await channelOf(tenantId)
    await apply(id, [connected])
    const row = async () => (await database.query('select * from channel where id = $1', [id]))[0]
    const before = await row()
    expect(await apply(id, [connected])).toBe(false)
    expect(await row()).toEqual(before)
    expect(await events(id)).toHaveLength(1)
    expect(await apply(id, [])).toBe(false)
  })

  it('keeps the number that is known when it names none', async () => {
    const id = await channelOf(tenantId)
    await apply(id, [connected])
    await apply(id, [stopped])
    expect(await show(id)).toMatchObject({ phone_number: '+212600000000' })
  })

  it('leaves an impaired channel impaired while it is connected, and not when it is worse', async () => {
    const id = await channelOf(tenantId)
    await database.query(`update channel set status = 'degraded', status_reason = 'Slow.' where id = $1`, [id])
    await apply(id, [connected])
    expect(await show(id)).toMatchObject({ status: 'degraded', status_reason: 'Slow.', phone_number: '+212600000000' })
    await apply(id, [stopped])
    expect(await show(id)).toMatchObject({ status: 'disconnected', status_reason: 'Stopped.' })
  })

  it('does not revive a removed channel', async () => {
    const id = await channelOf(tenantId)
    await database.query(`update channel set removed_at = now(), status = 'disconnected' where id = $1`, [id])
    expect(await apply(id, [connected])).toBe(false)
    expect(await show(id)).toMatchObject({ status: 'disconnected', phone_number: null })
  })

  it('changes nothing at another business', async () => {
    const id = await channelOf(tenantId)
    expect(await apply(id, [connected], other)).toBe(false)
    expect(await show(id)).toMatchObject({ status: 'connecting' })
    expect(await events(id)).toEqual([])
  })
})

describe('what a provider restricts or lifts', () => {
  const proven = async () => {
    const id = await channelOf(tenantId)
    await apply(id, [connected])
    return id
  }
  const disabled: ChannelState = { status: 'error', reason: 'Disabled.', at: at(20) }
  const back: ChannelState = { status: 'connected', hearsay: true, at: at(30) }
  const restricted = (until: Date): ChannelState => ({ status: 'degraded', reason: 'Restricted.', until, at: at(20) })
  const soon = new Date(Date.now() + 3_600_000)

  it('by hearsay brings a proven channel back and has the provider asked', async () => {
    const id = await proven()
    await apply(id, [disabled])
    expect(await show(id)).toMatchObject({ status: 'error', status_reason: 'Disabled.' })
    await apply(id, [back])
    expect(await show(id)).toMatchObject({ status: 'connected', status_reason: null })
    expect(context.queue.added).toContainEqual({ name: 'check channel', data: { tenantId, channelId: id } })
  })

  it('by hearsay proves nothing: neither a number that nobody confirmed, nor credentials that were refused', async () => {
    const id = await channelOf(tenantId)
    await apply(id, [disabled])
    await apply(id, [back])
    expect(await show(id)).toMatchObject({ status: 'connecting', status_reason: null, proven_at: null })
    const refused = await proven()
    await database.query(
      `update channel set status = 'error', status_reason = 'Token.', sending_stopped_at = now() where id = $1`,
      [refused],
    )
    await apply(refused, [back])
    expect(await show(refused)).toMatchObject({ status: 'error', status_reason: 'Token.' })
    expect(context.queue.added).toContainEqual({ name: 'check channel', data: { tenantId, channelId: refused } })
  })

  it('impairs a channel until it ends, however well its calls work meanwhile', async () => {
    const id = await proven()
    await apply(id, [restricted(soon)])
    expect(await show(id)).toMatchObject({ status: 'degraded', status_reason: 'Restricted.' })
    await watchChannels(context)
    expect(await show(id)).toMatchObject({ status: 'degraded' })
    await database.query(`update channel set provider = 'simulator' where id = $1`, [id])
    await testChannel(context, tenantId, id, { kind: 'system' })
    expect(await show(id)).toMatchObject({ status: 'degraded', status_reason: 'Restricted.' })
    await database.query(`update channel set provider = 'cloud_api', degraded_until = now() where id = $1`, [id])
    await watchChannels(context)
    expect(await show(id)).toMatchObject({ status: 'connected', status_reason: null })
  })

  it('is taken back by the provider before it ends', async () => {
    const id = await proven()
    await apply(id, [restricted(soon)])
    expect(await show(id)).toMatchObject({ status: 'degraded' })
    await apply(id, [back])
    expect(await show(id)).toMatchObject({ status: 'connected', status_reason: null })
    const [row] = await database.query('select degraded_by, degraded_until from channel where id = $1', [id])
    expect(row).toEqual({ degraded_by: null, degraded_until: null })
  })

  it('does not make better what is worse', async () => {
    const id = await proven()
    await apply(id, [disabled])
    await apply(id, [{ ...restricted(soon), at: at(25) }])
    expect(await show(id)).toMatchObject({ status: 'error', status_reason: 'Disabled.' })
  })
})
