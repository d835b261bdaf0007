import type { LimitedVisibility } from '../events/define.ts'
import type { Uuid } from '../ids/index.ts'

/** What a role may do, as `resource:action`. Roles are mapped to these by the identity feature. */
export type Permission = `${string}:${'read' | 'write'}`

/** Who may call a route. Every route declares it; the program does not start with a route that does not. */
export type Access = 'public' | 'signed_in' | 'system_admin' | Permission

/** Who is calling, proven by a token. The tenant of a request is this one, never one from its input. */
export interface Principal {
  kind: 'user' | 'api'
  tenantId: Uuid
  /** The person, or the API key. */
  id: Uuid
  name: string
  role: string
  permissions: ReadonlySet<Permission>
  systemAdmin: boolean
  /** When the person last proved who they are, by this process's clock; null: an API key, which cannot do that. */
  authenticatedAt: Date | null
  /** The business asks for a second factor, and the person has none: nothing is open but what sets one up. */
  lacksSecondFactor?: boolean
  /** A test key: it reaches channels of the simulator and no others. */
  simulatorOnly?: boolean
  /** Which conversations the person may see; absent: all. */
  visibility?: LimitedVisibility
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
    /** Accepts Idempotency-Key: same key and body, same answer. Writes of a caller who is known do unless this is false. */
    idempotent?: boolean
    /** Requests a minute for each caller on this route, instead of the tenant's limit. */
    perMinute?: number
    /**
     * For what changes keys, credentials or members: the person must have proven lately who they are. A list names members of
     * the body, and asks only of requests that have one of them.
     */
    recentAuthentication?: true | readonly string[]
    /** Open also to who lacks the second factor that their business asks for. */
    withoutSecondFactor?: boolean
  }
  interface FastifyRequest {
    /** Set on every route whose access is not `public`. */
    principal: Principal
    /** The body's bytes as received, on routes that verify signatures. */
    rawBody?: Buffer
  }
}
