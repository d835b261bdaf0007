/** Whether a browser's page may open a line: one of PUBLIC_URL, or one that came from the very host it calls. */
export function mayConnect(origin: string | undefined, host: string | undefined, publicUrl: string): boolean {
  // No browser: it cannot be tricked into lending somebody's login.
  if (origin === undefined) return true
  const page = URL.parse(origin)
  if (!page) return false
  return page.origin === new URL(publicUrl).origin || page.host === host
}
