/** Messages to those who listen now, in any process. A listener that is away misses them, so nothing may depend on them. */
export interface PubSub {
  publish(topic: string, message: unknown): Promise<void>
  /** @returns how to stop listening */
  subscribe(topic: string, listener: (message: unknown) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}
