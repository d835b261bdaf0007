import { lookup } from 'node:dns/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '../errors/index.ts'
import { isHttpPort, isLoopbackHost, isPublicAddress } from './address.ts'
import { OUTBOUND_ERRORS } from './errors.ts'

/** What may be reached. */
export interface OutboundPolicy {
  /**
   * Origins that the operator configured (`http://waha:3000`): they may be private. They are allowed as the first address only:
   * no redirect of another server may lead there.
   */
  trustedOrigins?: readonly string[]
  /** A name that cannot be looked up now; 'allow' when whoever fetches will look it up again. Default 'refuse'. */
  unresolved?: 'refuse' | 'allow'
}

export interface VettedAddress {
  address: string
  family: number
}

/** All addresses of a name. Throws when there are none. */
export type Resolve = (hostname: string) => Promise<VettedAddress[]>

const LOOK_UP_MS = 3_000

/** Looks names up as the system does, with the hosts file: that is the address a connection would get. */
export const systemResolve: Resolve = hostname => lookup(hostname, { all: true, verbatim: true })

/** `[::1]` → `::1`; names and IPv4 addresses as they are. The URL parser has undone decimal, octal and hex forms by then. */
export const bareHost = ({ hostname }: Pick<URL, 'hostname'>): string =>
  hostname.startsWith('[') ? hostname.slice(1, -1) : hostname

export const isLiteral = (host: string): boolean => host.includes(':') || /^\d+(\.\d+){3}$/.test(host)

/** The same origin whatever way it was written; undefined when it is no address. */
export const originOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).origin : undefined)

export const isTrusted = (url: URL, { trustedOrigins = [] }: OutboundPolicy): boolean =>
  trustedOrigins.some(origin => originOf(origin) === url.origin)

/** What the operator lets businesses name as a server of theirs. */
export interface PrivateHosts {
  production: boolean
  /** `host` for every port, or `host:port`; as `URL` writes them. */
  privateHosts: readonly string[]
}

/**
 * Whether a server that a business names may be inside: when the operator allows that host by name, or when the program is a
 * developer's and the server is on the same machine.
 */
export function mayBeInside(given: string, { production, privateHosts }: PrivateHosts): boolean {
  const url = URL.parse(given)
  if (!url) return false
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  if (privateHosts.includes(url.hostname) || privateHosts.includes(`${url.hostname}:${port}`)) return true
  return !production && isLoopbackHost(url.hostname)
}

/**
 * Whether a secret may be sent to a server: encrypted to any. In the clear in production only to one inside, when the operator
 * allows that host by name.
 */
export function mayCarrySecrets(given: string, hosts: PrivateHosts): boolean {
  const url = URL.parse(given)
  if (!url) return false
  if (url.protocol === 'https:' || !hosts.production) return true
  const host = bareHost(url)
  return mayBeInside(given, hosts) && !(isLiteral(host) && isPublicAddress(host))
}

/** Throws URL_NOT_ENCRYPTED. */
export function mustCarrySecrets(given: string, hosts: PrivateHosts): void {
  if (!mayCarrySecrets(given, hosts)) throw new AppError(OUTBOUND_ERRORS.URL_NOT_ENCRYPTED)
}

const refuse = (reason: string): AppError =>
  new AppError(OUTBOUND_ERRORS.URL_NOT_ALLOWED, { message: `This address cannot be used: ${reason}.` })

/** What can be said of an address without asking anybody. Throws URL_NOT_ALLOWED. */
export function readUrl(given: string | URL, policy: OutboundPolicy): URL {
  if (!URL.canParse(String(given))) throw refuse('it is not a web address')
  const url = new URL(String(given))
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refuse('it must begin with http:// or https://')
  if (url.username || url.password) throw refuse('it holds a user name or password')
  if (isTrusted(url, policy)) return url
  const host = bareHost(url)
  if (!isHttpPort(url.port)) throw refuse(`port ${url.port} belongs to another service`)
  if (isLiteral(host) && !isPublicAddress(host)) throw inside()
  // Names without a dot, and these, belong to private networks.
  if (!isLiteral(host) && /^[^.]*\.?$|\.(localhost|local|internal|intranet|lan|home|corp|arpa)\.?$/i.test(host))
    throw inside()
  return url
}

const inside = () => refuse('it is not on the public Internet')

/** Throws URL_NOT_ALLOWED unless every address is public: one private address is enough to refuse a name. */
export function mustBePublic(addresses: readonly VettedAddress[]): void {
  if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address))) throw inside()
}

/**
 * Whether we, or a provider for us, may be sent to `given`: http(s), no credentials in it, no port of another service, and
 * all addresses of its name public. Who connects must ask again (`fetchOutside` does): names can change their mind.
 *
 * @throws URL_NOT_ALLOWED, URL_UNRESOLVED
 */
export async function vetWith(resolve: Resolve, given: string | URL, policy: OutboundPolicy): Promise<URL> {
  const url = readUrl(given, policy)
  const host = bareHost(url)
  if (isLiteral(host) || isTrusted(url, policy)) return url
  const found = await resolveInTime(resolve, host)
  if (found) mustBePublic(found)
  else if (policy.unresolved !== 'allow') throw new AppError(OUTBOUND_ERRORS.URL_UNRESOLVED)
  return url
}

/** Undefined when the name has no address, or none that is found in time. */
async function resolveInTime(resolve: Resolve, host: string): Promise<VettedAddress[] | undefined> {
  const late = new AbortController()
  try {
    const nothing = wait(LOOK_UP_MS, undefined, { signal: late.signal })
    return await Promise.race([resolve(host).catch(() => undefined), nothing])
  } finally {
    late.abort()
  }
}
