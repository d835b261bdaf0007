import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiAt, registerBusiness } from '../bench/lib/http.ts'
import { until } from '../server/test/until.ts'
import { startTwin, type Twin } from '../simulator/twin.ts'
import { browserAvailable, openBrowser, openWindow, picture } from './support/browser.ts'
import { signInAt } from './support/forms.ts'
import { type Running, runServers } from './support/servers.ts'

const SECRET = 'providers-app-secret'
const NUMBER = { phoneNumberId: '106540352242922', wabaId: '102290129340398' }
const TWILIO = '+14155238886'
const CUSTOMERS = { meta: '212600000001', twilio: '+212600000002', waha: '212600000003' }
/** A picture of one red pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg=='

describe.skipIf(!browserAvailable)('one number of each provider, connected by hand', () => {
  let twin: Twin
  let servers: Running
  let browser: Browser
  let page: Page
  let errors: string[]
  let session = ''

  beforeAll(async () => {
    twin = await startTwin({ port: 0, appSecret: SECRET, statuses: { sentMs: 20, deliveredMs: 60, readMs: null } })
    const env = {
      META_APP_SECRET: SECRET,
      META_GRAPH_URL: twin.url,
      TWILIO_API_URL: twin.url,
      DEFAULT_PLAN: 'enterprise',
    }
    servers = await runServers('one', { env })
    twin.adjust({ webhookUrl: `${servers.url}/webhooks/meta`, twilioWebhookUrl: `${servers.url}/webhooks/twilio` })
    const api = apiAt(servers.url)
    await registerBusiness(api, 'Three numbers', 'support')
    await api.close()
    browser = await openBrowser()
    ;({ page, errors } = await openWindow(browser))
    await signInAt(page, servers.url, { email: 'three-numbers@bench.example', password: 'bench-run-password' })
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await servers?.close()
    await twin?.close()
    expect(errors).toEqual([])
  })

  const connect = async (kind: string, fields: Record<string, string>) => {
    await page.goto(`${servers.url}/channels`)
    await page.getByTestId('channel-add').click()
    await page.locator('label', { has: page.getByTestId(`channel-kind-${kind}`) }).click()
    for (const [name, value] of Object.entries(fields)) await page.getByTestId(`channel-${name}`).fill(value)
    await page.getByTestId('channel-connect').click()
  }
  const card = (text: string) => page.getByTestId('channel-card').filter({ hasText: text })
  const open = async (name: string) => {
    await page.goto(`${servers.url}/inbox`)
    await page.getByTestId('conversation-row').filter({ hasText: name }).first().click()
    await page.getByTestId('composer-input').waitFor()
  }
  const attach = async (item: string) => {
    await page.getByTestId('attach').click()
    await page.getByRole('menuitem', { name: item }).click()
  }
  const bubbles = (text: string) => page.getByTestId('message-bubble').filter({ hasText: text })
  const bodies = (provider: 'twilio' | 'waha' | undefined) =>
    twin
      .journal({ kind: 'send' })
      .filter(entry => entry.provider === provider && entry.accepted)
      .map(entry => JSON.stringify(entry.request))

  it('Meta: four values, and it is confirmed; what it cannot call is said', async () => {
    await connect('cloud_api', { ...NUMBER, accessToken: 'any', appSecret: SECRET })
    await page.getByRole('button', { name: 'Done' }).click()
    await card('WhatsApp (Meta)').getByText('Sends only: nothing arrives', { exact: true }).waitFor()
  })

  it('Twilio: a token that is refused is said at once, and mended where that is said', async () => {
    await connect('twilio', { from: TWILIO, accountSid: `AC${'0'.repeat(31)}1`, authToken: 'mistyped' })
    // The provider's own words are folded under what they mean.
    await page.getByText('Twilio does not accept').first().waitFor({ state: 'attached' })
    await page.getByTestId('access-open').click()
    await page.getByTestId('channel-authToken').fill('tawsil-twin-token')
    await page.getByTestId('access-save').click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await card('Twilio').getByText('Sends only: nothing arrives', { exact: true }).waitFor()
  })

  it('WAHA: a code is shown, and the dialog sees the phone that scans it', async () => {
    await connect('waha', { baseUrl: twin.url, apiKey: 'tawsil-twin-key', session: 'shop' })
    await page.getByTestId('link-code').waitFor()
    await picture(page, 'channel-link')
    session = 'shop'
    twin.scan(session, '14155550100')
    await page.getByTestId('phone-linked').waitFor()
    await page.getByRole('button', { name: 'Done' }).click()
    await card('Phone (WAHA)').getByText('Connected', { exact: true }).waitFor()
    await picture(page, 'channels')
  })

  it('what customers write to each arrives, pictures included', async () => {
    const name = (who: string) => `Customer of ${who}`
    twin.inject({
      ...NUMBER,
      from: CUSTOMERS.meta,
      name: name('Meta'),
      message: { type: 'image', image: { caption: 'My receipt' } },
    })
    twin.injectTwilio({ to: TWILIO, from: CUSTOMERS.twilio, name: name('Twilio'), text: 'hello from Twilio' })
    twin.injectWaha({
      session,
      from: CUSTOMERS.waha,
      name: name('WAHA'),
      media: { mimeType: 'image/png', base64: PIXEL, caption: 'Look' },
    })
    for (const who of ['Meta', 'Twilio', 'WAHA']) {
      await open(name(who))
      await page.getByTestId('message-bubble').first().waitFor()
    }
    await page.getByTestId('media-image').waitFor()
    await open(name('Meta'))
    await page.getByTestId('media-image').waitFor()
    await picture(page, 'inbox-media')
    await page.goto(`${servers.url}/channels`)
    for (const who of ['WhatsApp (Meta)', 'Twilio']) {
      await card(who).getByText('Connected', { exact: true }).waitFor()
    }
  })

  for (const [who, provider] of [
    ['Meta', undefined],
    ['Twilio', 'twilio'],
    ['WAHA', 'waha'],
  ] as const) {
    it(`${who}: each kind of message goes out in the form that it takes`, async () => {
      await open(`Customer of ${who}`)
      await page.getByTestId('composer-input').fill(`Salam ${who}`)
      await page.getByTestId('composer-send').click()
      await attach('Location')
      await page.getByTestId('place-at').fill('33.5731, -7.5898')
      await page.getByTestId('attach-send').click()
      await attach('Contact card')
      await page.getByTestId('contact-name').fill('The kitchen')
      await page.getByTestId('contact-phone').fill('+212612345678')
      await page.getByTestId('attach-send').click()
      await attach('Question with buttons')
      await page.getByTestId('choices-body').fill('Is that right?')
      await page.getByTestId('choices-title-0').fill('Yes')
      await page.getByTestId('choices-title-1').fill('No')
      await page.getByTestId('attach-send').click()
      await page.getByTestId('attach-file').setInputFiles({
        name: 'pixel.png',
        mimeType: 'image/png',
        buffer: Buffer.from(PIXEL, 'base64'),
      })
      await page.getByTestId('file-caption').fill('A pixel')
      await page.getByTestId('attach-send').click()
      await until(() => bodies(provider).length >= 5, { timeout: 45_000, what: `five messages by ${who}` })
      const sent = bodies(provider).join('\n')
      for (const words of [`Salam ${who}`, '33.5731', 'The kitchen', 'Is that right?', 'A pixel']) {
        expect(sent).toContain(words)
      }
      if (provider) expect(sent).toContain('1. Yes')
      await bubbles('A pixel').getByTestId('media-image').waitFor()
      await picture(page, `sent-${who.toLowerCase()}`)
    }, 90_000)
  }

  it('an answer that is lost ends as unknown, and a person settles it', async () => {
    twin.configure({ rules: [{ match: { op: 'send' }, fault: 'reset_before', times: 1 }] })
    await open('Customer of Meta')
    await page.getByTestId('composer-input').fill('Did this arrive?')
    await page.getByTestId('composer-send').click()
    await page.getByTestId('message-unknown').waitFor()
    await picture(page, 'unknown')
    await page.goto(`${servers.url}/dead-letters`)
    await page.getByTestId('uncertain').waitFor()
    await picture(page, 'stuck')
    await page.getByTestId('message-arrived').click()
    await page.getByTestId('uncertain').waitFor({ state: 'detached' })
    expect(bodies(undefined).filter(body => body.includes('Did this arrive?'))).toEqual([])
  })

  it('a provider unplugged turns the channel impaired; plugged in again, everything goes out', async () => {
    await open('Customer of Twilio')
    await twin.leave()
    for (const text of ['Are you there?', 'Still waiting', 'And now?']) {
      await page.getByTestId('composer-input').fill(text)
      await page.getByTestId('composer-send').click()
    }
    await page.goto(`${servers.url}/channels`)
    await card('Twilio').getByText('Impaired', { exact: true }).waitFor({ timeout: 40_000 })
    await picture(page, 'impaired')
    await twin.comeBack()
    await card('Twilio').getByText('Connected', { exact: true }).waitFor({ timeout: 60_000 })
    const arrived = () => bodies('twilio').filter(body => /Are you there|Still waiting|And now/.test(body))
    await until(() => arrived().length === 3, { timeout: 30_000 })
    expect(arrived().map(body => /Are|Still|And/.exec(body)![0])).toEqual(['Are', 'Still', 'And'])
  }, 150_000)
})
