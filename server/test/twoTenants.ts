import type { TestApp } from './buildApp.ts'

/** One registered business, and its first administrator as a caller. Ids are in the shown form. */
export interface TestTenant {
  token: string
  refreshToken: string
  tenantId: string
  userId: string
  email: string
  password: string
}

let registered = 0

/** Two businesses that know nothing of each other: a restaurant (French, MAD) and a delivery agency (Arabic, DZD). */
export async function twoTenants(app: Pick<TestApp, 'call'>): Promise<{ a: TestTenant; b: TestTenant }> {
  const a = await register(app, { businessType: 'restaurant', locale: 'fr', currency: 'MAD' })
  const b = await register(app, { businessType: 'delivery', locale: 'ar', currency: 'DZD' })
  return { a, b }
}

/** Registers one more business; whatever is not given is made up. */
export async function register(app: Pick<TestApp, 'call'>, changes: Record<string, unknown> = {}): Promise<TestTenant> {
  const no = ++registered
  const email = `owner-${process.pid}-${no}@example.test`
  const password = `correct horse ${no} battery`
  const input = { businessName: `Business ${no}`, businessType: 'restaurant', name: `Owner ${no}`, email, password }
  const { status, data, text } = await app.call<Registered>(null, 'POST', '/api/v1/auth/register', {
    ...input,
    ...changes,
  })
  if (status !== 201) throw new Error(`registering answered ${status}: ${text}`)
  const { accessToken, refreshToken, tenant, user } = data
  return { token: accessToken, refreshToken, tenantId: tenant.id, userId: user.id, email, password }
}

interface Registered {
  tenant: { id: string }
  user: { id: string }
  accessToken: string
  refreshToken: string
}
