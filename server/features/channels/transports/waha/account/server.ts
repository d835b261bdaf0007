import { createHash } from 'node:crypto'
import type { Config } from '../../../../../platform/config/index.ts'
import type { Uuid } from '../../../../../platform/ids/index.ts'
import { mayBeInside, mayCarrySecrets } from '../../../../../platform/outbound/index.ts'
import type { Credentials } from '../../../contract/transport.ts'

/** A WAHA server and how to reach it. */
export interface WahaServer {
  /** Without a slash at the end. */
  url: string
  apiKey: string
  /** The key may go there: the connection is encrypted, or the operator allowed or named the server. */
  safe: boolean
  /**
   * The operator named it, or allowed its host, so it may be inside our network; any other server that a business names
   * must be public.
   */
  trusted: boolean
}

/**
 * The server of a channel's credentials. Credentials without an API key mean a server of the operator, whose key is
 * only in the settings: it can be changed there, and no channel has a copy. Undefined: the operator has removed that
 * server.
 */
export function serverOf(config: Config, { baseUrl = '', apiKey }: Credentials): WahaServer | undefined {
  if (apiKey !== undefined) {
    return { url: baseUrl, apiKey, safe: mayCarrySecrets(baseUrl, config), trusted: mayBeInside(baseUrl, config) }
  }
  const own = config.wahaServers.find(server => server.url === baseUrl)
  return own && { ...own, safe: true, trusted: true }
}

/** The name of a session that is created for a channel. */
export const madeName = (channelId: Uuid): string => `tawsil-${channelId.replaceAll('-', '')}`

/** Whether this program created a session, for whatever channel. */
export const isMadeName = (session: string): boolean => /^tawsil-[0-9a-f]{32}$/i.test(session)

/** One spelling of an address, without differences that do not matter. Undefined: it is no address. */
export function normalUrl(given: string): string | undefined {
  const url = URL.parse(given.trim())
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) return undefined
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

/**
 * The id of a channel's number: a session of a server belongs to one channel. The server is written as a digest,
 * because the id is shown to people, and the addresses of an operator are private.
 */
export const numberOf = (url: string, session: string): string =>
  `${createHash('sha256').update(url).digest('hex').slice(0, 16)}/${session}`
