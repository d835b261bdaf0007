import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { NamedProvider } from '../provider.ts'

/** What entries can be about. */
export const ENTRY_KINDS = [
  'start',
  'reset',
  'config',
  'send',
  'read',
  'media',
  'manage',
  'inbound',
  'status',
  'webhook',
  'fault',
  'unanswered',
] as const

/** What an entry is about. */
export type EntryKind = (typeof ENTRY_KINDS)[number]

/** One line of the journal. Lines are only added, never changed. */
export interface Entry {
  /** 1, 2, 3… without gaps, also across a reset. */
  seq: number
  /** ISO 8601, UTC. */
  at: string
  kind: EntryKind
  /** Absent: Meta. */
  provider?: NamedProvider
  /** The business's number at its provider: an id at Meta, an address at Twilio, a session at WAHA. */
  phoneNumberId?: string
  /** Recipient (digits or business-scoped user id) of a send, sender of an inbound message. */
  to?: string
  from?: string
  /** Type of the message, or what a webhook carried. */
  type?: string
  /** The caller's own id of the attempt: in `biz_opaque_callback_data`, the callback's address, or a preset id. */
  attemptId?: string
  /** What a send says: the text, or the JSON of everything that makes it what it is. */
  content?: string
  wamid?: string
  /** Whether the call took effect at the provider (or, for a webhook, was acknowledged with 200). */
  accepted?: boolean
  /** HTTP status of the answer; null when none was given. */
  status?: number | null
  /** Ids of the fault rules that acted. */
  faults?: string[]
  /** What was received (send, read…) or sent (webhook, first attempt). */
  request?: unknown
  /** What was answered. */
  response?: unknown
  /** Further facts of the kind: attempt number, error, the `seq` referred to… */
  note?: Record<string, unknown>
}

/** Where the twin writes down what it saw. */
export interface Journal {
  append(entry: Omit<Entry, 'seq' | 'at'>): Entry
  /** Entries still in memory with `seq > after`, oldest first. */
  read(filter?: { after?: number; kind?: EntryKind; limit?: number }): Entry[]
  /** Newest first, for searches that end early. */
  newestFirst(): Generator<Entry>
  /** First `seq` still in memory, last `seq` given, and the state of the file. */
  extent(): { first: number; last: number; written: number; fileError: string | null }
  /** Empties the memory; the file keeps everything. */
  forget(): void
  /** Writes what is left. Rejects when the file could not be written. */
  close(): Promise<void>
}

/** Opens a journal. `max` bounds the entries kept in memory (0: unbounded); the file, when given, keeps all. */
export async function openJournal(options: { file?: string | undefined; max: number }): Promise<Journal> {
  const writer = options.file ? await openWriter(options.file) : null
  let entries: Entry[] = []
  let seq = 0
  const trim = () => {
    // A tenth of slack, so that the copy is rare.
    if (options.max > 0 && entries.length > options.max * 1.1) entries = entries.slice(-options.max)
  }
  return {
    append: partial => {
      const entry: Entry = { seq: ++seq, at: new Date().toISOString(), ...partial }
      entries.push(entry)
      writer?.write(`${JSON.stringify(entry)}\n`)
      trim()
      return entry
    },
    read: ({ after = 0, kind, limit = Number.POSITIVE_INFINITY } = {}) => select(entries, after, kind, limit),
    newestFirst: function* () {
      const snapshot = entries
      for (let index = snapshot.length - 1; index >= 0; index--) yield snapshot[index]!
    },
    extent: () => ({
      first: entries[0]?.seq ?? seq + 1,
      last: seq,
      written: writer?.written() ?? 0,
      fileError: writer?.error()?.message ?? null,
    }),
    forget: () => {
      entries = []
    },
    close: async () => writer?.close(),
  }
}

function select(entries: Entry[], after: number, kind: EntryKind | undefined, limit: number): Entry[] {
  // `seq` has no gaps, so the position of the first wanted entry is known.
  const first = entries[0]?.seq ?? 1
  const start = Math.max(0, after + 1 - first)
  const found: Entry[] = []
  for (let index = start; index < entries.length && found.length < limit; index++) {
    const entry = entries[index]!
    if (kind === undefined || entry.kind === kind) found.push(entry)
  }
  return found
}

interface Writer {
  write(line: string): void
  written(): number
  error(): Error | null
  close(): Promise<void>
}

/** Appends lines in batches; each batch is on disk (fdatasync) before the next one starts. */
async function openWriter(file: string): Promise<Writer> {
  await mkdir(dirname(file), { recursive: true })
  const handle: FileHandle = await open(file, 'a')
  let waiting: string[] = []
  let written = 0
  let failure: Error | null = null
  let running: Promise<void> | null = null

  const drain = async () => {
    while (waiting.length > 0 && !failure) {
      const batch = waiting
      waiting = []
      await handle.appendFile(batch.join(''))
      await handle.datasync()
      written += batch.length
    }
  }
  const start = () => {
    if (running || failure) return
    running = drain()
      .catch((error: Error) => {
        failure = error
      })
      .finally(() => {
        running = null
        if (waiting.length > 0) start()
      })
  }
  return {
    write: line => {
      waiting.push(line)
      start()
    },
    written: () => written,
    error: () => failure,
    close: async () => {
      while (running) await running
      await handle.close()
      if (failure) throw failure
    },
  }
}
