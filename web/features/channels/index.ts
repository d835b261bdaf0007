export { PROVIDER_ICONS } from './icons.ts'
export { applyChannelEvent } from './live.ts'
export { channelsQuery, useChannel, useChannels } from './queries.ts'
