export const INBOX_TABS = ['open', 'waiting', 'mine', 'unread', 'all'] as const
export type InboxTab = (typeof INBOX_TABS)[number]

export interface InboxSearch {
  tab?: InboxTab
  /** Newest first; without it who waits for an answer stands first. */
  sort?: 'recent'
}

/** What the address says about the inbox; anything else is dropped. */
export function readInboxSearch(search: Record<string, unknown>): InboxSearch {
  const found: InboxSearch = {}
  if (INBOX_TABS.includes(search.tab as InboxTab) && search.tab !== 'open') found.tab = search.tab as InboxTab
  if (search.sort === 'recent') found.sort = 'recent'
  return found
}
