import type { Translations } from './category.sql.ts'
import type { Locale } from './schema.ts'

/** Name and description as a customer of `locale` (`fr`, `fr-CM` …) reads them; the tenant's own words where none were given. */
export function localized(
  row: { name: string; description?: string; translations: Translations },
  locale: string,
): { name: string; description: string } {
  const given = row.translations[locale.slice(0, 2).toLowerCase() as Locale]
  return { name: given?.name ?? row.name, description: given?.description ?? row.description ?? '' }
}
