import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeContext, testContext } from '../../../test/context.ts'
import { until } from '../../../test/until.ts'
import { type Hooks, openHooks } from '../../../test/webhooks/hooks.ts'
import { type Receiver, startReceiver } from '../../../test/webhooks/receiver.ts'
import { createWebhookWorker } from './worker.ts'

let hooks: Hooks
let receiver: Receiver

beforeAll(async () => {
  hooks = await openHooks()
  receiver = await startReceiver()
})
afterAll(async () => {
  await receiver.close()
  await hooks.program.close()
})

// Promise 15; `npm run fault -- webhooks` does it with real processes and SIGKILL.
describe('a worker that dies between the call and its record', () => {
  it('loses nothing: the event is sent again with the same id', async () => {
    const endpoint = await hooks.add(hooks.a, { url: receiver.url, types: ['tenant.updated'] })
    const dying = testContext(hooks.program.database, { config: hooks.program.context.config })
    const worker = createWebhookWorker(dying)
    receiver.behave((response, _call) => {
      // Its database is away from here on: nothing of this call can be written.
      void dying.db.close().finally(() => response.writeHead(200).end())
    })
    const [id] = await hooks.write(hooks.a, 1)
    const dead = worker.drain().catch(() => undefined)
    await until(() => receiver.calls.length === 1)
    await until(() => dying.db.stats().total === 0)
    expect(await hooks.attempts(hooks.a, endpoint)).toEqual([])
    expect(await hooks.waiting(endpoint)).toBe(1)
    receiver.behave(response => void response.writeHead(200).end())
    await hooks.drainUntil(() => true)
    expect(receiver.ids(), 'the lease still holds').toEqual([id])
    await hooks.program.database.query(`update pending_lane set lease_until = now() - interval '1 second'`)
    await hooks.drainUntil(async () => (await hooks.waiting(endpoint)) === 0)
    expect(receiver.ids()).toEqual([id, id])
    expect(await hooks.attempts(hooks.a, endpoint)).toMatchObject([{ eventId: id, outcome: 'delivered' }])
    await worker.close()
    await dead
    await closeContext(dying).catch(() => undefined)
  })

  it('and one that was only slow writes nothing over what another has done', async () => {
    const endpoint = await hooks.add(hooks.b, { url: receiver.url, types: ['tenant.updated'] })
    const other = createWebhookWorker(hooks.program.context)
    let first = true
    receiver.behave((response, _call) => {
      if (!first) return void response.writeHead(200).end()
      first = false
      const takeOver = async () => {
        await hooks.program.database.query(`update pending_lane set lease_until = now() - interval '1 second'`)
        await other.drain()
        response.writeHead(500).end()
      }
      void takeOver()
    })
    const before = receiver.calls.length
    await hooks.write(hooks.b, 1)
    await hooks.drainUntil(async () => (await hooks.attempts(hooks.b, endpoint)).length === 2)
    expect(receiver.calls.length - before).toBe(2)
    expect(await hooks.waiting(endpoint)).toBe(0)
    await other.close()
  })
})
