import type { PubSub } from './port.ts'

/** Publish and subscribe within this process. Listeners run after the publisher, each with a copy of its own. */
export function createLocalPubSub(): PubSub {
  const topics = new Map<string, Set<(message: unknown) => void>>()
  return {
    publish: async (topic, message) => {
      const text = JSON.stringify(message)
      for (const listener of topics.get(topic) ?? []) setImmediate(() => listener(JSON.parse(text)))
    },
    subscribe: async (topic, listener) => {
      // A new function for each call: a listener that subscribed twice is called twice, and stops one subscription at a time.
      const own = (message: unknown) => {
        if (topics.get(topic)?.has(own)) listener(message)
      }
      topics.set(topic, (topics.get(topic) ?? new Set()).add(own))
      return async () => {
        topics.get(topic)?.delete(own)
        if (topics.get(topic)?.size === 0) topics.delete(topic)
      }
    },
    close: async () => topics.clear(),
  }
}
