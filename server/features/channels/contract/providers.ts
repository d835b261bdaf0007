import { AppError } from '../../../platform/errors/index.ts'
import { CHANNEL_ERRORS } from '../errors.ts'
import type { Provider, Transport } from './transport.ts'

/** Every provider that this program knows, by name; filled by `transports/registry.ts` before anything is asked of it. */
const transports = new Map<Provider, Transport>()

/** Makes a provider known. A name that is taken is a mistake of the program. */
export function registerTransport(transport: Transport): void {
  if (transports.has(transport.provider)) throw new Error(`two transports are called ${transport.provider}`)
  transports.set(transport.provider, transport)
}

/** Every transport, in the order in which they were registered. */
export const allTransports = (): Transport[] => [...transports.values()]

export const providerNames = (): Provider[] => [...transports.keys()]

/** Providers whose channels are phones that are linked. */
export const linkedProviders = (): Provider[] => namesOf(({ linking }) => linking !== undefined)

/** Providers whose channels never leave this program. */
export const rehearsalProviders = (): Provider[] => namesOf(({ rehearsal }) => rehearsal === true)

/** Providers that are asked whether a channel works, and confirm it thereby. */
export const askedProviders = (): Provider[] => namesOf(({ linking, rehearsal }) => !linking && !rehearsal)

/** Providers whose deliveries are kept aside until a channel has proven its number. */
export const holdingProviders = (): Provider[] => namesOf(({ namedParts }) => namedParts !== undefined)

const namesOf = (wanted: (transport: Transport) => boolean): Provider[] =>
  allTransports().flatMap(transport => (wanted(transport) ? [transport.provider] : []))

/** Throws CHANNEL_PROVIDER_UNAVAILABLE. */
export function transportFor(provider: Provider): Transport {
  const transport = transports.get(provider)
  if (!transport) throw new AppError(CHANNEL_ERRORS.CHANNEL_PROVIDER_UNAVAILABLE)
  return transport
}
