import type { Page } from 'playwright-core'

export interface NewBusiness {
  business: string
  kind?: 'restaurant' | 'pharmacy' | 'retail' | 'delivery' | 'support'
  name: string
  email: string
  password: string
}

/** Registers a business as its owner does, up to its empty inbox. @param seen called before the form is sent */
export async function registerIn(
  page: Page,
  url: string,
  owner: NewBusiness,
  seen?: () => Promise<void>,
): Promise<void> {
  await page.goto(`${url}/register`)
  await page.getByTestId('register-business').fill(owner.business)
  await page.locator('label', { has: page.getByTestId(`register-type-${owner.kind ?? 'restaurant'}`) }).click()
  await page.getByTestId('register-name').fill(owner.name)
  await page.getByTestId('register-email').fill(owner.email)
  await page.getByTestId('register-password').fill(owner.password)
  await seen?.()
  await page.getByTestId('register-submit').click()
  await page.waitForURL('**/inbox**')
}

/** Signs in, up to the first room. */
export async function signInAt(page: Page, url: string, who: { email: string; password: string }): Promise<void> {
  await page.goto(`${url}/login`)
  await page.getByTestId('login-email').fill(who.email)
  await page.getByTestId('login-password').fill(who.password)
  await page.getByTestId('login-submit').click()
  await page.waitForURL(where => !where.pathname.startsWith('/login'))
}
