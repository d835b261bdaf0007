import type { FeatureFactory } from '../../platform/feature.ts'
import { botSubscribers } from './subscribers.ts'

/** Answers customers for businesses that have a bot. */
export const feature: FeatureFactory = context => ({ name: 'bots', subscribers: botSubscribers(context) })
