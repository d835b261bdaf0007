import type { Feature } from '../../platform/feature.ts'
import { botSubscribers } from './subscribers.ts'

/** Answers customers for businesses that have a bot. */
export const feature: Feature = {
  name: 'bots',
  subscribers: botSubscribers,
}
