/** What a screen shows of a plan, in this order; the others are of interest to programs and operators. */
export const SHOWN_METRICS = [
  'messages',
  'channels',
  'members',
  'catalog_items',
  'contacts',
  'api_keys',
  'uploaded_bytes',
  'received_bytes',
  'api_requests',
] as const
export type ShownMetric = (typeof SHOWN_METRICS)[number]

export const FEATURES = ['api_access', 'branding', 'analytics', 'own_database'] as const

const GIGABYTE = 1024 ** 3

/** A number of this metric for people: bytes in gigabytes, all others counted. */
export function amountOf(metric: string, value: number, language: string): string {
  if (!metric.endsWith('_bytes')) return new Intl.NumberFormat(language, { numberingSystem: 'latn' }).format(value)
  return new Intl.NumberFormat(language, {
    numberingSystem: 'latn',
    style: 'unit',
    unit: 'gigabyte',
    maximumFractionDigits: value < GIGABYTE ? 2 : 0,
  }).format(value / GIGABYTE)
}

/** How full it is, from 0 to 1; null without a limit or without a sum. */
export const shareOf = (used: number | null, limit: number | null): number | null =>
  used === null || limit === null ? null : limit === 0 ? 1 : Math.min(1, used / limit)
