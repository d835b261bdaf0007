export interface ContactsSearch {
  q?: string
}

/** What the web address says about the contacts page; unknown values are dropped. */
export const readContactsSearch = (search: Record<string, unknown>): ContactsSearch =>
  typeof search.q === 'string' || typeof search.q === 'number' ? { q: String(search.q) } : {}
