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

describe.skipIf(!browserAvailable)('an agent who sees some conversations only', () => {
  let servers: Running
  let browser: Browser
  let owner: Page
  let agent: Page
  let name: string
  /** What is theirs from the start, and what the owner gives to their team. */
  let own: number
  let given: string
  const errors: string[] = []

  beforeAll(async () => {
    const env = { DEMO_PASSWORD: PASSWORD }
    ;[servers, browser] = await Promise.all([runServers('one', { demo: true, env }), openBrowser()])
    ;[owner, agent] = [(await openWindow(browser)).page, (await openWindow(browser)).page]
    for (const page of [owner, agent]) page.on('pageerror', error => errors.push(error.message))
    await signInAt(owner, servers.url, { email: DEMO_EMAIL, password: PASSWORD })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    await picture(owner, 'visibility-failed-owner')
    await picture(agent, 'visibility-failed-agent')
  })
  afterAll(async () => {
    await browser?.close()
    await servers?.close()
  })
  const rows = (page: Page) => page.getByTestId('conversation-row')
  const rowOf = (page: Page) => page.locator(`[data-row="${given}"]`)
  const choose = async (item: string) => {
    await owner.getByRole('button', { name: /^Assign/ }).click()
    await owner.getByRole('menuitem', { name: item, exact: true }).click()
  }

  it('has what is assigned to them, and what is routed to their team', async () => {
    await owner.goto(`${servers.url}/team`)
    const member = owner
      .getByTestId('member')
      .filter({ has: owner.getByTestId('member-visibility') })
      .first()
    name = (await member.locator('bdi.people').textContent())!.trim()
    const email = (await member.locator('bdi[dir=ltr]').textContent())!.trim()
    await member.getByTestId('member-visibility').selectOption('team')
    await owner.getByTestId('team-add').click()
    await owner.getByTestId('team-name').fill('Deliveries')
    await owner.getByTestId('team-submit').click()
    await owner.getByTestId('team-join').click()
    await owner.getByRole('menuitem', { name }).click()
    await owner.getByTestId('team-member').waitFor()
    await signInAt(agent, servers.url, { email, password: PASSWORD })
    await agent.goto(`${servers.url}/inbox?tab=all`)
    await rows(agent).first().waitFor()
    own = await rows(agent).count()
    expect(await rows(agent).filter({ hasText: name }).count()).toBe(own)
    await owner.goto(`${servers.url}/inbox?tab=all`)
    const other = rows(owner).filter({ hasNotText: name }).first()
    given = (await other.getAttribute('data-row'))!
    await other.click()
    await choose('Deliveries')
    await rowOf(agent).waitFor()
    expect(await rows(agent).count()).toBe(own + 1)
    await picture(owner, 'visibility-1-routed')
  })

  it('is shown what is theirs, and it goes from the screen when it is given to others', async () => {
    await rowOf(agent).click()
    await agent.getByTestId('message-bubble').first().waitFor()
    await picture(agent, 'visibility-2-agent')
    await choose('No team')
    await agent.getByText('Not found').waitFor()
    await until(async () => (await rows(agent).count()) === own)
    await picture(agent, 'visibility-3-gone')
  })

  it('can be helped by the list of a team, on a phone in Arabic, too', async () => {
    await choose('Deliveries')
    await owner.getByTestId('inbox-sort').click()
    await owner.getByRole('menuitem', { name: 'Deliveries' }).click()
    await until(async () => (await rows(owner).count()) === 1)
    expect(await violations(owner)).toEqual([])
    await owner.setViewportSize({ width: 390, height: 844 })
    await owner.evaluate(() => localStorage.setItem('tawsil.locale', 'ar'))
    await owner.goto(owner.url().replace(/inbox\/[^?]+/, 'inbox'))
    await rows(owner).first().waitFor()
    await picture(owner, 'visibility-4-phone-ar')
    expect(await overflowing(owner)).toEqual([])
    expect(errors).toEqual([])
  })
})
