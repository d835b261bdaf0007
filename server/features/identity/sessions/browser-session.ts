import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../../../platform/config/index.ts'
import type { Context, HttpApp } from '../../../platform/context.ts'
import { AppError, COMMON_ERRORS } from '../../../platform/errors/index.ts'
import { isOwnPage } from '../../../platform/http/index.ts'
import { readCookie } from '../cookie.ts'

/**
 * A browser keeps its refresh token where no script can read it: in a cookie that only these routes get. It asks for that with the
 * header `X-Session: cookie` on every request. Another site's page cannot send that header without a preflight, which is refused
 * to it; that, SameSite and the check of the origin are three walls against requests that a foreign page makes.
 */
const ASKED_BY = 'x-session'
const PATH = '/api/v1/auth'

export const asksForCookie = ({ headers }: Pick<FastifyRequest, 'headers'>): boolean => headers[ASKED_BY] === 'cookie'

type CookieConfig = Pick<Config, 'publicUrl' | 'sessions'>

const isSecure = ({ publicUrl }: Pick<Config, 'publicUrl'>): boolean => publicUrl.startsWith('https:')

/** The prefix makes browsers refuse such a cookie from a page without TLS. */
const nameOf = (config: Pick<Config, 'publicUrl'>): string =>
  isSecure(config) ? '__Secure-tawsil_refresh' : 'tawsil_refresh'

function writeCookie(config: CookieConfig, reply: FastifyReply, value: string, maxAge: number): void {
  const where = `Path=${PATH}; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${isSecure(config) ? '; Secure' : ''}`
  void reply.header('set-cookie', `${nameOf(config)}=${value}; ${where}`)
}

/** Removes the refresh token of the browser that gets the reply. */
export const clearSessionCookie = (config: CookieConfig, reply: FastifyReply): void => writeCookie(config, reply, '', 0)

interface Tokens {
  data: { refreshToken: string }
}

const hasTokens = (payload: unknown): payload is Tokens => {
  const { data } = (payload ?? {}) as { data?: { refreshToken?: unknown } | null }
  return typeof data?.refreshToken === 'string'
}

/** Every answer with a refresh token, whichever route gives it, brings it as a cookie to a browser that asks for that. */
export function keepTokensInCookies(app: HttpApp, { config }: Pick<Context, 'config'>): void {
  // A callback: it runs for every answer to a provider, too.
  app.addHook<unknown>('preSerialization', (request, reply, payload, done) => {
    if (!hasTokens(payload) || !asksForCookie(request)) return done(null, payload)
    writeCookie(config, reply, payload.data.refreshToken, config.sessions.idleSeconds)
    done(null, { ...payload, data: { ...payload.data, refreshToken: '' } })
  })
}

/**
 * The refresh token of a request: of its body, or of its cookie when it asks for that.
 *
 * @throws UNAUTHENTICATED without one, FORBIDDEN to a page that is not ours, VALIDATION without body or cookie
 */
export function refreshTokenOf(
  config: CookieConfig,
  request: Pick<FastifyRequest, 'headers'>,
  given: string | undefined,
): string {
  if (given !== undefined) return given
  if (!asksForCookie(request)) {
    throw new AppError(COMMON_ERRORS.VALIDATION, {
      message: 'Send refreshToken in the body, or the header X-Session: cookie from a browser that has the cookie.',
    })
  }
  const { origin, host, cookie } = request.headers
  if (!isOwnPage(origin, host, config.publicUrl)) throw new AppError(COMMON_ERRORS.FORBIDDEN)
  const token = readCookie(cookie, nameOf(config))
  if (!token) throw new AppError(COMMON_ERRORS.UNAUTHENTICATED)
  return token
}
