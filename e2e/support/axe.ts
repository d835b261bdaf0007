import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const SOURCE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const GRAVE = ['moderate', 'serious', 'critical']

interface Violation {
  id: string
  impact: string
  nodes: Array<{ html: string }>
}

/** What axe finds on a page that is at least moderate: rule, and the first place. */
export async function violations(page: Page): Promise<string[]> {
  // Evaluated, not added: the page's own policy allows no inline script.
  await page.evaluate(await readFile(SOURCE, 'utf8'))
  const found = (await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  )) as Violation[]
  return found
    .filter(({ impact }) => GRAVE.includes(impact))
    .map(({ id, impact, nodes }) => `${impact}: ${id} (${nodes.length}) ${nodes[0]?.html.slice(0, 160)}`)
}
