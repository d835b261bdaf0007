import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction, RouteOptions } from 'fastify'
import type { Context, HttpApp } from '../context.ts'
import { AppError, COMMON_ERRORS } from '../errors/index.ts'
import { NO_TENANT } from '../ids/index.ts'
import type { Access, Permission, Principal } from './access.ts'

/**
 * Finds out who calls from the request's credentials; `anew`: as it is now, and not as it was a moment ago. Throws
 * UNAUTHENTICATED.
 */
export type Authenticate = (request: FastifyRequest, how?: { anew?: boolean }) => Promise<Principal>

declare module 'fastify' {
  interface FastifyInstance {
    /** The access of routes that a library registers, because a library does not know `config.access`. */
    libraryAccess?: Access
  }
}

/** Refuses, while the program starts, every route that does not say who may call it, or asks nobody to prove themselves. */
export function requireAccess(app: HttpApp): void {
  app.addHook('onRoute', function (this: Pick<HttpApp, 'libraryAccess'>, route: RouteOptions) {
    if (this.libraryAccess) route.config = { access: this.libraryAccess, ...route.config }
    const { access, recentAuthentication } = route.config ?? {}
    const name = `Route ${[route.method].flat().join('|')} ${route.url}`
    if (!access) throw new Error(`${name} declares no config.access`)
    if (access === 'public' && recentAuthentication)
      throw new Error(`${name} is public: nobody can prove themselves there`)
  })
}

/** Registers libraries whose routes are for everyone. */
export async function asPublic(
  app: Pick<HttpApp, 'libraryAccess'>,
  register: () => PromiseLike<unknown>,
): Promise<void> {
  app.libraryAccess = 'public'
  await register()
  app.libraryAccess = undefined
}

/** The caller, or undefined on a public route. Throws UNAUTHENTICATED, SECOND_FACTOR_MISSING, ORGANIZATION_REQUIRED or FORBIDDEN. */
export async function admit(request: FastifyRequest, authenticate: Authenticate): Promise<Principal | undefined> {
  const access = request.routeOptions.config.access
  if (access === undefined || access === 'public') return undefined
  const principal = await authenticate(request)
  if (principal.lacksSecondFactor && !request.routeOptions.config.withoutSecondFactor)
    throw new AppError(COMMON_ERRORS.SECOND_FACTOR_MISSING)
  // Permissions are for things of a tenant. A caller who works for no tenant has none of them, whatever the role.
  if (isPermission(access) && principal.tenantId === NO_TENANT) throw new AppError(COMMON_ERRORS.ORGANIZATION_REQUIRED)
  if (!may(principal, access)) throw new AppError(COMMON_ERRORS.FORBIDDEN)
  return principal
}

const isPermission = (access: Access): access is Permission =>
  access !== 'public' && access !== 'signed_in' && access !== 'system_admin'

function may(principal: Principal, access: Exclude<Access, 'public'>): boolean {
  if (access === 'signed_in') return true
  if (access === 'system_admin') return principal.systemAdmin
  return principal.permissions.has(access)
}

/**
 * Refuses the requests for which a route declares `recentAuthentication`, when the person proved too long ago who they are:
 * whoever finds an unlocked browser is not who signed in there. Register it before anything that keeps answers.
 */
export function requireRecentAuthentication(
  app: HttpApp,
  { clock, config }: Pick<Context, 'clock' | 'config'>,
  authenticate: Authenticate,
): void {
  const { recentSeconds } = config.sessions
  const mustBeRecent = async (request: FastifyRequest) => {
    // Another process may have taken the proof, or the right to do this away, a moment ago.
    const principal = await admit(request, one => authenticate(one, { anew: true }))
    if (!principal?.authenticatedAt) throw new AppError(COMMON_ERRORS.SESSION_REQUIRED)
    request.principal = principal
    const age = clock.now().getTime() - principal.authenticatedAt.getTime()
    if (age <= recentSeconds * 1000) return
    throw new AppError(COMMON_ERRORS.REAUTHENTICATION_REQUIRED, { details: { withinSeconds: recentSeconds } })
  }
  app.addHook('preHandler', hookFor(asksForRecent, mustBeRecent))
}

function asksForRecent({ body, routeOptions }: FastifyRequest): boolean {
  const declared = routeOptions.config.recentAuthentication
  if (declared === undefined || declared === true) return declared === true
  return typeof body === 'object' && body !== null && declared.some(member => Object.hasOwn(body, member))
}

/**
 * A hook that lets requests pass at once when they do not need it. Hooks run for every delivery of a provider, thousands a
 * second, where a promise for each hook is felt.
 *
 * @param needs must not throw
 */
export const hookFor =
  (
    needs: (request: FastifyRequest) => boolean,
    work: (request: FastifyRequest, reply: FastifyReply) => Promise<void>,
  ) =>
  (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction): void => {
    if (needs(request)) work(request, reply).then(() => done(), done)
    else done()
  }
