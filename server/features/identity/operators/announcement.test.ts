import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { connectNumber, receive, textDelivery } from '../../../test/contracts/meta.ts'
import { register, type TestTenant } from '../../../test/twoTenants.ts'
import { until } from '../../../test/until.ts'
import { ensureSystemAdmin } from '../index.ts'

const OPERATOR = { email: 'operator@example.test', password: 'the operator of all of it' }
const texts = { en: 'Back at noon.', fr: 'De retour à midi.', ar: 'نعود عند الظهر.' }
let app: TestApp
let a: TestTenant
let operator: { token: string }

beforeAll(async () => {
  app = await buildApp({ parts: { config: { systemAdmin: OPERATOR } } })
  await ensureSystemAdmin(app.context)
  operator = { token: `${(await app.call(null, 'POST', '/api/v1/auth/login', OPERATOR)).data.accessToken}` }
  a = await register(app)
})
afterAll(() => app.close())

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString()
const announce = (body: object) => app.call<{ id: string }>(operator, 'POST', '/api/v1/platform/announcements', body)
const takeBack = (id: string) => app.call(operator, 'DELETE', `/api/v1/platform/announcements/${id}`)
const told = async () => (await app.call<Array<{ texts: unknown }>>(a, 'GET', '/api/v1/announcements')).data
const rename = () => app.call(a, 'PATCH', '/api/v1/tenant', { name: 'Renamed' })

describe('an announcement', () => {
  it('is told to everybody in three languages, from its beginning to its end, and can be taken back', async () => {
    const { data, status } = await announce({ texts, endsAt: inAnHour() })
    expect(status).toBe(201)
    await until(async () => (await told()).length === 1, { what: 'the announcement' })
    expect((await told())[0]!.texts).toEqual(texts)
    const later = await announce({
      texts,
      startsAt: inAnHour(),
      endsAt: new Date(Date.now() + 7_200_000).toISOString(),
    })
    expect(await told()).toHaveLength(1)
    expect((await takeBack(data.id)).status).toBe(204)
    await takeBack(later.data.id)
    expect(await told()).toEqual([])
    expect((await rename()).status).toBe(200)
  })

  it('ends after it begins, and has every language', async () => {
    expect((await announce({ texts, endsAt: '2020-01-01T00:00:00Z' })).status).toBe(400)
    expect((await announce({ texts: { en: 'Only English' }, endsAt: inAnHour() })).status).toBe(400)
  })
})

describe('maintenance', () => {
  it('refuses every change with the time to come back, reads and stores deliveries, and lets the operator in', async () => {
    const number = { number: '991', account: '992', appSecret: 'an-app-secret' }
    await connectNumber(app, a, number)
    const { data } = await announce({ texts, endsAt: inAnHour(), maintenance: true })
    const refused = await rename()
    expect([refused.status, refused.body.error]).toMatchObject([
      503,
      { code: 'MAINTENANCE', details: { texts, until: expect.any(String) } },
    ])
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3_000)
    for (const path of ['catalog/categories', 'messages/send', 'api-keys'])
      expect((await app.call(a, 'POST', `/api/v1/${path}`, {})).status, path).toBeGreaterThanOrEqual(400)
    expect((await app.call(a, 'GET', '/api/v1/tenant')).data).not.toMatchObject({ name: 'Renamed again' })
    await receive(app, textDelivery({ number: number.number, account: number.account }))
    expect(await app.database.query('select from message')).toHaveLength(1)
    const { email, password } = a
    expect((await app.call(null, 'POST', '/api/v1/auth/login', { email, password })).status).toBe(200)
    const step = { challenge: 'twc_of-nobody', code: '123456' }
    expect((await app.call(null, 'POST', '/api/v1/auth/login/second-factor', step)).status).toBe(401)
    const path = `/api/v1/tenants/${a.tenantId}`
    expect((await app.call(operator, 'PATCH', path, { limits: { members: 9 } })).status).toBe(200)
    await takeBack(data.id)
    expect((await rename()).status).toBe(200)
  })
})
