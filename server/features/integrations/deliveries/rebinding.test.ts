import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../../../test/until.ts'
import { type Hooks, openHooks } from '../../../test/webhooks/hooks.ts'
import { createWebhookWorker } from './worker.ts'

let hooks: Hooks
const hits: string[] = []
const canary = createServer((request, response) => {
  hits.push(request.url ?? '')
  response.end()
})

beforeAll(async () => {
  hooks = await openHooks()
  await new Promise<void>(resolve => canary.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  canary.close()
  await hooks.program.close()
})

// Cases 26 and 27 of the security list, at the connection.
describe('an address that was public when it was saved', () => {
  it.each([
    ['its name now leads to this machine', 'rebinds.example.com', '127.0.0.1'],
    ['its name now leads to a private network', 'inside.example.com', '10.0.0.7'],
    ['one of its addresses is inside', 'both.example.com', '127.0.0.1', '93.184.215.14'],
    ['its name leads to the metadata of a cloud', 'cloud.example.com', '169.254.169.254'],
  ])('is not called when %s', async (_, name, ...addresses) => {
    const { port } = canary.address() as AddressInfo
    const found = addresses.map(address => ({ address, family: 4 }))
    const worker = createWebhookWorker(hooks.program.context, async () => found)
    const endpoint = await hooks.add(hooks.a, { url: 'http://127.0.0.1:9/', types: ['tenant.updated'] })
    // As if it had been saved while its name was public.
    await hooks.program.database.query(
      `update webhook_endpoint set url = $1 where state = 'enabled' and url = 'http://127.0.0.1:9/'`,
      [`http://${name}:${port}/secret`],
    )
    await hooks.write(hooks.a, 1)

    await until(async () => {
      await worker.drain()
      return (await hooks.attempts(hooks.a, endpoint)).length > 0
    })
    const [attempt] = await hooks.attempts(hooks.a, endpoint)
    expect(attempt).toMatchObject({ outcome: 'failed', error: 'URL_NOT_ALLOWED', answer: null })
    expect(hits).toEqual([])
    await worker.close()
    await hooks.program.call(hooks.a, 'DELETE', `/api/v1/webhook-endpoints/${endpoint.id}`)
  })
})
