import type { FastifyRequest } from 'fastify'
import ipaddr from 'ipaddr.js'

/** Whoever has IPv6 has at least this much of it: every address in it is theirs. */
const OWN_BITS = 64

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

/** The network of whoever asks: the key under which strangers are counted. */
export const networkOfPeer = (request: Pick<FastifyRequest, 'ip'>): string => networkOf(peerOf(request))
