import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { redisAvailable } from '../server/test/withRedis.ts'
import { browserAvailable, openBrowser, openWindow, picture } from './support/browser.ts'
import { registerIn, signInAt } from './support/forms.ts'
import { type Running, runServers, type Size } from './support/servers.ts'

const OWNER = { name: 'Salma Haddad', email: 'salma@journey.example', password: 'a-long-enough-password' }

const skipped = (size: Size) => !browserAvailable || (size === 'many' && !redisAvailable)

for (const size of ['one', 'many'] as const) {
  describe.skipIf(skipped(size))(`a restaurant’s first order, size ${size}`, () => {
    let servers: Running
    let browser: Browser
    let owner: Page
    let agent: Page
    const errors: string[] = []
    let orderNumber = ''

    beforeAll(async () => {
      ;[servers, browser] = await Promise.all([runServers(size), openBrowser()])
      const windows = [await openWindow(browser), await openWindow(browser)]
      ;[owner, agent] = windows.map(window => window.page) as [Page, Page]
      for (const window of windows) window.page.on('pageerror', error => errors.push(error.message))
    })
    afterEach(async ({ task }) => {
      if (task.result?.state !== 'fail') return
      await picture(owner, `${size}-failed-owner`)
      await picture(agent, `${size}-failed-agent`)
    })
    afterAll(async () => {
      await browser?.close()
      await servers?.close()
    })

    it('registers', async () => {
      await registerIn(owner, servers.url, { business: 'Beit Haddad', ...OWNER }, () =>
        picture(owner, `${size}-1-register`),
      )
      await picture(owner, `${size}-2-empty-inbox`)
    })

    it('signs in in a second window', async () => {
      await signInAt(agent, servers.url, OWNER)
    })

    it('stays signed in when the page is loaded again, and keeps nothing where a script reads it', async () => {
      await agent.reload()
      await agent.getByTestId('account-menu').waitFor()
      const readable = await agent.evaluate(() => {
        const { document } = globalThis as unknown as { document: { cookie: string } }
        return JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie
      })
      expect(readable).toContain('tawsil.signed-in')
      // What a JWT begins with, and the name of the cookie.
      expect(readable).not.toMatch(/eyJ|refresh/)
    })

    it('orders through the phone, which the second window sees live', async () => {
      await owner.goto(`${servers.url}/phone`)
      await say(owner, 'hello')
      await agent.getByTestId('conversation-row').first().waitFor()
      await tap(owner, /new order/i)
      await tap(owner, /pick/i)
      await say(owner, '1')
      await chooseFirstRow(owner)
      await servers.flush()
      await tap(owner, /^2$/)
      await picture(owner, `${size}-3-phone-cart`)
      await tap(owner, /check ?out/i)
      await tap(owner, /confirm/i)
      const bubble = owner.getByText(/#\d+/).last()
      await bubble.waitFor()
      orderNumber = /#(\d+)/.exec((await bubble.textContent()) ?? '')![1]!
      await picture(owner, `${size}-4-phone-ordered`)
    })

    it('shows the order with its lines and total', async () => {
      await agent.goto(`${servers.url}/orders`)
      const row = agent.getByTestId('order-row').first()
      await row.waitFor()
      expect(await row.textContent()).toContain(orderNumber)
      await row.click()
      await agent.getByTestId('order-total').last().waitFor()
      await picture(agent, `${size}-5-order`)
    })

    it('answers from the inbox, and the customer’s phone shows it', async () => {
      await agent.goto(`${servers.url}/inbox`)
      await agent.getByTestId('conversation-row').first().click()
      await agent.getByTestId('message-bubble').first().waitFor()
      await agent.getByTestId('composer-input').fill('Your food will be ready in 20 minutes.')
      await agent.getByTestId('composer-send').click()
      await owner.getByText('Your food will be ready in 20 minutes.').first().waitFor()
      await agent.getByTestId('give-back').waitFor()
      await picture(agent, `${size}-6-answered`)
      await picture(owner, `${size}-7-customer-sees`)
    })

    it('keeps everything over a restart', async () => {
      await servers.restart()
      await agent.goto(`${servers.url}/inbox`)
      await agent.getByTestId('conversation-row').first().click()
      await agent.getByText('Your food will be ready in 20 minutes.').first().waitFor()
    })

    it('saw no script error', () => {
      expect(errors).toEqual([])
    })
  })
}

/** What the customer does, and the wait for the answer: their own bubble and at least one more. */
async function answered(page: Page, act: () => Promise<void>): Promise<void> {
  const bubbles = page.getByTestId('phone-bubble')
  const before = await bubbles.count()
  await act()
  await bubbles.nth(before + 1).waitFor()
}

const say = (page: Page, text: string) =>
  answered(page, async () => {
    await page.getByTestId('phone-input').fill(text)
    await page.getByTestId('phone-send').click()
  })

/** Taps the newest button of that name on the customer's phone. */
const tap = (page: Page, name: RegExp) =>
  answered(page, () => page.getByTestId('phone-button').filter({ hasText: name }).last().click())

/** Opens the newest list on the phone and picks its first row. */
const chooseFirstRow = (page: Page) =>
  answered(page, async () => {
    await page.getByTestId('phone-list').last().click()
    await page.getByTestId('phone-list-row').first().click()
  })
