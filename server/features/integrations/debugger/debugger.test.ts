import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Hooks, openHooks } from '../../../test/webhooks/hooks.ts'

let hooks: Hooks
beforeAll(async () => {
  hooks = await openHooks()
  await hooks.program.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => hooks.program.close())

interface Shown {
  id: string
  url: string
  requests: Array<{ verdict: string; body: string; headers: Record<string, string> }>
}
const PATH = '/api/v1/webhook-debugger'

describe('the debugger', () => {
  it('shows what arrives, with its signature checked', async () => {
    const { call, app, context } = hooks.program
    context.config.publicUrl = `http://127.0.0.1:${(app.server.address() as { port: number }).port}`
    const { data: made, status } = await call<Shown>(hooks.a, 'POST', PATH)
    expect(status).toBe(201)
    const read = async () => (await call<Shown>(hooks.a, 'GET', `${PATH}/${made.id}`)).data.requests
    await fetch(made.url, { method: 'POST', body: '{"by":"hand"}' })
    const signed = { 'webhook-id': 'x', 'webhook-timestamp': '1', 'webhook-signature': 'v1,abc' }
    await fetch(made.url, { method: 'POST', body: '{}', headers: signed })
    expect((await read()).map(({ verdict }) => verdict)).toEqual(['no_endpoint', 'unsigned'])
    await hooks.add(hooks.a, { url: made.url, types: ['tenant.updated'] })
    const [id] = await hooks.write(hooks.a, 1)
    await hooks.drainUntil(async () => (await read()).length === 3)
    expect((await read())[0]).toMatchObject({ verdict: 'valid', headers: { 'webhook-id': id } })
    await fetch(made.url, { method: 'POST', body: '{}', headers: signed })
    expect((await read())[0]).toMatchObject({ verdict: 'invalid' })
    expect((await call(hooks.b, 'GET', `${PATH}/${made.id}`)).status).toBe(404)
  })

  it('keeps the last fifty, and takes nothing when it is over or was never there', async () => {
    const { call, database } = hooks.program
    const { data: made } = await call<Shown>(hooks.a, 'POST', PATH)
    const post = (url: string, body = 'x') => fetch(url, { method: 'POST', body })
    for (let no = 0; no < 53; no++) await post(made.url, `${no}`)
    const { requests } = (await call<Shown>(hooks.a, 'GET', `${PATH}/${made.id}`)).data
    expect(requests.map(({ body }) => Number(body))).toEqual(Array.from({ length: 50 }, (_, no) => 52 - no))
    expect((await post(`${made.url.slice(0, -4)}AAAA`)).status).toBe(404)
    expect((await post(made.url, 'x'.repeat(300_000))).status).toBe(413)
    await database.query(`update webhook_debugger set expires_at = now() - interval '1 second'`)
    expect((await post(made.url)).status).toBe(404)
    expect((await call(hooks.a, 'GET', `${PATH}/${made.id}`)).status).toBe(404)
  })
})
