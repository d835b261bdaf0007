/** Values that may be forgotten at any time. Every key starts with the tenant: `t:<tenant id>:…`, or `sys:…`. */
export interface Cache {
  get<T>(key: string): Promise<T | undefined>
  set(key: string, value: unknown, ttlSeconds: number): Promise<void>
  /** The value, made and kept when absent. Parallel callers in one process share one making. */
  getOrMake<T>(key: string, ttlSeconds: number, make: () => Promise<T>): Promise<T>
  drop(...keys: string[]): Promise<void>
  ping(): Promise<void>
  close(): Promise<void>
}
