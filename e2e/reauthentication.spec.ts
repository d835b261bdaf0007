import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiAt, registerBusiness } from '../bench/lib/http.ts'
import { startTwin, type Twin } from '../simulator/twin.ts'
import { violations } from './support/axe.ts'
import { browserAvailable, openBrowser, openWindow, picture } from './support/browser.ts'
import { type Database, startDatabase } from './support/database.ts'
import { signInAt } from './support/forms.ts'
import { overflowing } from './support/overflow.ts'
import { type Running, runServers } from './support/servers.ts'

const EMAIL = 'a-number@bench.example'
const PASSWORD = 'bench-run-password'
const TOKEN = 'tawsil-twin-token'

describe.skipIf(!browserAvailable)('an unlocked browser, long after its person signed in', () => {
  let twin: Twin
  let database: Database
  let servers: Running
  let browser: Browser
  let page: Page
  const errors: string[] = []

  beforeAll(async () => {
    ;[twin, database, browser] = await Promise.all([
      startTwin({ port: 0, appSecret: 'reauthentication-app-secret' }),
      startDatabase(),
      openBrowser(),
    ])
    servers = await runServers('one', { env: { DATABASE_URL: database.appUrl, TWILIO_API_URL: twin.url } })
    const api = apiAt(servers.url)
    const { token } = await registerBusiness(api, 'A number')
    const credentials = { from: '+14155238886', accountSid: `AC${'0'.repeat(31)}1`, authToken: TOKEN }
    await api.post('/api/v1/channels', { provider: 'twilio', name: 'Twilio', credentials }, token)
    await api.close()
    page = await signedIn()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await servers?.close()
    await database?.close()
    await twin?.close()
    expect(errors).toEqual([])
  })

  async function signedIn(options: BrowserContextOptions = {}): Promise<Page> {
    const { page } = await openWindow(browser, options)
    page.on('pageerror', error => errors.push(error.message))
    await signInAt(page, servers.url, { email: EMAIL, password: PASSWORD })
    return page
  }
  /** Every sign-in was eleven minutes earlier. */
  const age = () => database.run(`update auth_session set authenticated_at = authenticated_at - interval '11 minutes'`)
  const dialog = (on: Page) => on.getByRole('dialog').filter({ has: on.getByTestId('reauthenticate') })
  const focused = (on: Page) => on.evaluate<string | null>("document.activeElement?.getAttribute('data-testid')")
  /** Opens the form for other credentials by the keyboard's and the mouse's ways, types a token, and saves. */
  const replaceToken = async (on: Page, token: string) => {
    await on.goto(`${servers.url}/channels`)
    await on.getByTestId('channel-card').filter({ hasText: 'Twilio' }).getByTestId('channel-menu').click()
    await on.getByRole('menuitem').nth(1).click()
    await on.getByTestId('channel-authToken').fill(token)
    await on.getByTestId('access-save').click()
  }

  it('is asked for nothing right after the sign-in', async () => {
    await replaceToken(page, TOKEN)
    await page.getByTestId('access-save').waitFor({ state: 'detached' })
    expect(await dialog(page).count()).toBe(0)
  })

  it('saves other credentials only with the password; a wrong one is said, and the form stays', async () => {
    expect(await age()).toBeGreaterThan(0)
    await replaceToken(page, TOKEN)
    await dialog(page).waitFor()
    expect(await focused(page)).toBe('reauthenticate-password')
    expect(await violations(page)).toEqual([])
    await page.keyboard.type('not the password')
    await page.keyboard.press('Enter')
    await dialog(page).getByRole('alert').getByText('This is not your password').waitFor()
    expect(await focused(page)).toBe('reauthenticate-password')
    // What was wrong is selected, so that typing replaces it.
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press('Enter')
    await dialog(page).waitFor({ state: 'detached' })
    await page.getByTestId('access-save').waitFor({ state: 'detached' })
    await page.getByText('It works.').waitFor()
  })

  it('changes nothing when it is cancelled: the form has what was typed, and the focus is back', async () => {
    await age()
    await replaceToken(page, 'another token')
    await dialog(page).waitFor()
    await page.keyboard.press('Escape')
    await dialog(page).waitFor({ state: 'detached' })
    await page.getByRole('dialog').getByRole('alert').getByText('Your password is needed for this').waitFor()
    expect(await page.getByTestId('channel-authToken').inputValue()).toBe('another token')
    expect(['access-save', 'channel-authToken', 'channel-accountSid']).toContain(await focused(page))
    await page.getByTestId('access-save').click()
    await page.getByTestId('reauthenticate-cancel').click()
    await dialog(page).waitFor({ state: 'detached' })
    expect(await page.getByTestId('channel-authToken').inputValue()).toBe('another token')
    await page.keyboard.press('Escape')
    await page.getByTestId('access-save').waitFor({ state: 'detached' })
  })

  it('tells a password manager whose password it is', async () => {
    await age()
    await replaceToken(page, TOKEN)
    await dialog(page).waitFor()
    const user = dialog(page).locator('input[autocomplete=username]')
    expect([await user.inputValue(), await user.isVisible()]).toEqual([EMAIL, false])
    expect(await page.getByTestId('reauthenticate-password').getAttribute('autocomplete')).toBe('current-password')
    await page.getByTestId('reauthenticate-cancel').click()
  })

  it('does not remove the number without the password', async () => {
    await age()
    await page.goto(`${servers.url}/channels`)
    const card = page.getByTestId('channel-card').filter({ hasText: 'Twilio' })
    await card.getByTestId('channel-menu').click()
    await page.getByRole('menuitem').last().click()
    await page.getByTestId('confirm-action').click()
    await dialog(page).waitFor()
    await page.getByTestId('reauthenticate-cancel').click()
    await dialog(page).waitFor({ state: 'detached' })
    await page.reload()
    await card.waitFor()
  })

  it.each([
    ['en-GB', 1440, 'light'],
    ['en-GB', 390, 'light'],
    ['ar', 1440, 'dark'],
    ['ar', 390, 'dark'],
    ['fr-FR', 390, 'light'],
  ] as const)('shows it well in %s at %i px', async (locale, width, colorScheme) => {
    const on = await signedIn({ locale, colorScheme, viewport: { width, height: 844 } })
    await age()
    await replaceToken(on, TOKEN)
    await dialog(on).waitFor()
    const name = `reauthentication-${locale}-${width}`
    await picture(on, name)
    expect(await overflowing(on)).toEqual([])
    expect(await violations(on)).toEqual([])
    await on.getByTestId('reauthenticate-password').fill('not the password')
    await on.getByTestId('reauthenticate-submit').click()
    await dialog(on).getByRole('alert').waitFor()
    await picture(on, `${name}-wrong`)
    expect(await overflowing(on)).toEqual([])
    await on.getByTestId('reauthenticate-password').fill(PASSWORD)
    await on.getByTestId('reauthenticate-submit').click()
    await on.getByTestId('access-save').waitFor({ state: 'detached' })
    await on.context().close()
  })
})
