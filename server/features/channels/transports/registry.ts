import { AppError } from '../../../platform/errors/index.ts'
import type { Provider, Transport } from '../contract/transport.ts'
import { CHANNEL_ERRORS } from '../errors.ts'
import { cloudApi } from './cloud_api/transport.ts'
import { simulator } from './simulator/transport.ts'
import { twilio } from './twilio/transport.ts'
import { waha } from './waha/transport.ts'

/** Every transport there is; a new provider is its folder and a line here. */
const TRANSPORTS: Partial<Record<Provider, Transport>> = {
  cloud_api: cloudApi,
  simulator,
  twilio,
  waha,
}

/** Providers whose channels are phones that are linked. */
export const linkedProviders = (): Provider[] =>
  Object.values(TRANSPORTS).flatMap(({ provider, linking }) => (linking ? [provider] : []))

/** Providers that are asked whether a channel works, and confirm it thereby. */
export const askedProviders = (): Provider[] =>
  Object.values(TRANSPORTS).flatMap(({ provider, linking, rehearsal }) => (linking || rehearsal ? [] : [provider]))

/** Throws CHANNEL_PROVIDER_UNAVAILABLE. */
export function transportFor(provider: Provider): Transport {
  const transport = TRANSPORTS[provider]
  if (!transport) throw new AppError(CHANNEL_ERRORS.CHANNEL_PROVIDER_UNAVAILABLE)
  return transport
}
