export { CARDS } from './cards.ts'
export { applyChannelEvent } from './live.ts'
export { channelsQuery, useChannel, useChannels } from './queries.ts'
export { isBroken, shownStatus } from './shown-status.ts'
