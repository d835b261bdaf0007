import type { FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import type { AppError } from '../errors/index.ts'
import { networkOfPeer, peerOf } from './network/peer.ts'

/** Who is not known, may not, or asks too often. */
const WATCHED: ReadonlySet<number> = new Set([401, 403, 429])
/** A flood must not fill the disk: of one network so many lines a minute are written, and all are counted. */
const LINES_A_MINUTE = 20
const MOST_NETWORKS = 10_000
const MINUTE_MS = 60_000
const LONGEST_DEVICE = 200

/**
 * Leaves a trace of every refusal that may be part of an attack: wrong passwords, tokens and signatures, forbidden and
 * too many requests. A line in the log at `info` and a counter by code; nothing that was sent as a secret.
 */
export function createRefusalTrace({ metrics }: Pick<Context, 'metrics'>, now = () => performance.now()) {
  const total = metrics.counter('security_refusals_total', 'Requests refused with 401, 403 or 429', ['code'])
  let lines = new Map<string, number>()
  let since = now()
  const mayWrite = (network: string): boolean => {
    if (now() - since >= MINUTE_MS) {
      lines = new Map()
      since = now()
    }
    if (lines.size >= MOST_NETWORKS) return false
    const count = (lines.get(network) ?? 0) + 1
    lines.set(network, count)
    return count <= LINES_A_MINUTE
  }
  return (request: FastifyRequest, { status, code }: AppError): void => {
    if (!WATCHED.has(status)) return
    total.inc({ code })
    if (!mayWrite(networkOfPeer(request))) return
    const line = {
      security: code,
      status,
      method: request.method,
      route: request.routeOptions.url ?? '(none)',
      address: peerOf(request),
      device: request.headers['user-agent']?.slice(0, LONGEST_DEVICE),
      requestId: request.id,
      tenantId: request.principal?.tenantId,
      callerId: request.principal?.id,
    }
    request.log.info(line, 'refused')
  }
}
