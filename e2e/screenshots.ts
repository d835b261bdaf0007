/**
 * Makes the pictures of the README from the demo data: `node e2e/screenshots.ts`. Signs in as the demo owner, in light and
 * dark, in English and Arabic, on a desk and on a phone.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { DEMO_EMAIL } from '../server/demo/index.ts'
import { openBrowser, openWindow } from './support/browser.ts'
import { signInAt } from './support/forms.ts'
import { runServers } from './support/servers.ts'

const OUTPUT = join(import.meta.dirname, '..', 'docs', 'images')

interface Shot {
  name: string
  path: string
  window: BrowserContextOptions
}

const SHOTS: Shot[] = [
  { name: 'inbox', path: '/inbox', window: { colorScheme: 'light' } },
  { name: 'inbox-dark-ar', path: '/inbox', window: { colorScheme: 'dark', locale: 'ar' } },
  { name: 'orders', path: '/orders', window: { colorScheme: 'light' } },
  { name: 'inbox-mobile', path: '/inbox', window: { colorScheme: 'light', viewport: { width: 390, height: 844 } } },
]

const DEMO_PASSWORD = 'a password for pictures'

await mkdir(OUTPUT, { recursive: true })
const servers = await runServers('one', { demo: true, env: { DEMO_PASSWORD } })
const browser = await openBrowser()
try {
  for (const shot of SHOTS) await take(browser, shot)
} finally {
  await browser.close()
  await servers.close()
}

async function take(on: Browser, shot: Shot): Promise<void> {
  const { page } = await openWindow(on, shot.window)
  await signIn(page)
  await page.goto(servers.url + shot.path)
  const row = page.getByTestId('conversation-row').first()
  if (shot.path === '/inbox' && shot.window.viewport === undefined) {
    await row.click()
    await page.getByTestId('message-bubble').first().waitFor()
  }
  await page.waitForLoadState('networkidle')
  await page.screenshot({ path: join(OUTPUT, `${shot.name}.png`) })
  await page.context().close()
}

async function signIn(page: Page): Promise<void> {
  await signInAt(page, servers.url, { email: DEMO_EMAIL, password: DEMO_PASSWORD })
}
