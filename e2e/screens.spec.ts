import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { DEMO_EMAIL } from '../server/demo/index.ts'
import { browserAvailable, openBrowser, openWindow, picture } from './support/browser.ts'
import { overflowing } from './support/overflow.ts'
import { type Running, runServers } from './support/servers.ts'

const PASSWORD = 'a password of this journey'
const PAGES = ['inbox', 'orders', 'orders?view=all', 'phone', 'channels', 'dead-letters', 'status', 'settings']
const WIDTHS = [320, 360, 390, 430]

type Options = Parameters<typeof openWindow>[1]

describe.skipIf(!browserAvailable)('every screen', () => {
  let servers: Running
  let browser: Browser
  let owner: Page
  const errors: string[] = []

  beforeAll(async () => {
    const env = { DEMO_PASSWORD: PASSWORD }
    ;[servers, browser] = await Promise.all([runServers('one', { demo: true, env }), openBrowser()])
    owner = await signedIn(DEMO_EMAIL)
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(owner, 'screens-failed')
  })
  afterAll(async () => {
    await browser?.close()
    await servers?.close()
  })

  async function anyWindow(options: Options = {}): Promise<Page> {
    const { page } = await openWindow(browser, options)
    page.on('pageerror', error => errors.push(error.message))
    return page
  }
  async function signedIn(email: string, options: Options = {}): Promise<Page> {
    const page = await anyWindow(options)
    await page.goto(`${servers.url}/login`)
    await page.getByTestId('login-email').fill(email)
    await page.getByTestId('login-password').fill(PASSWORD)
    await page.getByTestId('login-submit').click()
    await page.waitForURL('**/inbox**')
    await page.getByTestId('conversation-row').first().waitFor()
    return page
  }
  async function registered(kind: string): Promise<Page> {
    const page = await anyWindow()
    await page.goto(`${servers.url}/register`)
    await page.getByTestId('register-business').fill(`A new ${kind}`)
    await page.locator('label', { has: page.getByTestId(`register-type-${kind}`) }).click()
    await page.getByTestId('register-name').fill('Nour')
    await page.getByTestId('register-email').fill(`nour@${kind}.example`)
    await page.getByTestId('register-password').fill('four quiet green lamps')
    await page.getByTestId('register-submit').click()
    await page.waitForURL('**/inbox**')
    return page
  }
  const calm = (page: Page) => page.waitForLoadState('networkidle')
  const show = async (page: Page, path: string) => {
    await page.goto(`${servers.url}/${path}`)
    await calm(page)
  }

  describe('at phone width', () => {
    const widest = async (page: Page, path: string) => {
      const found: string[] = []
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 })
        for (const fault of await overflowing(page)) found.push(`/${path} at ${width} px: ${fault}`)
      }
      return found
    }

    it.each(['en-GB', 'ar', 'fr-FR'])('stays within its sides, in %s', async locale => {
      const phone = await signedIn(DEMO_EMAIL, { locale, viewport: { width: 390, height: 800 } })
      const found: string[] = []
      for (const path of PAGES) {
        await show(phone, path)
        found.push(...(await widest(phone, path)))
      }
      await show(phone, 'inbox')
      await phone.getByTestId('conversation-row').first().click()
      await phone.getByTestId('message-bubble').first().waitFor()
      found.push(...(await widest(phone, 'inbox/…')))
      await show(phone, 'orders')
      await phone.getByTestId('order-row').first().click()
      await phone.getByTestId('order-detail').waitFor()
      found.push(...(await widest(phone, 'orders/…')))
      await phone.context().close()
      const guest = await anyWindow({ locale })
      for (const path of ['login', 'register', 'nowhere']) {
        await show(guest, path)
        found.push(...(await widest(guest, path)))
      }
      await guest.context().close()
      expect(found).toEqual([])
    })
  })

  describe('of a business', () => {
    it.each(['delivery', 'support'])('of kind %s promises no bot, because it has none', async kind => {
      const page = await registered(kind)
      await show(page, 'phone')
      await page.getByText('it arrives in the inbox').waitFor()
      await page.getByTestId('phone-hello').click()
      await page.getByTestId('phone-bubble').first().waitFor()
      expect(await page.getByText('The bot answers').count()).toBe(0)
      await show(page, 'settings')
      await page.getByText('No bot answers customers of this kind of business').waitFor()
      expect(await page.getByRole('switch', { name: /Bot answers/ }).count()).toBe(0)
      await show(page, 'orders')
      await page.getByText('No bot takes orders').waitFor()
      await page.context().close()
    })

    it.each(['pharmacy', 'retail'])(
      'of kind %s with an empty catalogue says that nothing can be ordered',
      async kind => {
        const page = await registered(kind)
        for (const path of ['orders', 'inbox']) {
          await show(page, path)
          await page.getByTestId('catalogue-notice').getByText('Nothing can be ordered').waitFor()
        }
        await show(page, 'phone')
        await page.getByText('the bot answers at once').waitFor()
        await page.context().close()
      },
    )

    it('that can take orders shows no such notice', async () => {
      for (const path of ['orders', 'inbox']) {
        await show(owner, path)
        expect(await owner.getByTestId('catalogue-notice').count()).toBe(0)
      }
    })

    it('asks before an order is cancelled, and says that the bot tells the customer', async () => {
      await show(owner, 'orders?view=confirmed')
      await owner.getByTestId('order-row').first().click()
      await owner.getByTestId('order-cancel').click()
      const dialog = owner.getByRole('dialog', { name: /^Cancel order/ })
      await dialog.getByText('The bot tells the customer').waitFor()
      await owner.keyboard.press('Escape')
    })
  })

  it('shows no script error', () => {
    expect(errors).toEqual([])
  })
})
