import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readId } from '../../../platform/ids/index.ts'
import { type Hooks, openHooks } from '../../../test/webhooks/hooks.ts'
import { type ReceivedCall, type Receiver, startReceiver } from '../../../test/webhooks/receiver.ts'

let hooks: Hooks
let receiver: Receiver
const PATH = '/api/v1/webhook-endpoints'

beforeAll(async () => {
  hooks = await openHooks()
  receiver = await startReceiver()
})
afterAll(async () => {
  await receiver.close()
  await hooks.program.close()
})

// Cases 26 and 28 of the security list, at the save.
describe('an address', () => {
  it.each([
    'http://10.0.0.7/',
    'http://192.168.1.1/',
    'http://172.16.0.1/',
    'http://100.64.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::ffff:10.0.0.1]/',
    'http://[fd00::1]/',
    'http://0x0a000001/',
    'http://167772161/',
    'http://printer/',
    'http://intranet.local/',
    'https://example.com:6379/',
    'https://example.com:5432/',
    'https://user:pass@example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'nonsense',
  ])('%s is refused when it is given', async url => {
    const { status, body } = await hooks.program.call(hooks.a, 'POST', PATH, { url })
    expect([status, body.error?.code]).toEqual([422, 'URL_NOT_ALLOWED'])
  })

  it('cannot be changed to one that is refused', async () => {
    const { id } = await hooks.add(hooks.a, { url: receiver.url })
    const { status } = await hooks.program.call(hooks.a, 'PATCH', `${PATH}/${id}`, { url: 'http://10.0.0.1/' })
    expect(status).toBe(422)
  })
})

describe('an endpoint', () => {
  it('has filters of types that there are', async () => {
    for (const types of [['order.*', 'message.received'], ['*']]) await hooks.add(hooks.a, { url: receiver.url, types })
    for (const types of [['order.eaten'], ['pizza.*']]) {
      const { status, body } = await hooks.program.call(hooks.a, 'POST', PATH, { url: receiver.url, types })
      expect([status, body.error?.code]).toEqual([422, 'EVENT_TYPE_UNKNOWN'])
    }
    for (const types of [['order'], [], ['*.created']])
      expect((await hooks.program.call(hooks.a, 'POST', PATH, { url: receiver.url, types })).status).toBe(400)
  })

  it('keeps its secret sealed, shows it to its own people alone, and nowhere else', async () => {
    const { id, secret } = await hooks.add(hooks.a, { url: receiver.url })
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    const own = await hooks.program.call<{ secret: string }>(hooks.a, 'GET', `${PATH}/${id}/secret`)
    expect(own.data.secret).toBe(secret)
    expect((await hooks.program.call(hooks.b, 'GET', `${PATH}/${id}/secret`)).status).toBe(404)
    const lists = [
      await hooks.program.call(hooks.a, 'GET', PATH),
      await hooks.program.call(hooks.a, 'GET', `${PATH}/${id}`),
    ]
    for (const { text } of lists) expect(text).not.toContain('whsec_')
    const [row] = await hooks.program.database.query<{ secret: Buffer; all: string }>(
      'select secret, w::text as all from webhook_endpoint w where id = $1',
      [readId('webhookEndpoint', id)],
    )
    expect(row!.secret.toString('latin1')).not.toContain(secret.slice(6))
    const events = await hooks.program.database.query<{ data: object }>(
      `select data from event where aggregate_kind = 'webhookEndpoint'`,
    )
    expect(JSON.stringify(events)).not.toContain('whsec_')
  })

  it('signs with both secrets for a day after a rotation, and with the new one alone afterwards', async () => {
    const target = await startReceiver()
    const endpoint = await hooks.add(hooks.a, { url: target.url, types: ['tenant.updated'] })
    const rotated = await hooks.program.call<{ secret: string; oldSecretValidUntil: string }>(
      hooks.a,
      'POST',
      `${PATH}/${endpoint.id}/rotate-secret`,
    )
    expect(rotated.status).toBe(200)
    expect(rotated.data.secret).not.toBe(endpoint.secret)
    expect(new Date(rotated.data.oldSecretValidUntil).getTime() - Date.now()).toBeGreaterThan(23 * 3_600_000)
    const verifies = (secret: string, { raw, headers }: ReceivedCall) => {
      try {
        new Webhook(secret).verify(raw, headers as Record<string, string>)
        return true
      } catch {
        return false
      }
    }
    await hooks.write(hooks.a, 1)
    await hooks.drainUntil(() => target.calls.length === 1)
    expect([endpoint.secret, rotated.data.secret].map(one => verifies(one, target.calls[0]!))).toEqual([true, true])
    await hooks.program.database.query(`update webhook_endpoint set old_secret_until = now() - interval '1 second'`)
    await hooks.write(hooks.a, 1)
    await hooks.drainUntil(() => target.calls.length === 2)
    expect([endpoint.secret, rotated.data.secret].map(one => verifies(one, target.calls[1]!))).toEqual([false, true])
    await target.close()
  })

  it('can be tried out at once, and disabled, and then gets nothing', async () => {
    const target = await startReceiver()
    const { id, secret } = await hooks.add(hooks.a, { url: target.url })
    const tried = await hooks.program.call<{ outcome: string; cause: string }>(hooks.a, 'POST', `${PATH}/${id}/test`)
    expect(tried.data).toMatchObject({ outcome: 'delivered', cause: 'test' })
    const { raw, headers } = target.calls[0]!
    expect(new Webhook(secret).verify(raw, headers as Record<string, string>)).toMatchObject({ type: 'webhook.test' })
    await hooks.program.call(hooks.a, 'PATCH', `${PATH}/${id}`, { enabled: false })
    expect((await hooks.program.call(hooks.a, 'POST', `${PATH}/${id}/test`)).status).toBe(409)
    const changes = await hooks.program.database.query<{ data: object }>(
      `select data from event where type = 'webhook_endpoint.updated' order by id desc limit 1`,
    )
    expect(changes[0]!.data).toEqual({ changed: { enabled: false }, before: { enabled: true } })
    await target.close()
  })

  it('is one of as many as the plan allows', async () => {
    await hooks.program.database.query(`update tenant set plan = 'free' where id = $1`, [
      readId('tenant', hooks.b.tenantId),
    ])
    for (let made = 0; made < 3; made++) await hooks.add(hooks.b, { url: receiver.url })
    const { status, body } = await hooks.program.call(hooks.b, 'POST', PATH, { url: receiver.url })
    expect([status, body.error?.code]).toEqual([402, 'PLAN_BOUND_REACHED'])
  })

  it('that was removed is not there any more, and nothing goes there', async () => {
    const target = await startReceiver()
    const { id } = await hooks.add(hooks.a, { url: target.url, types: ['tenant.updated'] })
    await hooks.write(hooks.a, 1)
    expect((await hooks.program.call(hooks.a, 'DELETE', `${PATH}/${id}`)).status).toBe(204)
    expect((await hooks.program.call(hooks.a, 'GET', `${PATH}/${id}`)).status).toBe(404)
    await hooks.drainUntil(() => true)
    expect(target.calls).toEqual([])
    await target.close()
  })
})
