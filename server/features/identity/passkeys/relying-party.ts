import ipaddr from 'ipaddr.js'
import { AppError } from '../../../platform/errors/index.ts'
import { isLoopbackHost } from '../../../platform/outbound/index.ts'
import { ERRORS } from '../errors.ts'

/** For whom browsers keep passkeys: the host of the address under which people open the app, and its pages. */
export interface RelyingParty {
  id: string
  origin: string
}

/**
 * Browsers take no bare network address. On a developer's machine that is no matter, because `localhost` is the same one.
 *
 * @throws PASSKEYS_UNAVAILABLE
 */
export function relyingPartyOf(publicUrl: string): RelyingParty {
  const url = new URL(publicUrl)
  if (isLoopbackHost(url.hostname)) url.hostname = 'localhost'
  if (ipaddr.isValid(url.hostname.replace(/^\[|\]$/g, ''))) throw new AppError(ERRORS.PASSKEYS_UNAVAILABLE)
  return { id: url.hostname, origin: url.origin }
}
