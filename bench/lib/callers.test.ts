import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../server/test/buildApp.ts'
import { connectMeta } from '../../server/test/meta.ts'
import { twoTenants } from '../../server/test/twoTenants.ts'
import { CALLERS, deliveriesOfCallers, REQUESTS_EACH } from './callers.ts'
import { bareId } from './http.ts'
import { callTogether } from './load.ts'

let program: TestApp
beforeAll(async () => {
  program = await buildApp()
})
afterAll(() => program.close())

describe('the webhook under the load of 100 callers with 10 requests each', () => {
  it('answers every request with 200 and keeps each delivery once, for the right business', async () => {
    const { a, b } = await twoTenants(program)
    const channel = await connectMeta(program, a, { appSecret: program.context.config.metaAppSecret! })
    await connectMeta(program, b)
    await program.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = program.app.server.address() as AddressInfo
    const number = { ...channel, secret: channel.appSecret }
    const { requests, failures } = await callTogether(port, deliveriesOfCallers(port, number))
    expect({ requests, failures }).toEqual({ requests: CALLERS * REQUESTS_EACH, failures: 0 })
    const stored = await program.database.query<{ id: string; count: number }>(
      `select tenant_id as id, count(distinct convert_from(body, 'utf8')::jsonb #> '{entry,0,changes,0,value,messages,0,id}')::int as count
         from raw_event where disposition = 'accepted' group by 1`,
    )
    expect(stored).toEqual([{ id: bareId(a.tenantId), count: CALLERS * REQUESTS_EACH }])
    const [waiting] = await program.database.query('select count(*)::int as count from raw_event_pending')
    expect(waiting).toEqual({ count: CALLERS * REQUESTS_EACH })
  })
})
