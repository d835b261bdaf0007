import type { IncomingMessage } from 'node:http'
import type { FastifyRequest } from 'fastify'
import ipaddr from 'ipaddr.js'
import { isLoopbackHost } from '../../outbound/index.ts'

/** Whoever has IPv6 has at least this much of it: every address in it is theirs. */
const OWN_BITS = 64

/** Ranges that TRUST_PROXY may name instead of networks. */
const NAMED: Record<string, readonly string[]> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

/** Whether an address is that of a proxy whose word counts. */
export type Trusts = (address: string) => boolean

/** @param setting TRUST_PROXY: addresses, networks and named ranges, with commas. Throws for anything else. */
export function trustsOf(setting: string | undefined): Trusts {
  const networks = (setting ?? '')
    .split(',')
    .map(entry => entry.trim())
    .filter(Boolean)
    .flatMap(entry => NAMED[entry] ?? [entry])
    .map(readNetwork)
  return address => {
    if (!ipaddr.isValid(address)) return false
    const read = ipaddr.process(address)
    return networks.some(([base, bits]) => base.kind() === read.kind() && read.match(base, bits))
  }
}

function readNetwork(entry: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  if (ipaddr.isValidCIDR(entry)) return ipaddr.parseCIDR(entry)
  if (!ipaddr.isValid(entry)) throw new Error(`TRUST_PROXY: ${entry} is neither an address nor a network`)
  const address = ipaddr.process(entry)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

/** The same as `peerOf`, for what does not come through the router: the last address that no trusted proxy has. */
export function peerOfMessage({ socket, headers }: IncomingMessage, trusts: Trusts): string {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',')
  const way = forwarded.map(address => address.trim()).filter(Boolean)
  let peer = socket.remoteAddress ?? ''
  while (trusts(peer) && way.length > 0) peer = way.pop()!
  return peer
}

/**
 * The address of whoever asks: the peer of the connection, or whom a proxy that we trust (TRUST_PROXY) names. A forwarded address
 * that anybody can write is never believed.
 */
export const peerOf = (request: Pick<FastifyRequest, 'ip'>): string => request.ip

/** What is counted as one peer: an IPv4 address, or the /64 around an IPv6 address. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const read = ipaddr.process(address)
  if (read.kind() === 'ipv4') return read.toString()
  const bytes = read.toByteArray().map((byte, at) => (at < OWN_BITS / 8 ? byte : 0))
  return `${new ipaddr.IPv6(bytes).toString()}/${OWN_BITS}`
}

/** Whether a program on this machine asks, and not a stranger through a proxy on it. */
export const isOwnMachine = ({ socket, headers }: Pick<FastifyRequest, 'socket' | 'headers'>): boolean =>
  isLoopbackHost(socket.remoteAddress ?? '') && !FORWARDING.some(name => headers[name] !== undefined)

/** What proxies add, each in its own way. */
const FORWARDING = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via', 'x-forwarded-host', 'x-forwarded-proto']

/** The network of whoever asks: the key under which strangers are counted. */
export const networkOfPeer = (request: Pick<FastifyRequest, 'ip'>): string => networkOf(peerOf(request))
