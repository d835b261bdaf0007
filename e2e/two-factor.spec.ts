import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiAt, registerBusiness } from '../bench/lib/http.ts'
import { AuthenticatorApp } from '../server/test/factors/authenticator-app.ts'
import { violations } from './support/axe.ts'
import { browserAvailable, openBrowser, openWindow, picture } from './support/browser.ts'
import { overflowing } from './support/overflow.ts'
import { type Running, runServers } from './support/servers.ts'

const EMAIL = 'two-steps@bench.example'
const PASSWORD = 'bench-run-password'
const STEP_MS = 30_000

describe.skipIf(!browserAvailable)('two-factor sign-in', () => {
  let servers: Running
  let browser: Browser
  let page: Page
  let authenticator: AuthenticatorApp
  let recoveryCodes: string[]
  /** The half minute of the newest code that was used; each counts once. */
  let used = 0
  const errors: string[] = []

  beforeAll(async () => {
    ;[servers, browser] = await Promise.all([runServers('one'), openBrowser()])
    const api = apiAt(servers.url)
    await registerBusiness(api, 'Two steps')
    await api.close()
    page = await open()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await servers?.close()
    expect(errors).toEqual([])
  })

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const { page } = await openWindow(browser, options)
    page.on('pageerror', error => errors.push(error.message))
    return page
  }
  async function logIn(on: Page): Promise<void> {
    await on.goto(`${servers.url}/login`)
    await on.getByTestId('login-email').fill(EMAIL)
    await on.getByTestId('login-password').fill(PASSWORD)
    await on.getByTestId('login-submit').click()
  }
  /** A code that was not used yet; the app of a phone whose clock is a little ahead shows it already. */
  function nextCode(): string {
    used = Math.max(used + 1, Math.floor(Date.now() / STEP_MS))
    return authenticator.codeAt(new Date(used * STEP_MS))
  }
  async function atAccount(on: Page): Promise<void> {
    await on.goto(`${servers.url}/account`)
    await on.getByTestId('security').waitFor()
  }

  it('is turned on by the code of an app that has scanned the picture, and gives recovery codes', async () => {
    await logIn(page)
    await page.waitForURL('**/inbox**')
    await atAccount(page)
    await picture(page, 'two-factor-1-off')
    await page.getByTestId('two-factor-on').click()
    await page.getByTestId('two-factor-qr').locator('svg').waitFor()
    const secret = await page.getByTestId('two-factor-secret').locator('code').textContent()
    authenticator = new AuthenticatorApp(secret!)
    await picture(page, 'two-factor-2-set-up')
    expect(await violations(page)).toEqual([])
    await page.getByTestId('code').fill('000000')
    await page.getByTestId('two-factor-confirm').click()
    await page.getByTestId('form-error').waitFor()
    await page.getByTestId('code').fill(nextCode())
    await page.getByTestId('two-factor-confirm').click()
    const codes = page.getByTestId('recovery-codes').getByRole('listitem')
    await codes.first().waitFor()
    recoveryCodes = await codes.allInnerTexts()
    expect(recoveryCodes).toHaveLength(10)
    await picture(page, 'two-factor-3-codes')
    await page.getByTestId('codes-done').click()
    await page.getByTestId('codes-left').waitFor()
    await picture(page, 'two-factor-4-on')
  })

  it('asks for a code after the password, refuses a wrong one and takes a right one', async () => {
    const on = await open()
    await logIn(on)
    await on.getByTestId('code').waitFor()
    expect(await on.evaluate<string | null>("document.activeElement?.getAttribute('data-testid')")).toBe('code')
    expect(await on.evaluate<string | null>("localStorage.getItem('tawsil.signed-in')")).toBeNull()
    await picture(on, 'two-factor-5-step')
    expect(await violations(on)).toEqual([])
    await on.getByTestId('code').fill('000000')
    await on.getByTestId('second-submit').click()
    await on.getByTestId('form-error').waitFor()
    await on.getByTestId('code').fill(nextCode())
    await on.getByTestId('second-submit').click()
    await on.waitForURL('**/inbox**')
    await on.context().close()
  })

  it('takes a recovery code where the phone is not there', async () => {
    const on = await open({ viewport: { width: 390, height: 844 } })
    await logIn(on)
    await on.getByTestId('second-recovery').click()
    await on.getByTestId('code').fill(recoveryCodes[0]!)
    await picture(on, 'two-factor-6-recovery-phone')
    await on.getByTestId('second-submit').click()
    await on.waitForURL('**/inbox**')
    await atAccount(on)
    await on.getByTestId('codes-left').getByText('9 recovery codes').waitFor()
    await on.context().close()
  })

  it.each([
    ['en-GB', 390, 'light'],
    ['ar', 1440, 'dark'],
    ['ar', 390, 'light'],
    ['fr-FR', 390, 'light'],
  ] as const)('is shown well in %s at %i px', async (locale, width, colorScheme) => {
    const on = await open({ locale, colorScheme, viewport: { width, height: 844 } })
    await logIn(on)
    await on.getByTestId('code').waitFor()
    await picture(on, `two-factor-${locale}-${width}-step`)
    expect(await overflowing(on)).toEqual([])
    expect(await violations(on)).toEqual([])
    await on.getByTestId('second-recovery').click()
    await on.getByTestId('code').fill(recoveryCodes.pop()!)
    await on.getByTestId('second-submit').click()
    await on.waitForURL('**/inbox**')
    await atAccount(on)
    await on.getByTestId('security').scrollIntoViewIfNeeded()
    await picture(on, `two-factor-${locale}-${width}-account`)
    expect(await overflowing(on)).toEqual([])
    await on.getByTestId('two-factor-off').click()
    await on.getByTestId('two-factor-password').waitFor()
    await picture(on, `two-factor-${locale}-${width}-off`)
    expect(await overflowing(on)).toEqual([])
    expect(await violations(on)).toEqual([])
    await on.context().close()
  })

  it('is turned off by password and code', async () => {
    await atAccount(page)
    await page.getByTestId('two-factor-off').click()
    await page.getByTestId('two-factor-password').fill(PASSWORD)
    await page.getByTestId('code').fill(recoveryCodes.pop()!)
    await page.getByTestId('two-factor-off-confirm').click()
    await page.getByTestId('two-factor-on').waitFor()
    const on = await open()
    await logIn(on)
    await on.waitForURL('**/inbox**')
    await on.context().close()
  })
})
