import type { Context } from '../../../platform/context.ts'
import { mayBeInside, mustCarrySecrets, vetUrl } from '../../../platform/outbound/index.ts'

/** Origins that may be inside: those that the operator names, and in development this machine. */
export function insideOf({ config }: Pick<Context, 'config'>, url: string): string[] {
  return URL.canParse(url) && mayBeInside(url, config) ? [new URL(url).origin] : []
}

/**
 * Whether webhooks may go to an address: public, encrypted, and no port of another service. Asked again whenever a call connects.
 *
 * @throws URL_NOT_ALLOWED, URL_NOT_ENCRYPTED, URL_UNRESOLVED
 */
export async function vetAddress(context: Pick<Context, 'config'>, url: string): Promise<void> {
  await vetUrl(url, { trustedOrigins: insideOf(context, url) })
  mustCarrySecrets(url, context.config)
}
