import { afterAll, beforeAll, expect, it } from 'vitest'
import { readId } from '../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { twoTenants } from '../../../test/twoTenants.ts'
import { degradationRule, findTrouble } from './alerts.ts'

let app: TestApp
beforeAll(async () => {
  app = await buildApp()
})
afterAll(() => app.close())

const severity = (channels: number, troubled: number) =>
  findTrouble({ provider: 'twilio', channels, troubled, silent: 0 })[0]?.severity

it('is critical when many numbers of a provider do not work, or one of few, and a warning for one of many', () => {
  expect(severity(40, 0)).toBeUndefined()
  expect(severity(40, 1)).toBe('warning')
  expect(severity(40, 5)).toBe('critical')
  expect(severity(2, 1)).toBe('critical')
})

it('counts the numbers of all businesses by provider, and not those that only rehearse', async () => {
  const { a, b } = await twoTenants(app)
  const look = degradationRule(app.context).look
  expect(await look()).toEqual([])
  for (const { tenantId } of [a, b])
    await app.database.query(
      `insert into channel (tenant_id, id, provider, name, status, degraded_at, degraded_by)
       values ($1, uuidv7(), 'cloud_api', 'One', 'degraded', now(), 'silence'), ($1, uuidv7(), 'cloud_api', 'Two', 'connected', null, null)`,
      [readTenant(tenantId)],
    )
  await app.database.query("update channel set status = 'error' where provider = 'simulator'")
  expect(await look()).toEqual([
    {
      subject: 'cloud_api',
      severity: 'critical',
      message: '2 of 4 numbers at cloud_api do not work. 2 of them have stopped delivering without an error.',
      details: { channels: 4, troubled: 2, silent: 2 },
    },
  ])
})

const readTenant = (shown: string) => readId('tenant', shown)!
