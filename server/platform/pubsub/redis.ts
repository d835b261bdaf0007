import { within } from '../clock/index.ts'
import { connectRedis, disconnectRedis } from '../redis/index.ts'
import { type Logger, sparing } from '../telemetry/index.ts'
import type { PubSub } from './port.ts'

const PREFIX = 'tawsil:topic:'
/** While Redis is away the program starts all the same, and subscribes as soon as Redis is back. */
const SUBSCRIBED_WITHIN_MS = 2_000

/** Publish and subscribe between all processes. While Redis is away messages are lost without an error. */
export function createRedisPubSub(options: { url: string; log: Logger }): PubSub {
  const publisher = connectRedis(options.url, 'impatient', options.log, 'tawsil-publish')
  // Patient: it subscribes again after every reconnect.
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
      // Also for a second subscription of one topic: it may be relied on only after the server has confirmed it.
      await within(SUBSCRIBED_WITHIN_MS, subscriber.subscribe(PREFIX + topic))
      return async () => {
        listeners.delete(own)
        if (listeners.size > 0 || topics.get(topic) !== listeners) return
        topics.delete(topic)
        // No need to wait for the server: messages that still come have no listener.
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
