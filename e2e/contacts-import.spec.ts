import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../server/test/until.ts'
import { violations } from './support/axe.ts'
import { browserAvailable, openBrowser, openWindow, picture } from './support/browser.ts'
import { registerIn } from './support/forms.ts'
import { overflowing } from './support/overflow.ts'
import { type Running, runServers } from './support/servers.ts'

const FILE = [
  'Nom;Téléphone;Langue;Ville',
  'Zoé Lefèvre;+212612345678;fr;Fès',
  'أحمد بن علي;+212612345679;ar;الرباط',
  'Nobody;12;;',
  '=1+1;+212612345670;;',
].join('\n')

describe.skipIf(!browserAvailable)('contacts in the browser', () => {
  let servers: Running
  let browser: Browser
  let page: Page
  const errors: string[] = []

  beforeAll(async () => {
    ;[servers, browser] = await Promise.all([runServers('one'), openBrowser()])
    ;({ page } = await openWindow(browser, { acceptDownloads: true }))
    page.on('pageerror', error => errors.push(error.message))
    await register()
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(page, 'contacts-failed')
  })
  afterAll(async () => {
    await browser?.close()
    await servers?.close()
  })

  async function register(): Promise<void> {
    await registerIn(page, servers.url, {
      business: 'A new restaurant',
      name: 'Nour',
      email: 'nour@contacts.example',
      password: 'four quiet green lamps',
    })
  }
  const rows = () => page.getByTestId('contact-row')
  const choose = (text: string) =>
    page
      .getByTestId('import-file')
      .setInputFiles({ name: 'clients.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })

  it('are brought in from a file, whose mistakes are shown before and after', async () => {
    await page.goto(`${servers.url}/contacts`)
    await page.getByTestId('contacts-import').click()
    await choose(FILE)
    await page.getByTestId('import-preview').waitFor()
    expect(await page.getByTestId('import-problems').textContent()).toContain('4')
    await picture(page, 'contacts-preview')
    expect(await violations(page)).toEqual([])
    await page.getByTestId('import-start').click()
    await page.locator('[data-testid=import-progress][data-status=done]').waitFor()
    // The rows that failed are read after the end is known.
    await page.getByTestId('import-failed').filter({ hasText: 'Line 4' }).waitFor()
    await picture(page, 'contacts-imported')
    await page.getByTestId('import-close').click()
    await until(async () => (await rows().count()) === 3)
    await picture(page, 'contacts')
  })

  it('are found by a part of the name, and the address keeps the search', async () => {
    await page.locator('input[type=search]').fill('lefevre')
    await until(async () => (await rows().count()) === 1)
    await page.reload()
    await until(async () => (await rows().count()) === 1)
    expect(await rows().first().textContent()).toContain('Zoé')
    await page.goto(`${servers.url}/contacts`)
  })

  it('are taken out as a file without formulas', async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('contacts-export').click()])
    const text = await readFile((await download.path())!, 'utf8')
    expect(text.split('\r\n')[0]).toMatch(/^\ufeff?name,phone,language/)
    expect(text).toContain("'=1+1,+212612345670")
    expect(text).toContain('أحمد بن علي,+212612345679,ar')
  })

  it('fit a phone, also in Arabic', async () => {
    const { page: phone } = await openWindow(browser, {
      viewport: { width: 390, height: 844 },
      locale: 'ar',
      storageState: await page.context().storageState(),
    })
    phone.on('pageerror', error => errors.push(error.message))
    await phone.goto(`${servers.url}/contacts`)
    await phone.getByTestId('contact-row').first().waitFor()
    expect(await overflowing(phone)).toEqual([])
    await picture(phone, 'contacts-phone-ar')
    await phone.getByTestId('contacts-import').click()
    await phone.getByTestId('import-file').setInputFiles({
      name: 'clients.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(FILE),
    })
    await phone.getByTestId('import-preview').waitFor()
    await picture(phone, 'contacts-preview-phone-ar')
    // The table of the preview alone scrolls sideways.
    expect(await phone.evaluate('document.documentElement.scrollWidth')).toBe(390)
    expect(errors).toEqual([])
  })
})
