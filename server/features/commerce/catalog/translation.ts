import type { Translations } from './category.sql.ts'
import type { Locale } from './schema.ts'

/** The languages of translations have two letters; regions share them. */
export const languageOf = (locale: string): string => locale.slice(0, 2).toLowerCase()

/** Name and description in the customer's `locale` (`fr`, `fr-CM` …); the tenant's own words where there is no translation. */
export function localized(
  row: { name: string; description?: string; translations: Translations },
  locale: string,
): { name: string; description: string } {
  const given = row.translations[languageOf(locale) as Locale]
  return { name: given?.name ?? row.name, description: given?.description ?? row.description ?? '' }
}
