import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CALM, faulty, type SendingStage, sendingStage } from '../../../test/sending.ts'
import { twoTenants } from '../../../test/twoTenants.ts'
import { healthOf, integrationHealth, overallOf } from './integration-health.ts'

const status = (channels: string[], calls: number, failed: number) =>
  healthOf(
    'twilio',
    channels.map(one => ({ status: one as 'connected' })),
    [{ calls, failed, medianMs: 40 }],
  ).status

it.each([
  ['all work, few failures', ['connected'], 100, 10, 'healthy'],
  ['more than a tenth fails', ['connected'], 100, 11, 'degraded'],
  ['a few calls fail, which proves nothing', ['connected'], 4, 4, 'healthy'],
  ['one of two numbers is in trouble', ['connected', 'error'], 0, 0, 'degraded'],
  ['every call fails', ['connected'], 5, 5, 'down'],
  ['no number is connected', ['error', 'disconnected'], 0, 0, 'down'],
])('when %s', (_when, channels, calls, failed, expected) => {
  expect(status(channels, calls, failed)).toBe(expected)
})

it('is healthy as a whole only when all are, and down only when all are', () => {
  const overall = (...statuses: Array<'healthy' | 'degraded' | 'down'>) =>
    overallOf(statuses.map(status => ({ status })))
  expect([overall(), overall('healthy', 'healthy'), overall('healthy', 'down'), overall('down', 'down')]).toEqual([
    'healthy',
    'healthy',
    'degraded',
    'down',
  ])
})

describe('a business', () => {
  let stage: SendingStage
  beforeAll(async () => {
    stage = await sendingStage()
  })
  afterAll(() => stage.close())

  it('sees by the calls of the last minutes how its providers do, and nothing of another’s', async () => {
    const conversation = await stage.conversation()
    for (let no = 0; no < 4; no++) await conversation.queue(`well ${no}`)
    await conversation.drain()
    stage.twin.configure(faulty({ fault: 'error', status: 500, times: 10 }))
    for (let no = 0; no < 4; no++) await conversation.queue(`ill ${no}`)
    await conversation.drain()
    stage.twin.configure(CALM)
    const own = await stage.app.context.db.tenant(conversation.tenantId, integrationHealth)
    expect(own).toHaveLength(1)
    const [health] = own
    expect(health).toMatchObject({ integration: 'cloud_api', status: 'degraded' })
    expect(health!.calls).toBeGreaterThanOrEqual(5)
    expect(health!.errorRate).toBeGreaterThan(0.1)
    expect(health!.latencyMs).toBeGreaterThanOrEqual(0)
    const { b } = await twoTenants(stage.app)
    const theirs = await stage.app.call(b, 'GET', '/api/v1/integrations/health')
    expect(theirs.data).toMatchObject({ status: 'healthy', integrations: [] })
  })
})
