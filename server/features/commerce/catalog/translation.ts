import type { Translations } from './category.sql.ts'
import type { Locale } from './schema.ts'

/** Name and description in the customer's `locale` (`fr`, `fr-CM` …); the tenant's own words where there is no translation. */
export function localized(
  row: { name: string; description?: string; translations: Translations },
  locale: string,
): { name: string; description: string } {
  const given = row.translations[locale.slice(0, 2).toLowerCase() as Locale]
  return { name: given?.name ?? row.name, description: given?.description ?? row.description ?? '' }
}
