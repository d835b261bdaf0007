import { type Kept, kept, type Tx } from '../../../platform/db/index.ts'
import { listBranches, type OfferedBranch } from './branch.ts'
import { listCategories, type OfferedCategory } from './category.ts'
import { listItems, type OfferedItem } from './item.ts'
import { languageOf } from './translation.ts'

/** All that a business offers, in its order, in the words of one language. */
export interface Catalogue {
  readonly categories: readonly OfferedCategory[]
  readonly items: readonly OfferedItem[]
  readonly branches: readonly OfferedBranch[]
}

const CATALOGUE: Kept<Catalogue> = {
  version: 'catalogue',
  tables: ['catalog_category', 'catalog_item', 'branch'],
  most: 5_000,
  mostSize: 32 * 2 ** 20,
}

/** The whole catalogue, named in `locale` where a translation exists; shared, so it is frozen. */
export const readCatalogue = (tx: Tx, locale: string): Promise<Catalogue> => {
  const language = languageOf(locale)
  return kept(tx, CATALOGUE, language, async () => {
    const [categories, items, branches] = await Promise.all([
      listCategories(tx, language),
      listItems(tx, { locale: language }),
      listBranches(tx, language),
    ])
    return { categories, items, branches }
  })
}
