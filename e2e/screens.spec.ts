import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { DEMO_EMAIL } from '../server/demo/index.ts'
import { until } from '../server/test/until.ts'
import { startTwin, type Twin } from '../simulator/twin.ts'
import { violations } from './support/axe.ts'
import { browserAvailable, openBrowser, openWindow, picture } from './support/browser.ts'
import { type NewBusiness, registerIn, signInAt } from './support/forms.ts'
import { overflowing } from './support/overflow.ts'
import { type Running, runServers } from './support/servers.ts'

const PASSWORD = 'a password of this journey'
const AGENT_EMAIL = 'sara@beit-zaytoun.example'
const PAGES = [
  'inbox',
  'contacts',
  'orders',
  'orders?view=all',
  'phone',
  'channels',
  'dead-letters',
  'status',
  'settings',
]
const WIDTHS = [320, 360, 390, 430]

type Options = Parameters<typeof openWindow>[1]

describe.skipIf(!browserAvailable)('every screen', () => {
  let servers: Running
  let browser: Browser
  let owner: Page
  let twin: Twin
  const errors: string[] = []

  beforeAll(async () => {
    twin = await startTwin({ port: 0, appSecret: 'screens-app-secret' })
    const env = { DEMO_PASSWORD: PASSWORD, TWILIO_API_URL: twin.url }
    ;[servers, browser] = await Promise.all([runServers('one', { demo: true, env }), openBrowser()])
    owner = await signedIn(DEMO_EMAIL)
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(owner, 'screens-failed')
  })
  afterAll(async () => {
    await browser?.close()
    await servers?.close()
    await twin?.close()
  })

  async function anyWindow(options: Options = {}): Promise<Page> {
    const { page } = await openWindow(browser, options)
    page.on('pageerror', error => errors.push(error.message))
    return page
  }
  async function signedIn(email: string, options: Options = {}): Promise<Page> {
    const page = await anyWindow(options)
    await signInAt(page, servers.url, { email, password: PASSWORD })
    await page.getByTestId('conversation-row').first().waitFor()
    return page
  }
  async function registered(kind: NewBusiness['kind']): Promise<Page> {
    const page = await anyWindow()
    await registerIn(page, servers.url, {
      business: `A new ${kind}`,
      kind,
      name: 'Nour',
      email: `nour@${kind}.example`,
      password: 'four quiet green lamps',
    })
    return page
  }
  /** Connects a number with a token that its provider refuses. */
  async function breakChannel(page: Page): Promise<void> {
    await page.goto(`${servers.url}/channels`)
    await page.getByTestId('channel-add').click()
    await page.locator('label', { has: page.getByTestId('channel-kind-twilio') }).click()
    await page.getByTestId('channel-from').fill('+14155238886')
    await page.getByTestId('channel-accountSid').fill(`AC${'0'.repeat(31)}1`)
    await page.getByTestId('channel-authToken').fill('mistyped')
    await page.getByTestId('channel-connect').click()
    await page.getByTestId('access-open').waitFor()
  }
  const calm = (page: Page) => page.waitForLoadState('networkidle')
  /** Waits until everything that moves once has arrived; what turns for ever does not count. */
  const still = (page: Page) =>
    // Asked from outside: the page itself may evaluate nothing.
    until(() =>
      page.evaluate<boolean>(
        "document.getAnimations().every(one => one.playState !== 'running' || one.effect.getComputedTiming().endTime === Infinity)",
      ),
    )
  /** Opens a page. @returns for how long its business had been quiet when its live line was joined, in milliseconds */
  async function joined(page: Page, path: string): Promise<number> {
    const quiet = new Promise<number>(resolve => {
      page.once('websocket', line =>
        line.on('framereceived', ({ payload }) => {
          const told = /"quietMs":(\d+)/.exec(String(payload))
          if (told) resolve(Number(told[1]))
        }),
      )
    })
    await page.goto(`${servers.url}/${path}`)
    return quiet
  }
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
    it.each(['delivery', 'support'] as const)('of kind %s promises no bot, because it has none', async kind => {
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

    it.each(['pharmacy', 'retail'] as const)(
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

  describe('to who cannot see or point', () => {
    it.each(['light', 'dark'] as const)('tells everything, in the %s theme, wide and narrow', async colorScheme => {
      const found = new Set<string>()
      for (const viewport of [
        { width: 1440, height: 900 },
        { width: 390, height: 844 },
      ]) {
        const page = await signedIn(DEMO_EMAIL, { colorScheme, viewport })
        const look = async (name: string) => {
          for (const fault of await violations(page)) found.add(`${name} at ${viewport.width} px: ${fault}`)
        }
        for (const path of PAGES) {
          await show(page, path)
          await look(path)
        }
        await show(page, 'inbox?tab=all')
        await page.getByTestId('conversation-row').first().click()
        await page.getByTestId('message-bubble').first().waitFor()
        await calm(page)
        await look('a conversation')
        await show(page, 'orders')
        await page.getByTestId('order-row').first().click()
        await page.getByTestId('order-detail').waitFor()
        await calm(page)
        await look('an order')
        await page.getByTestId('order-cancel').click()
        await page.getByTestId('confirm-action').waitFor()
        await still(page)
        await look('a question')
        await show(page, 'channels')
        await page.getByTestId('channel-add').click()
        await page.getByTestId('channel-connect').waitFor()
        await still(page)
        await look('a form')
        await page.context().close()
        const guest = await anyWindow({ colorScheme, viewport })
        for (const path of ['login', 'register', 'nowhere']) {
          await show(guest, path)
          for (const fault of await violations(guest)) found.add(`${path} at ${viewport.width} px: ${fault}`)
        }
        await guest.context().close()
      }
      expect([...found]).toEqual([])
    })

    it('says in the title of the window which page it is, and with whom one talks', async () => {
      const titles: string[] = []
      for (const path of PAGES) {
        await show(owner, path)
        titles.push(await owner.title())
      }
      expect(titles).toEqual([
        'Inbox · Tawsil',
        'Contacts · Tawsil',
        'Orders · Tawsil',
        'Orders · Tawsil',
        'Phone · Tawsil',
        'Channels · Tawsil',
        'Failed · Tawsil',
        'Status · Tawsil',
        'Settings · Tawsil',
      ])
      await show(owner, 'inbox?tab=all')
      const row = owner.getByTestId('conversation-row').first()
      const name = await row.locator('b').first().textContent()
      await row.click()
      await expect.poll(() => owner.title()).toBe(`${name} · Tawsil`)
      await show(owner, 'orders')
      await owner.getByTestId('order-row').first().click()
      await expect.poll(() => owner.title()).toMatch(/^Order #\d+ · Tawsil$/)
      await show(owner, 'nowhere')
      expect(await owner.title()).toBe('Nothing here · Tawsil')
      await owner.getByRole('main').getByRole('heading', { level: 1 }).waitFor()
    })
  })

  describe('the rail', () => {
    const rooms = (page: Page) => page.getByRole('navigation', { name: 'Main menu' }).getByRole('link')
    const names = async (page: Page) => (await rooms(page).allInnerTexts()).map(text => text.split('\n')[0])

    it('names every room, and shows an agent no room of the operator', async () => {
      await show(owner, 'inbox')
      const work = ['Inbox', 'Orders', 'Contacts', 'Phone']
      const setup = ['Channels', 'Failed', 'Webhooks', 'Audit log', 'Status', 'Team', 'Settings']
      expect(await names(owner)).toEqual([...work, ...setup])
      const agent = await signedIn(AGENT_EMAIL)
      expect(await names(agent)).toEqual([...work, 'Channels', 'Team', 'Settings'])
      for (const path of ['status', 'dead-letters']) {
        await show(agent, path)
        await agent.getByText('Not for your role').waitFor()
      }
      await agent.context().close()
    })

    it('marks Channels when one does not work', async () => {
      await show(owner, 'inbox')
      expect(await owner.getByTestId('room-channels').textContent()).not.toContain('!')
      await breakChannel(owner)
      await show(owner, 'inbox')
      await owner.getByTestId('room-channels').getByText('1 channel does not work').waitFor({ state: 'attached' })
      await show(owner, 'status')
      await owner.getByTestId('business-health').getByText('Error', { exact: true }).waitFor()
    })
  })

  it('asks a new business where it is when the clock does not say, in its own words and not the browser’s', async () => {
    const page = await anyWindow({ timezoneId: 'UTC', locale: 'fr-FR' })
    await page.goto(`${servers.url}/register`)
    await page.getByTestId('register-submit').click()
    expect(await page.getByText('Ce champ est nécessaire.').count()).toBe(6)
    expect(await page.evaluate("document.activeElement?.getAttribute('data-testid')")).toBe('register-business')
    await page.getByTestId('register-business').fill('Chez Apia')
    expect(await page.getByText('Ce champ est nécessaire.').count()).toBe(5)
    await page.getByTestId('register-email').fill('nobody')
    await page.getByTestId('register-submit').click()
    await page.getByText('Écrivez une adresse comme').waitFor()
    await page.getByTestId('register-timezone').selectOption('Pacific/Apia')
    await page.getByTestId('register-currency').selectOption('WST')
    await page.context().close()
  })

  it('reads each list once when it is opened, and no Arabic font without an Arabic word', async () => {
    const before = await registered('restaurant')
    // What was read shortly after something happened is read again.
    await expect.poll(() => joined(before, 'inbox'), { timeout: 60_000, interval: 500 }).toBeGreaterThan(5_000)
    // A window that showed Arabic before has the font in its memory.
    const page = await before.context().newPage()
    const asked: string[] = []
    page.on('request', request => asked.push(request.url().slice(servers.url.length)))
    await joined(page, 'inbox')
    await page.getByText('All answered').waitFor()
    // What the live line's answer makes the page read, it has asked for before this.
    await page.evaluate("fetch('/health').then(answer => answer.text())")
    const reads = asked.filter(path => path.startsWith('/api/v1/') && !path.includes('/auth/'))
    expect(reads.length).toBeGreaterThan(3)
    expect(reads.filter((path, at) => reads.indexOf(path) !== at)).toEqual([])
    expect(asked.filter(path => path.includes('arabic'))).toEqual([])
    await before.context().close()
  })

  it('shows no script error', () => {
    expect(errors).toEqual([])
  })
})
