import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildApp, type TestApp } from './test/buildApp.ts'
import { twoTenants } from './test/twoTenants.ts'

let app: TestApp
beforeAll(async () => {
  app = await buildApp()
})
afterAll(() => app.close())

it('registers two businesses that see only themselves', async () => {
  const { a, b } = await twoTenants(app)
  for (const one of [a, b]) {
    const { status, data } = await app.call<{ tenant: { id: string } }>(one, 'GET', '/api/v1/auth/me')
    expect([status, data.tenant.id]).toEqual([200, one.tenantId])
  }
})
