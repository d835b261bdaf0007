import { createHash } from 'node:crypto'
import type { Config } from '../../../../../platform/config/index.ts'
import type { Uuid } from '../../../../../platform/ids/index.ts'
import { mayBeInside } from '../../../../../platform/outbound/index.ts'
import type { Credentials } from '../../../contract/transport.ts'

/** A WAHA server and how it is reached. */
export interface WahaServer {
  /** Without a slash at the end. */
  url: string
  apiKey: string
  /** The operator named it, or allowed its host, so it may be inside; what a business names otherwise must be public. */
  trusted: boolean
}

/**
 * The server behind a channel's credentials. Those without an API key are on a server of the operator's, whose key is in the
 * settings alone: it can be changed there, and no channel keeps a copy. Undefined: the operator has taken that server away.
 */
export function serverOf(config: Config, { baseUrl = '', apiKey }: Credentials): WahaServer | undefined {
  if (apiKey !== undefined) return { url: baseUrl, apiKey, trusted: mayBeInside(baseUrl, config) }
  const own = config.wahaServers.find(server => server.url === baseUrl)
  return own && { ...own, trusted: true }
}

/** The name of a session that is made for a channel. */
export const madeName = (channelId: Uuid): string => `tawsil-${channelId.replaceAll('-', '')}`

/** Whether a session was made by this program, for whichever channel. */
export const isMadeName = (session: string): boolean => /^tawsil-[0-9a-f]{32}$/i.test(session)

/** One way to write an address: without what makes no difference. Undefined: it is none. */
export function normalUrl(given: string): string | undefined {
  const url = URL.parse(given.trim())
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) return undefined
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

/**
 * How the number of a channel is known: a session of a server belongs to one channel. The server is a digest, because the
 * number is shown to people and an operator's addresses are nobody's business.
 */
export const numberOf = (url: string, session: string): string =>
  `${createHash('sha256').update(url).digest('hex').slice(0, 16)}/${session}`
