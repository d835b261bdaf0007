import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { upload } from '../../../test/upload.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
  await app.database.query(`update plan_limit set most = 2500 where plan = 'free' and metric = 'uploaded_bytes'`)
})
afterAll(() => app.close())

const text = Buffer.from('x'.repeat(1_000))
const send = (tenant: TestTenant) => upload<{ id: string }>(app, tenant, { bytes: text, name: 'note.txt' })

it('what one business uploads is bounded in all, also at once: refused with the number and the limit of its plan', async () => {
  const answers = await Promise.all(Array.from({ length: 4 }, () => send(a)))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 402, 402])
  const refused = answers.find(({ status }) => status === 402)!.body.error
  expect(refused).toMatchObject({
    code: 'PLAN_BOUND_REACHED',
    details: { metric: 'uploaded_bytes', plan: 'free', limit: 2_500, used: 2_000 },
  })
  expect(await app.database.query('select count(*)::int as kept from media')).toEqual([{ kept: 2 }])
  expect((await send(b)).status).toBe(201)
})
