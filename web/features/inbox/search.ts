export const INBOX_TABS = ['open', 'waiting', 'mine', 'unread', 'all'] as const
export type InboxTab = (typeof INBOX_TABS)[number]

export interface InboxSearch {
  tab?: InboxTab
  /** Newest first; without it, customers who wait for an answer come first. */
  sort?: 'recent'
}

/** What the web address says about the inbox; unknown values are dropped. */
export function readInboxSearch(search: Record<string, unknown>): InboxSearch {
  const found: InboxSearch = {}
  if (INBOX_TABS.includes(search.tab as InboxTab) && search.tab !== 'open') found.tab = search.tab as InboxTab
  if (search.sort === 'recent') found.sort = 'recent'
  return found
}
