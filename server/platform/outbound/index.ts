import type { Dispatcher } from 'undici'
import { makeTrustedAgent, makeVettingAgent } from './connect.ts'
import { follow, type OutsideAnswer, type OutsideRequest } from './fetch.ts'
import { type OutsidePost, type PostAnswer, postOnce } from './post.ts'
import { isTrusted, type OutboundPolicy, type Resolve, readUrl, systemResolve, vetWith } from './vet.ts'

export { isLoopbackHost, isPublicHost } from './address.ts'
export { OUTBOUND_ERRORS } from './errors.ts'
export type { OutsideAnswer, OutsideRequest } from './fetch.ts'
export type { AnswerHeaders, OutsidePost, PostAnswer } from './post.ts'
export {
  mayBeInside,
  mayCarrySecrets,
  mustCarrySecrets,
  type OutboundPolicy,
  type PrivateHosts,
  type Resolve,
  systemResolve,
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
  /**
   * Calls an address once and reads the beginning of its answer, whatever it is; follows no redirect. Its addresses are checked as it
   * connects. How many calls go on at once is for the caller to bound: one that hangs holds up no other of the same host.
   *
   * @throws URL_NOT_ALLOWED, OUTSIDE_TIMEOUT, OUTSIDE_UNREACHABLE
   */
  postOnce(url: string, post: OutsidePost, policy?: OutboundPolicy): Promise<PostAnswer>
  /** Connects to public addresses only, for callers who must know whether a request was written. Follows no redirect. */
  readonly agent: Dispatcher
}

/** @param resolve who says which addresses a name has */
export function createOutbound(resolve: Resolve): Outbound {
  const agents = { vetting: makeVettingAgent(resolve), trusted: makeTrustedAgent() }
  const posting = {
    vetting: makeVettingAgent(resolve, { connections: null }),
    trusted: makeTrustedAgent({ connections: null }),
  }
  const vetUrl = (url: string | URL, policy: OutboundPolicy = {}) => vetWith(resolve, url, policy)
  return {
    vetUrl,
    fetchOutside: (url, options) => follow(vetUrl, agents, url, options),
    postOnce: async (given, post, policy = {}) => {
      const url = readUrl(given, policy)
      return await postOnce(isTrusted(url, policy) ? posting.trusted : posting.vetting, url, post)
    },
    agent: agents.vetting,
  }
}

/** With the names that the system knows. */
export const systemOutbound: Outbound = createOutbound(systemResolve)
export const { vetUrl, fetchOutside, agent: outsideAgent } = systemOutbound
