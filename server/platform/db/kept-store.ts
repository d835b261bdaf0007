import type { Uuid } from '../ids/index.ts'
import { writtenBy } from './written.ts'

/** What a version stands for. Triggers of the tables give a new one with every change (`tenant_version`, `plan_version`). */
export type VersionOf = 'tenant' | 'channels' | 'catalogue' | 'plans'

/** Something that processes keep of a tenant's rows. Declared once, at the top of a file. */
export interface Kept<T> {
  readonly version: VersionOf
  /** What it is read from; the triggers watch the same tables. */
  readonly tables: readonly string[]
  /** Values that a process keeps at most; those that were not used for the longest time go. */
  readonly most: number
  /** Characters that they may take in all, as JSON; none: as many as they are. */
  readonly mostSize?: number
  /** Only for the type. */
  readonly value?: T
}

/** The version of each kind of rows; null: this transaction has made it. */
export type Versions = { tenantId: Uuid | null } & Record<VersionOf, string | null>

/** What one transaction knows of versions, over what its process keeps. */
export interface KeptMemory {
  readonly store: KeptStore
  /** Asked for once. */
  readonly versions: Map<Uuid, Promise<Versions>>
  /** Tables that the transaction has written to: it reads these itself. */
  readonly written: Set<string>
}

export const createMemory = (store: KeptStore): KeptMemory => ({ store, versions: new Map(), written: new Set() })

/** Notes what a statement is going to write. */
export function noteWrites({ written }: KeptMemory, text: string): void {
  for (const table of writtenBy(text)) written.add(table)
}

interface Entry {
  version: string
  value: unknown
  size: number
}

interface Shelf {
  entries: Map<string, Entry>
  size: number
}

/** What one process keeps, by tenant. */
export interface KeptStore {
  find<T>(what: Kept<T>, place: string, version: string): { value: T } | undefined
  /** Freezes the value, because it is shared from here on. */
  put<T>(what: Kept<T>, place: string, version: string, value: T): void
}

export function createKeptStore(): KeptStore {
  const shelves = new Map<Kept<unknown>, Shelf>()
  return {
    find: <T>(what: Kept<T>, place: string, version: string) => {
      const entries = shelves.get(what)?.entries
      const entry = entries?.get(place)
      if (!entries || entry?.version !== version) return undefined
      // The order of the map is the order of use.
      entries.delete(place)
      entries.set(place, entry)
      return { value: entry.value as T }
    },
    put: (what, place, version, value) => {
      const shelf = shelves.get(what) ?? { entries: new Map(), size: 0 }
      shelves.set(what, shelf)
      const size = what.mostSize ? JSON.stringify(value).length : 0
      remove(shelf, place)
      shelf.entries.set(place, { version, value: freeze(value), size })
      shelf.size += size
      makeRoom(shelf, what)
    },
  }
}

function makeRoom(shelf: Shelf, { most, mostSize = Number.POSITIVE_INFINITY }: Kept<unknown>): void {
  for (const oldest of shelf.entries.keys()) {
    if (shelf.entries.size <= most && shelf.size <= mostSize) return
    remove(shelf, oldest)
  }
}

function remove(shelf: Shelf, place: string): void {
  shelf.size -= shelf.entries.get(place)?.size ?? 0
  shelf.entries.delete(place)
}

/** Bytes cannot be frozen. */
function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || Object.isFrozen(value)) return value
  for (const part of Object.values(value)) freeze(part)
  return Object.freeze(value)
}
