import type { Feature } from '../../platform/feature.ts'
import { openSockets } from './sockets.ts'

/** Live screens: the event log as it grows, and what colleagues are doing. */
export const feature: Feature = { name: 'realtime', routes: openSockets }
