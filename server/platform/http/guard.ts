import type { FastifyRequest, RouteOptions } from 'fastify'
import type { HttpApp } from '../context.ts'
import { AppError, COMMON_ERRORS } from '../errors/index.ts'
import { NO_TENANT } from '../ids/index.ts'
import type { Access, Permission, Principal } from './access.ts'

/** Finds out who calls from the request's credentials. Throws UNAUTHENTICATED. */
export type Authenticate = (request: FastifyRequest) => Promise<Principal>

declare module 'fastify' {
  interface FastifyInstance {
    /** The access of routes that a library registers, because a library does not know `config.access`. */
    libraryAccess?: Access
  }
}

/** Refuses, while the program starts, every route that does not say who may call it. */
export function requireAccess(app: HttpApp): void {
  app.addHook('onRoute', function (this: Pick<HttpApp, 'libraryAccess'>, route: RouteOptions) {
    if (this.libraryAccess) route.config = { access: this.libraryAccess, ...route.config }
    if (route.config?.access) return
    throw new Error(`Route ${[route.method].flat().join('|')} ${route.url} declares no config.access`)
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

/** The caller, or undefined on a public route. Throws UNAUTHENTICATED, ORGANIZATION_REQUIRED or FORBIDDEN. */
export async function admit(request: FastifyRequest, authenticate: Authenticate): Promise<Principal | undefined> {
  const access = request.routeOptions.config.access
  if (access === undefined || access === 'public') return undefined
  const principal = await authenticate(request)
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
