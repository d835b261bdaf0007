import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { connectMeta, metaDelivery, metaText, postMeta } from '../../../test/meta.ts'
import { connectTwilio, postTwilio, twilioText } from '../../../test/twilio.ts'
import { twoTenants } from '../../../test/twoTenants.ts'
import { drainIntake } from './process-deliveries.ts'

let app: TestApp
let tenants: Awaited<ReturnType<typeof twoTenants>>
beforeAll(async () => {
  app = await buildApp()
  tenants = await twoTenants(app)
})
afterAll(() => app.close())

/** Messages that the provider says were written so many seconds from now; historic ones do not count. */
async function receive(channel: Awaited<ReturnType<typeof connectMeta>>, ...seconds: Array<number | string>) {
  for (const at of seconds) {
    const change = metaText(channel.phoneNumberId)
    const timestamp = typeof at === 'string' ? at : `${Math.floor(Date.now() / 1000) + at}`
    Object.assign(change.value.messages[0]!, { timestamp })
    const { path, appSecret: secret, wabaId } = channel
    expect((await postMeta(app, { path, secret, body: metaDelivery(wabaId, change) })).statusCode).toBe(200)
  }
  await drainIntake(app.context)
}

interface Clock {
  status: string
  secondsAhead: Record<string, number>
}

const report = async (): Promise<Clock> => (await app.app.inject({ method: 'GET', url: '/health' })).json().checks.clock

/** The report is kept for a second, so the one that is expected may come a little later. */
const clock = () => expect.poll(report, { timeout: 10_000 })

/** As if an hour had gone by. */
const anHourLater = () => app.database.query(`update channel_hour set hour = hour - interval '1 hour'`)

describe('the clock of the server', () => {
  it('is compared with the times of providers, of all businesses: late deliveries do not count', async () => {
    await clock().toMatchObject({ status: 'ok', secondsAhead: {} })
    const [one, other] = [await connectMeta(app, tenants.a), await connectMeta(app, tenants.b)]
    await receive(one, -660, -700)
    await clock().toMatchObject({ status: 'degraded', secondsAhead: { cloud_api: expect.closeTo(660, -1) } })
    await receive(other, -900, -2)
    await clock().toMatchObject({ status: 'ok', secondsAhead: { cloud_api: expect.closeTo(2, -1) } })
  })

  it('is shown behind when what comes was written later', async () => {
    await anHourLater()
    await receive(await connectMeta(app, tenants.a), 300, 320)
    await clock().toMatchObject({ status: 'degraded', secondsAhead: { cloud_api: expect.closeTo(-300, -1) } })
  })

  it('is not judged by providers that tell no time, nor by messages without one', async () => {
    await anHourLater()
    await anHourLater()
    const sender = await connectTwilio(app, tenants.a)
    await postTwilio(app, twilioText(sender, {}), { token: sender.authToken })
    await receive(await connectMeta(app, tenants.a), 'soon')
    await clock().toMatchObject({ status: 'ok', secondsAhead: {} })
  })
})
