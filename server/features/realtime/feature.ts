import type { FeatureFactory } from '../../platform/feature.ts'
import { openSockets } from './sockets.ts'

/** Live screens: the event log as it grows, and what colleagues are doing. */
export const feature: FeatureFactory = context => ({ name: 'realtime', routes: app => openSockets(app, context) })
