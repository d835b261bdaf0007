import { within } from '../clock/index.ts'
import { connectRedis, disconnectRedis } from '../redis/index.ts'
import { type Logger, sparing } from '../telemetry/index.ts'
import type { PubSub } from './port.ts'

const PREFIX = 'tawsil:topic:'
/** With Redis away a subscription stands as soon as it is back; the program starts without. */
const SUBSCRIBED_WITHIN_MS = 2_000

/** Publish and subscribe between all processes. While Redis is away messages are lost, and nobody gets an error. */
export function createRedisPubSub(options: { url: string; log: Logger }): PubSub {
  const publisher = connectRedis(options.url, 'impatient', options.log, 'tawsil-publish')
  // Patient: it takes its subscriptions up again after every reconnect.
  const subscriber = connectRedis(options.url, 'patient', options.log, 'tawsil-subscribe')
  const trouble = sparing(options.log, 'a message could not be published')
  const topics = new Map<string, Set<(message: unknown) => void>>()

  subscriber.on('message', (channel: string, text: string) => {
    const listeners = topics.get(channel.slice(PREFIX.length))
    for (const listener of [...(listeners ?? [])]) listener(JSON.parse(text))
  })
  return {
    publish: async (topic, message) =>
      void (await publisher.publish(PREFIX + topic, JSON.stringify(message)).catch(trouble)),
    subscribe: async (topic, listener) => {
      const own = (message: unknown) => listener(message)
      const listeners = topics.get(topic) ?? new Set()
      topics.set(topic, listeners.add(own))
      // Always: a second subscription of one topic must have the server's word too before it may be relied on.
      await within(SUBSCRIBED_WITHIN_MS, subscriber.subscribe(PREFIX + topic))
      return async () => {
        listeners.delete(own)
        if (listeners.size > 0 || topics.get(topic) !== listeners) return
        topics.delete(topic)
        // Nobody waits for the server's word: what still comes has no listener.
        subscriber.unsubscribe(PREFIX + topic).catch(trouble)
      }
    },
    close: async () => {
      topics.clear()
      await disconnectRedis(publisher)
      await disconnectRedis(subscriber)
    },
  }
}
