/** Whether a browser's page is ours: a page of PUBLIC_URL, or one that came from the same host that it calls. */
export function isOwnPage(origin: string | undefined, host: string | undefined, publicUrl: string): boolean {
  // Not a browser, so no foreign page can misuse a person's login.
  if (origin === undefined) return true
  const page = URL.parse(origin)
  if (!page) return false
  return page.origin === new URL(publicUrl).origin || page.host === host
}
