export const INBOX_TABS = ['open', 'mine', 'unread', 'all'] as const
export type InboxTab = (typeof INBOX_TABS)[number]

export interface InboxSearch {
  tab?: InboxTab
  /** Waiting longest first; without it the newest. */
  sort?: 'waiting'
}

/** What the address says about the inbox; anything else is dropped. */
export function readInboxSearch(search: Record<string, unknown>): InboxSearch {
  const found: InboxSearch = {}
  if (INBOX_TABS.includes(search.tab as InboxTab) && search.tab !== 'open') found.tab = search.tab as InboxTab
  if (search.sort === 'waiting') found.sort = 'waiting'
  return found
}
