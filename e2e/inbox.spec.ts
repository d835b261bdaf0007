import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { DEMO_EMAIL } from '../server/demo/index.ts'
import { browserAvailable, openBrowser, openWindow, picture } from './support/browser.ts'
import { signInAt } from './support/forms.ts'
import { type Running, runServers } from './support/servers.ts'

const DEMO_PASSWORD = 'a password of this journey'
const COLLEAGUE = { email: 'sara@beit-zaytoun.example', name: 'Sara Mansour' }

describe.skipIf(!browserAvailable)('a day in the inbox', () => {
  let servers: Running
  let browser: Browser
  let owner: Page
  const errors: string[] = []

  beforeAll(async () => {
    const env = { DEMO_PASSWORD }
    ;[servers, browser] = await Promise.all([runServers('one', { demo: true, env }), openBrowser()])
    owner = await signedIn(DEMO_EMAIL)
    await open(owner)
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(owner, 'inbox-failed')
  })
  afterAll(async () => {
    await browser?.close()
    await servers?.close()
  })

  async function signedIn(email: string, options: Parameters<typeof openWindow>[1] = {}): Promise<Page> {
    const { page } = await openWindow(browser, options)
    page.on('pageerror', error => errors.push(error.message))
    await signInAt(page, servers.url, { email, password: DEMO_PASSWORD })
    await rows(page).first().waitFor()
    return page
  }
  const rows = (page: Page) => page.getByTestId('conversation-row')
  const open = async (page: Page, no = 0) => {
    await rows(page).nth(no).click()
    await page.getByTestId('message-bubble').first().waitFor()
  }
  const field = (page: Page) => page.getByTestId('composer-input')
  const focusedField = (page: Page) =>
    expect.poll(() => page.evaluate("document.activeElement?.getAttribute('data-testid')")).toBe('composer-input')

  it('begins with who waits for a person, and says for how long', async () => {
    const first = rows(owner).first()
    expect(await first.getByTestId('holder').getAttribute('data-holder')).toBe('waiting')
    expect(await first.getByTestId('waiting').count()).toBe(1)
    const tab = owner.getByRole('button', { name: /^Waiting\s*\d/ })
    const count = Number(/\d+/.exec((await tab.textContent()) ?? '')![0])
    await tab.click()
    await expect.poll(() => rows(owner).count()).toBe(count)
    await owner.getByRole('button', { name: 'Open', exact: true }).click()
  })

  it('has room in the header for the name, the number and the channel', async () => {
    const cut = await owner
      .locator('header small, header small *')
      .evaluateAll(parts =>
        parts
          .filter(part => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0)
          .map(part => part.textContent),
      )
    expect(cut).toEqual([])
  })

  it('what is typed after "Reply to this" is a reply, and does not resolve the conversation', async () => {
    const bubble = owner.getByTestId('message-bubble').last()
    await bubble.hover()
    await bubble.getByTestId('bubble-menu').click()
    await owner.getByRole('menuitem', { name: 'Reply to this' }).click()
    await focusedField(owner)
    await owner.keyboard.type('even here')
    expect(await field(owner).inputValue()).toBe('even here')
    expect(await owner.getByTestId('resolve').textContent()).toContain('Resolve')
    await field(owner).fill('')
  })

  it('a reaction and an assignment lead back to the reply', async () => {
    const bubble = owner.getByTestId('message-bubble').last()
    await bubble.hover()
    await bubble.getByTestId('bubble-menu').click()
    await owner.getByRole('menuitem', { name: '👍' }).click()
    await focusedField(owner)
    await owner.getByRole('button', { name: /^Assign/ }).click()
    await owner.getByRole('menuitem', { name: 'To me' }).click()
    await focusedField(owner)
  })

  it('the details of a message say when it was sent, and under which id', async () => {
    const bubble = owner.getByTestId('message-bubble').and(owner.locator('[data-direction=outbound]')).last()
    await bubble.hover()
    await bubble.getByTestId('bubble-menu').click()
    await owner.getByRole('menuitem', { name: 'Details' }).click()
    const details = owner.getByTestId('message-details')
    await details.getByText('Handed to us').waitFor()
    await details.getByText(/^msg_[0-9a-f]{32}$/).waitFor()
    await owner.keyboard.press('Escape')
    await details.waitFor({ state: 'detached' })
  })

  it('a file with a long name stays within its dialog, and sending it leads back to the reply', async () => {
    const buffer = Buffer.from('%PDF-1.4\n%%EOF\n')
    const name = `${'a-very-long-name-without-a-single-space'.repeat(5)}.pdf`
    await rows(owner).first().focus()
    await owner.getByTestId('attach-file').setInputFiles({ name, mimeType: 'application/pdf', buffer })
    const dialog = owner.getByRole('dialog')
    await dialog.getByTestId('file-name').waitFor()
    expect(
      await dialog.evaluate(box => [...box.querySelectorAll('*')].every(part => part.clientWidth <= box.clientWidth)),
    ).toBe(true)
    await dialog.getByTestId('attach-send').click()
    await dialog.waitFor({ state: 'detached' })
    await focusedField(owner)
  })

  it('who opens a conversation is told at the reply who is there already', async () => {
    const colleague = await signedIn(COLLEAGUE.email)
    await colleague.goto(owner.url())
    await colleague.getByTestId('others').getByText('Layla').waitFor()
    await owner.getByTestId('others').getByText(COLLEAGUE.name).waitFor()
    await colleague.getByTestId('composer-input').fill('One moment')
    await owner.getByTestId('others').getByText(`${COLLEAGUE.name} is writing`).waitFor()
    await colleague.context().close()
    await owner.getByTestId('others').waitFor({ state: 'detached' })
  })

  it('is marked as unread by a key, for oneself', async () => {
    const row = rows(owner).first()
    const href = (await row.getAttribute('href'))!
    await row.click()
    await field(owner).waitFor()
    await owner.getByTestId('thread').focus()
    await owner.keyboard.press('u')
    await owner.waitForURL(url => url.pathname === '/inbox')
    await owner
      .locator(`a[href="${href}"]`)
      .getByText(/unread/)
      .waitFor({ state: 'attached' })
  })

  it('the menu of a bubble lies over no letter, in either direction of writing, on touch', async () => {
    for (const locale of ['en-GB', 'ar']) {
      const phone = await signedIn(DEMO_EMAIL, {
        locale,
        viewport: { width: 390, height: 844 },
        hasTouch: true,
        isMobile: true,
      })
      await open(phone)
      const overlaps = await phone.getByTestId('message-bubble').evaluateAll(bubbles =>
        bubbles.some(bubble => {
          const menu = bubble.querySelector('[data-testid=bubble-menu]')?.getBoundingClientRect()
          const box = bubble.getBoundingClientRect()
          return menu && !(menu.right <= box.left || menu.left >= box.right)
        }),
      )
      expect([locale, overlaps]).toEqual([locale, false])
      expect(await phone.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
      await phone.context().close()
    }
  })

  it('speaks the language of the browser from the first sign-in on', async () => {
    const french = await signedIn(DEMO_EMAIL, { locale: 'fr-FR' })
    await french.getByRole('heading', { name: 'Messages' }).waitFor()
    expect(await french.evaluate('document.documentElement.lang')).toBe('fr')
    await french.context().close()
  })

  it('a channel that is removed says so, and shows no error', async () => {
    await owner.goto(`${servers.url}/channels`)
    await owner.getByTestId('channel-menu').first().click()
    await owner.getByRole('menuitem', { name: 'Remove' }).click()
    await owner.getByTestId('confirm-action').click()
    await owner
      .getByText(/removed/i)
      .first()
      .waitFor()
    expect(await owner.getByText('Something went wrong').count()).toBe(0)
  })

  it('saw no script error', () => {
    expect(errors).toEqual([])
  })
})
