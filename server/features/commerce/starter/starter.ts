import type { Tx } from '../../../platform/db/index.ts'
import type { Actor } from '../../../platform/events/index.ts'
import { getTenant } from '../../tenancy/index.ts'
import { addCategory } from '../catalog/category.ts'
import { addItem, pageOfItems } from '../catalog/item.ts'
import { STARTER_MENU, starterPrice } from './menu.ts'

const BY_SYSTEM: Actor = { kind: 'system' }

/**
 * Gives a new restaurant something to sell, so that its first order can be tried in its first minute. Other businesses start
 * empty. A business that has made a catalogue of its own by now keeps just that.
 */
export async function giveStarterMenu(tx: Tx): Promise<void> {
  const { businessType, currency } = await getTenant(tx)
  if (businessType !== 'restaurant') return
  if ((await pageOfItems(tx, { limit: 1 })).length > 0) return
  for (const { name, fr, ar, items } of STARTER_MENU) {
    const translations = { fr: { name: fr }, ar: { name: ar } }
    const category = await addCategory(tx, { name, translations }, BY_SYSTEM)
    for (const item of items) {
      const price = { amount: starterPrice(item.usd, currency), currency }
      const body = {
        code: item.code,
        name: item.name,
        description: '',
        translations: { fr: { name: item.fr }, ar: { name: item.ar } },
        price,
        categoryId: category.id,
        available: true,
      }
      await addItem(tx, body, BY_SYSTEM)
    }
  }
}
