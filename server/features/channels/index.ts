import './transports/registry.ts'

// Whoever imports channels has every provider registered; the program itself gets them with feature.ts.
import './transports/registry.ts'

export { BY_ITSELF, type ErrorClass, type ErrorMeaning, mayRetry, withMeaning } from './contract/error-class.ts'
export { matchChoice } from './contract/match-choice.ts'
export { meaningView } from './contract/meaning.schema.ts'
export { MEANINGS, type Meaning, type StatusCause } from './contract/meaning.ts'
export type * from './contract/message.ts'
export { rehearsalProviders, transportFor } from './contract/provider-lookup.ts'
export { type Choice, choicesOf, excessOf, isNumbered, render } from './contract/render.ts'
export { templateFlaw } from './contract/template-check.ts'
export type {
  Capabilities,
  ChannelAddress,
  ChannelCheck,
  Credentials,
  InboundFile,
  LinkCode,
  LookUp,
  LostCall,
  MediaLimit,
  Pace,
  Provider,
  RawDelivery,
  SendingChannel,
  Transport,
} from './contract/transport.ts'
export { withAddresses } from './deliveries/channel-address.ts'
export { type DeliveryWorker, fileHere, type LeasedDelivery } from './deliveries/hand-over.ts'
export { parseRawEvent, type RawEvent, readRawEvents } from './deliveries/raw-event.ts'
export { CHANNEL_EVENTS } from './events.ts'
export { degradeChannel, recoverChannel, stopChannel } from './health/degradation.ts'
export { type Activity, addActivity, flushActivity, noteActivity, noteSkew } from './health/hourly-activity.ts'
export type { Channel, ChannelStatus } from './lifecycle/channel.sql.ts'
export {
  channelRemoved,
  getChannel,
  getChannelKind,
  listChannels,
  openChannel,
  providersOf,
  skillsFor,
} from './lifecycle/channel.ts'
export { applyChannelStates } from './lifecycle/connection-state.ts'
export { sendingBlock } from './lifecycle/sending-channel.sql.ts'
export { openSendingChannels, type SendingChannelOpened } from './lifecycle/sending-channel.ts'
export { mustBeRehearsal } from './lifecycle/test-key.ts'
export { meaningsOn } from './transports/error-meaning.ts'
export {
  type SimulatedDelivery,
  type SimulatedMessage,
  type SimulatedStatus,
  storeSimulated,
} from './transports/simulator/simulated.ts'
