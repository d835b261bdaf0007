import type { Dispatcher } from 'undici'
import { makeTrustedAgent, makeVettingAgent } from './connect.ts'
import { follow, type OutsideAnswer, type OutsideRequest } from './fetch.ts'
import { type OutboundPolicy, type Resolve, systemResolve, vetWith } from './vet.ts'

export { isLoopbackHost, isPublicHost } from './address.ts'
export { OUTBOUND_ERRORS } from './errors.ts'
export type { OutsideAnswer, OutsideRequest } from './fetch.ts'
export {
  mayBeInside,
  mayCarrySecrets,
  mustCarrySecrets,
  type OutboundPolicy,
  type PrivateHosts,
  type Resolve,
} from './vet.ts'

/** The ways out to addresses that somebody else named: customers, callers of the API, whoever answers with a redirect. */
export interface Outbound {
  /**
   * Whether an address may be used: http(s), no credentials in it, no port of another service, all addresses of its name public.
   *
   * @throws URL_NOT_ALLOWED, URL_UNRESOLVED
   */
  vetUrl(url: string | URL, policy?: OutboundPolicy): Promise<URL>
  /**
   * Fetches it. Every address on the way is checked, and once more when it connects. Our credentials are never sent to strangers.
   *
   * @throws URL_NOT_ALLOWED, URL_UNRESOLVED, OUTSIDE_TOO_LARGE, OUTSIDE_REDIRECTS, OUTSIDE_TIMEOUT, OUTSIDE_UNREACHABLE
   */
  fetchOutside(url: string | URL, options: OutsideRequest): Promise<OutsideAnswer>
  /** Connects to public addresses only, for callers who must know whether a request was written. Follows no redirect. */
  readonly agent: Dispatcher
}

/** @param resolve who says which addresses a name has */
export function createOutbound(resolve: Resolve): Outbound {
  const agents = { vetting: makeVettingAgent(resolve), trusted: makeTrustedAgent() }
  const vetUrl = (url: string | URL, policy: OutboundPolicy = {}) => vetWith(resolve, url, policy)
  return { vetUrl, fetchOutside: (url, options) => follow(vetUrl, agents, url, options), agent: agents.vetting }
}

export const { vetUrl, fetchOutside, agent: outsideAgent } = createOutbound(systemResolve)
