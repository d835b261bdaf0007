import { AppError } from '../../../platform/errors/index.ts'
import { CHANNEL_ERRORS } from '../errors.ts'
import type { Provider, Transport } from './transport.ts'

/** All providers that this program knows, by name; `transports/registry.ts` fills it before anybody asks. */
const transports = new Map<Provider, Transport>()

/** Registers a provider. A name that is used twice is a mistake in the program. */
export function registerTransport(transport: Transport): void {
  if (transports.has(transport.provider)) throw new Error(`two transports are called ${transport.provider}`)
  transports.set(transport.provider, transport)
}

/** Every transport, in the order in which they were registered. */
export const allTransports = (): Transport[] => [...transports.values()]

export const providerNames = (): Provider[] => [...transports.keys()]

/** Providers whose channels are linked phones. */
export const linkedProviders = (): Provider[] => namesOf(({ linking }) => linking !== undefined)

/** Providers whose messages never leave this program. */
export const rehearsalProviders = (): Provider[] => namesOf(({ rehearsal }) => rehearsal === true)

/** Providers that we ask whether a channel works; their answer proves the channel. */
export const askedProviders = (): Provider[] => namesOf(({ linking, rehearsal }) => !linking && !rehearsal)

/** Providers whose deliveries are held until a channel has proven its number. */
export const holdingProviders = (): Provider[] => namesOf(({ namedParts }) => namedParts !== undefined)

const namesOf = (wanted: (transport: Transport) => boolean): Provider[] =>
  allTransports().flatMap(transport => (wanted(transport) ? [transport.provider] : []))

/** Throws CHANNEL_PROVIDER_UNAVAILABLE. */
export function transportFor(provider: Provider): Transport {
  const transport = transports.get(provider)
  if (!transport) throw new AppError(CHANNEL_ERRORS.CHANNEL_PROVIDER_UNAVAILABLE)
  return transport
}
