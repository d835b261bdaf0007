export { type Activity, addActivity, countActivity } from './activity.ts'
export type { Channel, ChannelStatus } from './channel.sql.ts'
export { channelOfThread, getChannel, listChannels, openChannel } from './channel.ts'
export { plain, understand } from './choices.ts'
export { BY_ITSELF, type ErrorClass, type ErrorMeaning, mayRetry } from './error-class.ts'
export { meaningsOn } from './meaning.ts'
export type * from './message.ts'
export { sendingHindrance } from './open.sql.ts'
export { type OpenSender, openSenders } from './open.ts'
export { parseRawEvent, type RawEvent, readRawEvents } from './raw-event.ts'
export { type Authored, type Choice, choicesOf, excessOf, isNumbered, render } from './render.ts'
export { type SimulatedDelivery, type SimulatedMessage, type SimulatedStatus, storeSimulated } from './simulated.ts'
export { applyChannelStates } from './state.ts'
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
} from './transport.ts'
export { transportFor } from './transports.ts'
export { degradeChannel, recoverChannel, stopChannel } from './trouble.ts'
export { type MetaWebhookOptions, metaWebhookRoutes } from './webhook.routes.ts'
