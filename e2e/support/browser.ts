import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const PLACES = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const chromiumPath = PLACES.find((path): path is string => path !== undefined && existsSync(path))

/** Whether a browser is there; journeys are skipped with a line otherwise. */
export const browserAvailable = chromiumPath !== undefined
if (!browserAvailable)
  console.log('No Chromium found: journeys are skipped. Install it (Debian: apt-get install chromium).')

const OUTPUT = join(import.meta.dirname, '..', 'output')

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** A window of its own (own storage) whose script errors fail the journey. */
export async function openWindow(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Asia/Riyadh',
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const errors: string[] = []
  page.on('pageerror', error => errors.push(error.message))
  return { page, errors }
}

/** Keeps a picture in e2e/output. */
export async function picture(page: Page, name: string): Promise<void> {
  await mkdir(OUTPUT, { recursive: true })
  await page.screenshot({ path: join(OUTPUT, `${name}.png`) })
}
