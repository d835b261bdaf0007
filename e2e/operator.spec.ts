import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiAt, registerBusiness } from '../bench/lib/http.ts'
import { violations } from './support/axe.ts'
import { browserAvailable, openBrowser, openWindow, picture } from './support/browser.ts'
import { signInAt } from './support/forms.ts'
import { overflowing } from './support/overflow.ts'
import { type Running, runServers } from './support/servers.ts'

const OWNER = { email: 'a-business@bench.example', password: 'bench-run-password' }
const OPERATOR = { email: 'operator@bench.example', password: 'the operator of all of it' }
const REASON = 'The invoice of March is open.'

describe.skipIf(!browserAvailable)('the operator, while the owner of a business works', () => {
  let servers: Running
  let browser: Browser
  let owner: Page
  let operator: Page
  const errors: string[] = []

  beforeAll(async () => {
    browser = await openBrowser()
    const { email, password } = OPERATOR
    servers = await runServers('one', { env: { SYSTEM_ADMIN_EMAIL: email, SYSTEM_ADMIN_PASSWORD: password } })
    const api = apiAt(servers.url)
    await registerBusiness(api, 'A business')
    await api.close()
    owner = await signedIn(OWNER)
    operator = await signedIn(OPERATOR)
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await servers?.close()
    expect(errors).toEqual([])
  })

  async function signedIn(person: typeof OWNER, options: BrowserContextOptions = {}): Promise<Page> {
    const { page } = await openWindow(browser, options)
    page.on('pageerror', error => errors.push(error.message))
    await signInAt(page, servers.url, person)
    return page
  }
  const openTenant = async (on: Page) => {
    await on.goto(`${servers.url}/operator`)
    await on.getByTestId('tenant-row').filter({ hasText: 'A business' }).click()
    await on.getByTestId('operated-tenant').waitFor()
  }

  it('comes to the list of businesses, and finds one', async () => {
    await operator.waitForURL('**/operator')
    await operator.getByTestId('tenant-row').filter({ hasText: 'A business' }).waitFor()
    await operator.getByRole('searchbox').fill('nobody has this name')
    await operator.getByText('No business found').waitFor()
    await operator.getByRole('searchbox').fill('a busi')
    await operator.getByTestId('tenant-row').filter({ hasText: 'A business' }).waitFor()
    expect(await violations(operator)).toEqual([])
    await picture(operator, 'operator-list')
  })

  it('suspends the business: its open browser says so with the reason, and goes on by itself when it is resumed', async () => {
    await owner.getByTestId('room-inbox').waitFor()
    await openTenant(operator)
    await operator.getByTestId('operator-suspend').click()
    await operator.getByTestId('suspend-reason').fill(REASON)
    await operator.getByTestId('suspend-confirm').click()
    await operator.getByTestId('suspended-reason').waitFor()

    await owner.getByTestId('suspended').waitFor()
    await owner.getByTestId('suspended-reason').getByText(REASON).waitFor()
    expect(await violations(owner)).toEqual([])
    await picture(owner, 'suspended')

    await operator.getByTestId('operator-resume').click()
    await operator.getByTestId('operator-suspend').waitFor()
    await owner.getByTestId('room-inbox').waitFor()
    expect(await owner.getByTestId('suspended').count()).toBe(0)
  })

  it('gives the business another plan, and its owner makes a key, which is shown once', async () => {
    await openTenant(operator)
    await operator.getByTestId('operator-plan').click()
    await operator.getByTestId('plan-select').selectOption('premium')
    await picture(operator, 'operator-plan')
    await operator.getByTestId('plan-save').click()
    await operator.getByTestId('plan-save').waitFor({ state: 'detached' })
    await picture(operator, 'operator-tenant')

    await owner.goto(`${servers.url}/settings`)
    await owner.getByTestId('plan-section').getByText('Premium').waitFor()
    await owner.getByTestId('key-add').click()
    await owner.getByTestId('key-name').fill('Till')
    await owner.getByTestId('key-mode').selectOption('live')
    await owner.getByTestId('permission-contacts:read').check()
    await picture(owner, 'key-make')
    expect(await violations(owner)).toEqual([])
    await owner.getByTestId('key-make').click()
    const shown = owner.getByTestId('key-shown').locator('code')
    const key = `${await shown.textContent()}`
    expect(key).toMatch(/^tws_live_[0-9A-Za-z]{49}$/)
    await owner.getByTestId('key-done').click()
    await owner.getByTestId('key-row').filter({ hasText: 'Till' }).waitFor()
    expect(await owner.content()).not.toContain(key)
    const ask = () => fetch(`${servers.url}/api/v1/contacts`, { headers: { authorization: `Bearer ${key}` } })
    expect((await ask()).status).toBe(200)
    await picture(owner, 'settings-plan-keys')

    await owner.getByTestId('key-menu').click()
    await owner.getByRole('menuitem').nth(1).click()
    await owner.getByTestId('confirm-action').click()
    await owner.getByTestId('key-row').waitFor({ state: 'detached' })
    expect((await ask()).status).toBe(401)
  })

  it('looks into the business for a reason, sees that it is a visit, and leaves', async () => {
    await openTenant(operator)
    await operator.getByTestId('operator-enter').click()
    await operator.getByTestId('enter-reason').fill('Ticket 12')
    await operator.getByTestId('enter-confirm').click()
    await operator.getByTestId('visit-banner').waitFor()
    await operator.waitForURL('**/inbox**')
    await picture(operator, 'operator-visit')
    await operator.getByTestId('visit-leave').click()
    await operator.waitForURL('**/operator')
    await operator.getByTestId('tenant-row').first().waitFor()
  })

  it('sees the platform', async () => {
    await operator.goto(`${servers.url}/operator/platform`)
    await operator.getByTestId('platform').getByText('database').waitFor()
    expect(await violations(operator)).toEqual([])
    await picture(operator, 'operator-platform')
  })

  it('tells everybody something, and takes it back', async () => {
    await operator.goto(`${servers.url}/operator/platform`)
    for (const [language, text] of [
      ['en', 'Back at noon.'],
      ['fr', 'De retour à midi.'],
      ['ar', 'نعود عند الظهر.'],
    ])
      await operator.getByTestId(`announcement-${language}`).fill(text!)
    await operator.getByTestId('announcement-send').click()
    await operator.getByTestId('announcement').getByText('Back at noon.').waitFor()
    await owner.goto(`${servers.url}/settings`)
    await owner.getByTestId('announcement').getByText('Back at noon.').waitFor()
    await picture(owner, 'announcement')
    await operator.getByTestId('announcement-remove').click()
    await operator.getByTestId('announcement').waitFor({ state: 'detached' })
  })

  it('finds everything on a phone, from right to left', async () => {
    const viewport = { width: 390, height: 844 }
    const phone = await signedIn(OPERATOR, { viewport, locale: 'ar', hasTouch: true })
    await phone.waitForURL('**/operator')
    await phone.getByTestId('tenant-row').first().waitFor()
    expect(await overflowing(phone)).toEqual([])
    await picture(phone, 'operator-list-ar')
    await phone.getByTestId('tenant-row').first().click()
    await phone.getByTestId('operated-tenant').waitFor()
    expect(await overflowing(phone)).toEqual([])
    await picture(phone, 'operator-tenant-ar')
    const own = await signedIn(OWNER, { viewport, locale: 'ar', hasTouch: true })
    await own.goto(`${servers.url}/settings`)
    await own.getByTestId('plan-section').waitFor()
    await own.getByTestId('keys-section').waitFor()
    expect(await overflowing(own)).toEqual([])
    await own.getByTestId('plan-section').scrollIntoViewIfNeeded()
    await picture(own, 'settings-plan-ar')
  })
})
