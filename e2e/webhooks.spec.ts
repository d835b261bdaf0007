import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../server/test/until.ts'
import { type Receiver, startReceiver } from '../server/test/webhooks/receiver.ts'
import { violations } from './support/axe.ts'
import { browserAvailable, openBrowser, openWindow, picture } from './support/browser.ts'
import { registerIn } from './support/forms.ts'
import { overflowing } from './support/overflow.ts'
import { type Running, runServers } from './support/servers.ts'

describe.skipIf(!browserAvailable)('webhooks and the audit trail in the browser', () => {
  let servers: Running
  let browser: Browser
  let page: Page
  let receiver: Receiver
  const errors: string[] = []

  beforeAll(async () => {
    ;[servers, browser, receiver] = await Promise.all([runServers('one'), openBrowser(), startReceiver()])
    ;({ page } = await openWindow(browser, { acceptDownloads: true }))
    page.on('pageerror', error => errors.push(error.message))
    await register()
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(page, 'webhooks-failed')
  })
  afterAll(async () => {
    await browser?.close()
    await servers?.close()
    await receiver?.close()
  })

  async function register(): Promise<void> {
    await registerIn(page, servers.url, {
      business: 'A new restaurant',
      name: 'Nour',
      email: 'nour@webhooks.example',
      password: 'four quiet green lamps',
    })
  }

  it('an endpoint is added, and what is sent there verifies with the secret that is shown', async () => {
    await page.goto(`${servers.url}/webhook-endpoints`)
    await page.getByTestId('webhook-add').click()
    await page.getByTestId('webhook-url').fill(receiver.url)
    await picture(page, 'webhooks-add')
    expect(await violations(page)).toEqual([])
    await page.getByTestId('webhook-save').click()
    const secret = (await page.getByTestId('webhook-secret').locator('code').textContent())!
    await page.keyboard.press('Escape')
    await page.getByTestId('webhook-test').click()
    await until(() => receiver.calls.length > 0, { timeout: 15_000 })
    const { raw, headers } = receiver.calls[0]!
    expect(new Webhook(secret).verify(raw, headers as Record<string, string>)).toBeTruthy()
  })

  it('its calls are listed with their answers, and one is sent again', async () => {
    receiver.behave(response => void response.writeHead(200).end('thank you'))
    await page.goto(`${servers.url}/settings`)
    await page.goto(`${servers.url}/webhook-endpoints`)
    await page.getByTestId('webhook-endpoint').locator('summary').first().click()
    await until(async () => (await page.getByTestId('webhook-attempt').count()) > 0, { timeout: 15_000 })
    await page.getByTestId('webhook-attempt').first().locator('summary').click()
    await picture(page, 'webhooks')
    expect(await violations(page)).toEqual([])
  })

  it('the debugger shows what arrives, with its signature checked', async () => {
    await page.getByTestId('webhook-debugger').click()
    await page.getByTestId('debugger-use').click()
    await page.getByTestId('webhook-save').click()
    await page.getByTestId('webhook-secret').waitFor()
    await page.keyboard.press('Escape')
    await until(async () => (await page.getByTestId('webhook-endpoint').count()) === 2)
  })

  it('who did what is listed, narrowed, and saved as a file', async () => {
    await page.goto(`${servers.url}/audit`)
    await page.getByTestId('audit-row').first().waitFor()
    await picture(page, 'audit')
    expect(await violations(page)).toEqual([])
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('audit-csv').click()])
    const text = await readFile((await download.path())!, 'utf8')
    expect(text).toContain('webhook_endpoint.created')
    await page.getByTestId('audit-type').selectOption('order.*')
    await until(async () => (await page.getByTestId('audit-row').count()) === 0)
  })

  it('fit a phone, also in Arabic', async () => {
    const { page: phone } = await openWindow(browser, {
      viewport: { width: 390, height: 844 },
      locale: 'ar',
      storageState: await page.context().storageState(),
    })
    phone.on('pageerror', error => errors.push(error.message))
    await phone.goto(`${servers.url}/webhook-endpoints`)
    await phone.getByTestId('webhook-endpoint').first().waitFor()
    expect(await overflowing(phone)).toEqual([])
    await picture(phone, 'webhooks-phone-ar')
    await phone.getByTestId('webhook-add').click()
    await picture(phone, 'webhooks-add-phone-ar')
    await phone.goto(`${servers.url}/audit`)
    await phone.getByTestId('audit-row').first().waitFor()
    expect(await overflowing(phone)).toEqual([])
    await picture(phone, 'audit-phone-ar')
    expect(errors).toEqual([])
  })
})
