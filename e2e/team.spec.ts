import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../server/test/until.ts'
import { browserAvailable, openBrowser, openWindow, picture } from './support/browser.ts'
import { registerIn } from './support/forms.ts'
import { type Running, runServers } from './support/servers.ts'

const OWNER = { name: 'Salma Haddad', email: 'salma@team.example', password: 'a-long-enough-password' }
const GUEST = { name: 'Karim Alaoui', email: 'karim@team.example', password: 'several-words-of-his-own' }
const NEW_PASSWORD = 'other-words-than-before-these'

describe.skipIf(!browserAvailable)('a team', () => {
  let servers: Running
  let browser: Browser
  let owner: Page
  let guest: Page
  const errors: string[] = []

  beforeAll(async () => {
    ;[servers, browser] = await Promise.all([runServers('one'), openBrowser()])
    const windows = [await openWindow(browser), await openWindow(browser)]
    ;[owner, guest] = windows.map(window => window.page) as [Page, Page]
    for (const page of [owner, guest]) page.on('pageerror', error => errors.push(error.message))
  })
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    await picture(owner, 'team-failed-owner')
    await picture(guest, 'team-failed-guest')
  })
  afterAll(async () => {
    await browser?.close()
    await servers?.close()
  })

  /** The newest link to a page in the mails that were not sent. */
  async function mailedLink(page: string): Promise<string> {
    const link = new RegExp(`href="(http[^"]*/${page}#token=[^"]+)"`)
    const found = await until(
      async () => link.exec(await (await guest.request.get(`${servers.url}/dev/mail`)).text()),
      { what: `a mail that leads to ${page}`, timeout: 10_000 },
    )
    return found[1]!
  }

  it('begins with its owner, who invites somebody by mail', async () => {
    await registerIn(owner, servers.url, { business: 'Beit Haddad', ...OWNER })
    await owner.goto(`${servers.url}/team`)
    await owner.getByTestId('member').waitFor()
    await owner.getByTestId('invite').click()
    await owner.getByTestId('invite-email').fill(GUEST.email)
    await picture(owner, 'team-1-invite')
    await owner.getByTestId('invite-submit').click()
    await owner.getByTestId('invitation').waitFor()
    await picture(owner, 'team-2-invited')
  })

  it('gets its second member, who follows the link of the mail', async () => {
    await guest.goto(await mailedLink('accept-invitation'))
    await guest.getByTestId('accept-name').fill(GUEST.name)
    await guest.getByTestId('register-password').fill(GUEST.password)
    await picture(guest, 'team-3-accept')
    await guest.getByTestId('accept-submit').click()
    await guest.waitForURL('**/inbox**')
    await owner.reload()
    await owner.getByTestId('member').filter({ hasText: GUEST.name }).waitFor()
    expect(await owner.getByTestId('invitation').count()).toBe(0)
    await picture(owner, 'team-4-two')
  })

  it('has teams, and says which conversations somebody sees', async () => {
    await owner.getByTestId('team-add').click()
    await owner.getByTestId('team-name').fill('Kitchen')
    await owner.getByTestId('team-submit').click()
    const team = owner.getByTestId('team').filter({ hasText: 'Kitchen' })
    await team.getByTestId('team-join').click()
    await owner.getByRole('menuitem', { name: GUEST.name }).click()
    await team.getByTestId('team-member').filter({ hasText: GUEST.name }).waitFor()
    const row = owner.getByTestId('member').filter({ hasText: GUEST.name })
    await row.getByTestId('member-visibility').selectOption('team')
    await until(async () => (await row.getByTestId('member-visibility').inputValue()) === 'team')
    await picture(owner, 'team-4-teams')
  })

  it('makes a role of its own, and gives it to somebody', async () => {
    await owner.getByTestId('role-add').click()
    await owner.getByTestId('role-name').fill('Night shift')
    for (const permission of ['conversations:read', 'conversations:write', 'orders:read', 'users:read'])
      await owner.getByTestId(`may-${permission}`).check()
    await picture(owner, 'team-4-role')
    await owner.getByTestId('role-submit').click()
    await owner.getByTestId('role').filter({ hasText: 'Night shift' }).waitFor()
    const row = owner.getByTestId('member').filter({ hasText: GUEST.name })
    await row.getByTestId('member-role').selectOption({ label: 'Night shift' })
    await owner.getByTestId('role').filter({ hasText: '1 person' }).waitFor()
    await guest.goto(`${servers.url}/contacts`)
    await guest.getByText('Not for your role').waitFor()
    await guest.goto(`${servers.url}/inbox`)
    await picture(owner, 'team-4-roles')
  })

  it('has a way back for who forgot the password, and shows where one is signed in', async () => {
    const { page } = await openWindow(browser, { viewport: { width: 390, height: 844 } })
    await page.goto(`${servers.url}/login`)
    await page.getByTestId('forgot').click()
    await page.getByTestId('forgot-email').fill(GUEST.email)
    await page.getByTestId('forgot-submit').click()
    await page.getByTestId('forgot-done').waitFor()
    await page.goto(await mailedLink('reset-password'))
    await page.getByTestId('register-password').fill(NEW_PASSWORD)
    await picture(page, 'team-5-reset')
    await page.getByTestId('reset-submit').click()
    await page.waitForURL('**/login**')
    await page.getByTestId('login-email').fill(GUEST.email)
    await page.getByTestId('login-password').fill(NEW_PASSWORD)
    await page.getByTestId('login-submit').click()
    await page.waitForURL('**/inbox**')
    // The reset has ended the session of before, and a page that nobody touches notices.
    await guest.waitForURL('**/login**')
    await page.goto(`${servers.url}/account`)
    await page.getByTestId('sessions').getByRole('listitem').first().waitFor()
    expect(await page.getByTestId('sessions').getByRole('listitem').count()).toBe(1)
    await picture(page, 'team-6-account-phone')
    guest = page
  })

  it('says how conversations come to people, and what each of them takes on', async () => {
    await owner.goto(`${servers.url}/team`)
    await owner.getByTestId('assignment-mode').selectOption('least_loaded')
    await owner.getByTestId('assignment-capacity').fill('5')
    await owner.getByRole('switch', { name: 'Only in working hours' }).click()
    await picture(owner, 'team-8-assignment')
    await owner.getByTestId('assignment-save').click()
    await until(() => owner.getByTestId('assignment-save').isDisabled(), { what: 'the saved rules' })
    const row = owner.getByTestId('member').filter({ hasText: GUEST.name })
    await row.getByTestId('member-abilities').click()
    await owner.getByTestId('abilities-capacity').fill('3')
    await owner.getByTestId('abilities-skills').fill('Billing, returns')
    await owner.getByRole('button', { name: 'Arabic' }).click()
    await picture(owner, 'team-9-abilities')
    await owner.getByTestId('abilities-save').click()
    await owner.getByTestId('abilities').waitFor({ state: 'detached' })
    await owner.reload()
    expect(await owner.getByTestId('assignment-capacity').inputValue()).toBe('5')
    await row.getByTestId('member-abilities').click()
    expect(await owner.getByTestId('abilities-skills').inputValue()).toBe('billing, returns')
    await owner.keyboard.press('Escape')
  })

  it('lets each person choose what they are told of, and where', async () => {
    await guest.goto(`${servers.url}/account`)
    await guest.getByTestId('notify-waiting-push').check()
    await guest.getByTestId('notify-assigned-mail').check()
    await guest.waitForLoadState('networkidle')
    await guest.getByTestId('push-allow').scrollIntoViewIfNeeded()
    await picture(guest, 'team-10-notifications-phone')
    await guest.reload()
    await until(() => guest.getByTestId('notify-waiting-push').isChecked(), { what: 'the choice' })
  })

  it('loses a member who is removed: their page has no access any more', async () => {
    const row = owner.getByTestId('member').filter({ hasText: GUEST.name })
    await row.getByTestId('member-remove').click()
    await owner.getByTestId('confirm-action').click()
    await row.waitFor({ state: 'detached' })
    await guest.waitForURL('**/login**')
    expect(errors).toEqual([])
  })

  it('can be looked after in Arabic, at phone width', async () => {
    await owner.setViewportSize({ width: 390, height: 844 })
    await owner.evaluate(() => localStorage.setItem('tawsil.locale', 'ar'))
    await owner.reload()
    await owner.getByTestId('member').waitFor()
    await picture(owner, 'team-7-arabic-phone')
  })
})
