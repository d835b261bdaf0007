import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AuthenticatorApp } from '../server/test/factors/authenticator-app.ts'
import { until } from '../server/test/until.ts'
import { violations } from './support/axe.ts'
import { browserAvailable, openBrowser, openWindow, picture } from './support/browser.ts'
import { registerIn } from './support/forms.ts'
import { overflowing } from './support/overflow.ts'
import { type Running, runServers } from './support/servers.ts'

const OWNER = {
  business: 'Beit Haddad',
  name: 'Salma Haddad',
  email: 'salma@keys.example',
  password: 'long-words-of-hers',
}
const GUEST = { name: 'Karim Alaoui', email: 'karim@keys.example', password: 'several-words-of-his-own' }

describe.skipIf(!browserAvailable)('passkeys, and a business that asks for a second factor', () => {
  let servers: Running
  let browser: Browser
  let owner: Page
  let guest: Page
  /** Browsers keep passkeys for names, not for addresses. */
  let url: string
  const errors: string[] = []

  beforeAll(async () => {
    ;[servers, browser] = await Promise.all([runServers('one'), openBrowser()])
    url = servers.url.replace('127.0.0.1', 'localhost')
    ;[owner, guest] = [await open(), await open({ width: 390, height: 844 })]
    await withAuthenticator(owner)
    await registerIn(owner, url, OWNER)
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await servers?.close()
    expect(errors).toEqual([])
  })

  async function open(viewport = { width: 1440, height: 900 }): Promise<Page> {
    const { page } = await openWindow(browser, { viewport })
    page.on('pageerror', error => errors.push(error.message))
    return page
  }
  /** A fingerprint reader in the window's computer, on which the right finger always lies. */
  async function withAuthenticator(page: Page): Promise<void> {
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('WebAuthn.enable')
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
  }

  it('are added under a name, with recovery codes, and can be called something else', async () => {
    await owner.goto(`${url}/account`)
    await owner.getByTestId('passkey-add').click()
    await owner.getByTestId('passkey-name').fill('Laptop')
    await owner.getByTestId('passkey-make').click()
    const codes = owner.getByTestId('recovery-codes').getByRole('listitem')
    await codes.first().waitFor()
    expect(await codes.count()).toBe(10)
    await owner.getByTestId('codes-done').click()
    await owner.getByTestId('passkey').getByText('Laptop').waitFor()
    await owner.getByTestId('passkey-rename').click()
    await owner.getByTestId('passkey-name').fill('Laptop at the till')
    await owner.getByTestId('passkey-save').click()
    await owner.getByTestId('passkey').getByText('Laptop at the till').waitFor()
    await owner.getByTestId('security').scrollIntoViewIfNeeded()
    await picture(owner, 'passkeys-1-added')
    expect(await violations(owner)).toEqual([])
  })

  it('sign in without a password, and stand in for the code where the password was given', async () => {
    const leave = async () => {
      await owner.goto(`${url}/account`)
      await owner.getByTestId('account-menu').click()
      await owner.getByRole('menuitem').last().click()
      await owner.waitForURL('**/login**')
    }
    await leave()
    await picture(owner, 'passkeys-2-login')
    await owner.getByTestId('passkey-login').click()
    await owner.waitForURL(where => !where.pathname.startsWith('/login'))
    await leave()
    await owner.getByTestId('login-email').fill(OWNER.email)
    await owner.getByTestId('login-password').fill(OWNER.password)
    await owner.getByTestId('login-submit').click()
    await owner.getByTestId('code').waitFor()
    await picture(owner, 'passkeys-3-step')
    expect(await violations(owner)).toEqual([])
    await owner.getByTestId('passkey-login').click()
    await owner.waitForURL(where => !where.pathname.startsWith('/login'))
  })

  it('lead a new colleague to setting one up, when the business asks for it', async () => {
    await owner.goto(`${url}/settings`)
    await owner.getByTestId('two-factor-policy').getByRole('switch').click()
    await owner.getByTestId('two-factor-policy').locator('[data-state=checked]').first().waitFor()
    await owner.getByTestId('two-factor-policy').scrollIntoViewIfNeeded()
    await picture(owner, 'passkeys-4-policy')
    await owner.goto(`${url}/team`)
    await owner.getByTestId('invite').click()
    await owner.getByTestId('invite-email').fill(GUEST.email)
    await owner.getByTestId('invite-submit').click()
    await owner.getByTestId('invitation').waitFor()
    await guest.goto(await mailedLink())
    await guest.getByTestId('accept-name').fill(GUEST.name)
    await guest.getByTestId('register-password').fill(GUEST.password)
    await guest.getByTestId('accept-submit').click()
    await guest.getByTestId('must-set-up').waitFor()
    await picture(guest, 'passkeys-5-must-phone')
    expect(await overflowing(guest)).toEqual([])
    expect(await violations(guest)).toEqual([])
    await guest.goto(`${url}/contacts`)
    await guest.getByTestId('must-set-up').waitFor()
    await guest.getByTestId('two-factor-on').click()
    const secret = await guest.getByTestId('two-factor-secret').locator('code').textContent()
    await picture(guest, 'passkeys-6-set-up-phone')
    await guest.getByTestId('code').fill(new AuthenticatorApp(secret!).codeAt(new Date()))
    await guest.getByTestId('two-factor-confirm').click()
    await guest.getByTestId('codes-done').click()
    await guest.getByTestId('must-set-up').waitFor({ state: 'detached' })
    expect(new URL(guest.url()).pathname).toBe('/contacts')
  })

  it('are shown in the team by who has them, beside the picture that somebody gave', async () => {
    await guest.goto(`${url}/account`)
    const photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#0d9488' } })
      .jpeg()
      .toBuffer()
    await guest.getByTestId('avatar-file').setInputFiles({ name: 'me.jpg', mimeType: 'image/jpeg', buffer: photo })
    await guest.getByTestId('avatar-remove').waitFor()
    await picture(guest, 'passkeys-7-avatar-phone')
    await owner.goto(`${url}/team`)
    const row = owner.getByTestId('member').filter({ hasText: GUEST.name })
    await row.getByTestId('member-two-factor').waitFor()
    await row.getByTestId('avatar-picture').waitFor()
    await picture(owner, 'passkeys-8-team')
    expect(await violations(owner)).toEqual([])
  })

  it('are shown well in Arabic, at phone width', async () => {
    await guest.evaluate(() => localStorage.setItem('tawsil.locale', 'ar'))
    await guest.goto(`${url}/account`)
    await guest.getByTestId('passkeys').scrollIntoViewIfNeeded()
    await picture(guest, 'passkeys-9-arabic-phone')
    expect(await overflowing(guest)).toEqual([])
    await guest.getByTestId('passkey-add').click()
    await guest.getByTestId('passkey-name').waitFor()
    await picture(guest, 'passkeys-10-arabic-add')
    expect(await overflowing(guest)).toEqual([])
    await guest.keyboard.press('Escape')
  })

  it('stay, as long as the business asks for them and there is no other', async () => {
    await owner.goto(`${url}/account`)
    await owner.getByTestId('passkeys').waitFor()
    await owner.getByTestId('passkey-remove').click()
    await owner.getByTestId('confirm-action').click()
    await owner.getByText('You need an authenticator app or a passkey').waitFor()
    await owner.getByTestId('passkey').waitFor()
  })

  async function mailedLink(): Promise<string> {
    const link = /href="(http[^"]*\/accept-invitation#token=[^"]+)"/
    const found = await until(
      async () => link.exec(await (await owner.request.get(`${servers.url}/dev/mail`)).text()),
      { what: 'a mail that invites', timeout: 10_000 },
    )
    return found[1]!.replace('127.0.0.1', 'localhost')
  }
})
