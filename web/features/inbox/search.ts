export const INBOX_TABS = ['open', 'waiting', 'mine', 'unread', 'all'] as const
export type InboxTab = (typeof INBOX_TABS)[number]

export interface InboxSearch {
  tab?: InboxTab
  /** Newest first; without it, customers who wait for an answer come first. */
  sort?: 'recent'
  /** Only what is routed to this team. */
  team?: string
}

/** What the web address says about the inbox; unknown values are dropped. */
export function readInboxSearch(search: Record<string, unknown>): InboxSearch {
  const found: InboxSearch = {}
  if (INBOX_TABS.includes(search.tab as InboxTab) && search.tab !== 'open') found.tab = search.tab as InboxTab
  if (search.sort === 'recent') found.sort = 'recent'
  if (typeof search.team === 'string' && /^team_[0-9a-f]{32}$/.test(search.team)) found.team = search.team
  return found
}
