const LONGEST = 300
const IDS = /\b([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32})\b/i

/**
 * A text of our own code or of a library, without what it may quote: words in quotation marks, addresses, numbers of people, keys.
 * Ids stay, because they tell nothing to strangers.
 */
export const scrubbed = (text: string): string =>
  text
    .slice(0, LONGEST * 4)
    .split(IDS)
    .map((part, at) => (at % 2 === 1 ? part : withoutQuotes(part)))
    .join('')
    .slice(0, LONGEST)

const withoutQuotes = (text: string): string =>
  text
    .replace(/"[^"]*"|'[^']{3,}'|`[^`]*`|“[^”]*”|«[^»]*»/g, '"…"')
    .replace(/\bhttps?:\/\/\S+/gi, link => URL.parse(link)?.origin ?? '[link]')
    .replace(/[^\s@<>"]+@[^\s@<>"]+/g, '[address]')
    .replace(/[\w+/=~-]{20,}/g, word => (/^[a-z_/-]+$/i.test(word) ? word : '[secret]'))
    .replace(/\+?\p{Nd}[\p{Nd}\s().-]{4,}\p{Nd}/gu, '[number]')

/** Whether a value is an id or a name, and nothing of a person. */
export const isTellable = (value: unknown): value is string =>
  typeof value === 'string' && /^[\w.:/-]{1,100}$/.test(value) && scrubbed(value) === value
