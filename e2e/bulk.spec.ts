import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { DEMO_EMAIL } from '../server/demo/index.ts'
import { until } from '../server/test/until.ts'
import { violations } from './support/axe.ts'
import { browserAvailable, openBrowser, openWindow, picture } from './support/browser.ts'
import { signInAt } from './support/forms.ts'
import { overflowing } from './support/overflow.ts'
import { type Running, runServers } from './support/servers.ts'

const PASSWORD = 'a password of this journey'

describe.skipIf(!browserAvailable)('many conversations in the inbox', () => {
  let servers: Running
  let browser: Browser
  let page: Page
  const errors: string[] = []

  beforeAll(async () => {
    const env = { DEMO_PASSWORD: PASSWORD }
    ;[servers, browser] = await Promise.all([runServers('one', { demo: true, env }), openBrowser()])
    ;({ page } = await openWindow(browser))
    page.on('pageerror', error => errors.push(error.message))
    await signInAt(page, servers.url, { email: DEMO_EMAIL, password: PASSWORD })
    await rows().first().waitFor()
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(page, 'bulk-failed')
  })
  afterAll(async () => {
    await browser?.close()
    await servers?.close()
  })
  const rows = () => page.getByTestId('conversation-row')
  const choose = () => page.getByTestId('bulk-choose')

  it('are chosen one by one and resolved together', async () => {
    const before = await rows().count()
    expect(before).toBeGreaterThan(2)
    await page.getByTestId('inbox-select').click()
    await choose().nth(0).check()
    await choose().nth(1).check()
    await picture(page, 'bulk-chosen')
    expect(await violations(page)).toEqual([])
    await page.getByTestId('bulk-resolve').click()
    await until(async () => (await rows().count()) === before - 2)
    await until(async () => (await page.getByTestId('bulk-bar').count()) === 0)
  })

  it('are chosen by the filter of the list and given to one person', async () => {
    await page.goto(`${servers.url}/inbox`)
    await rows().first().waitFor()
    const open = await rows().count()
    await page.getByTestId('inbox-select').click()
    await page.getByTestId('bulk-all').click()
    await page.getByTestId('bulk-assign').click()
    await page.getByRole('menuitem').first().click()
    await until(async () => (await page.getByTestId('bulk-bar').count()) === 0)
    await page.goto(`${servers.url}/inbox?tab=mine`)
    await until(async () => (await rows().count()) === open)
  })

  it('are chosen on a phone in Arabic, too', async () => {
    const { page: phone } = await openWindow(browser, {
      viewport: { width: 390, height: 844 },
      locale: 'ar',
      storageState: await page.context().storageState(),
    })
    phone.on('pageerror', error => errors.push(error.message))
    await phone.goto(`${servers.url}/inbox?tab=all`)
    await phone.getByTestId('conversation-row').first().waitFor()
    await phone.getByTestId('inbox-select').click()
    await phone.getByTestId('bulk-choose').first().check()
    await picture(phone, 'bulk-phone-ar')
    expect(await overflowing(phone)).toEqual([])
    expect(errors).toEqual([])
  })
})
