/** Who the twin stands for. */
export type Provider = 'meta' | 'twilio' | 'waha'

export const PROVIDERS = ['meta', 'twilio', 'waha'] as const

/** How entries and calls name their provider; an entry without a name is Meta's. */
export type NamedProvider = Exclude<Provider, 'meta'>

const TWILIO_PATH = /^\/(2010-04-01|v1\/Content|v2)\b/

/** Whose API a path belongs to; undefined for the twin's own. */
export function providerOfPath(path: string): Provider | undefined {
  if (path === '/' || path.startsWith('/twin/') || path.startsWith('/elsewhere/')) return undefined
  if (path.startsWith('/api/') || path === '/ping' || path === '/health') return 'waha'
  // Graph has versions with a minor number: `/v24.0/…`.
  if (TWILIO_PATH.test(path) && !/^\/v\d+\./.test(path)) return 'twilio'
  return 'meta'
}

/** The phone number within an address (`whatsapp:+212…`, `212…@c.us`, digits), or the address itself when it holds none. */
export function bareAddress(address: string): string {
  const bare = address.replace(/^whatsapp:\+?/, '').replace(/@(c\.us|s\.whatsapp\.net)$/, '')
  return /^[\d\s()+.-]+$/.test(bare) ? bare.replace(/\D/g, '') : bare
}
