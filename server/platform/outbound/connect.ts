import type { LookupFunction } from 'node:net'
import { Agent, buildConnector } from 'undici'
import { bareHost, isLiteral, mustBePublic, type Resolve } from './vet.ts'

const CONNECT_MS = 5_000
const POOL = { connections: 16, pipelining: 1, allowH2: false, keepAliveTimeout: 4_000, keepAliveMaxTimeout: 30_000 }

/** Null: as many connections as there are calls, for callers who bound these themselves. */
export interface AgentPool {
  connections?: null
}

/** For origins that the operator configured. */
export const makeTrustedAgent = (pool: AgentPool = {}): Agent =>
  new Agent({ ...POOL, ...pool, connect: { timeout: CONNECT_MS } })

/**
 * Connects to public addresses only. The name is looked up once, here, and the socket gets exactly the address that was checked:
 * a name that changes its answer between two look-ups gains nothing.
 */
export function makeVettingAgent(resolve: Resolve, pool: AgentPool = {}): Agent {
  const connect = buildConnector({ timeout: CONNECT_MS, allowH2: false, lookup: vettingLookup(resolve) })
  return new Agent({
    ...POOL,
    ...pool,
    connect: (options, callback) => {
      // An address that stands in the URL is never looked up.
      const host = bareHost(options)
      const refusal = isLiteral(host) ? refusalOf([{ address: host, family: 0 }]) : undefined
      if (refusal) callback(refusal, null)
      else connect(options, callback)
    },
  })
}

function vettingLookup(resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      found => {
        const refusal = refusalOf(found)
        if (refusal) callback(refusal, [])
        else if (options.all) callback(null, found)
        else callback(null, found[0]!.address, found[0]!.family)
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    )
  }
}

function refusalOf(found: Parameters<typeof mustBePublic>[0]): Error | undefined {
  try {
    mustBePublic(found)
    return undefined
  } catch (error) {
    return error as Error
  }
}
