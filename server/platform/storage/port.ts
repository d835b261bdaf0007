import type { Readable } from 'node:stream'

/**
 * Where files are kept. A key is a path such as `<tenant>/media/<id>`: it starts with the tenant (pictures of people, who belong
 * to none, with `avatars`), is made by the program, and never holds a name that a person chose. A file is there completely or
 * not at all.
 */
export interface Files {
  /** Writes bytes to this machine, where they can be checked before they are published. Throws FILE_TOO_LARGE. */
  stage(content: Readable | Uint8Array, limits?: { maxBytes?: number }): Promise<StagedFile>
  /** Keeps bytes under `key`, in place of what was there. @returns how many */
  put(key: string, content: Readable | Uint8Array): Promise<number>
  /** The bytes, or a part of them. Throws FILE_MISSING. */
  open(key: string, part?: Part): Promise<Readable>
  /** In bytes; undefined when there is no such file. */
  size(key: string): Promise<number | undefined>
  /** Does nothing when there is no such file. */
  remove(key: string): Promise<void>
  /** Removes what was staged by processes that ended before they could. */
  sweep(olderThanMs: number): Promise<void>
  close(): Promise<void>
}

/** From the first byte to the last, both included, counted from 0. */
export interface Part {
  first: number
  last: number
}

/** A file that is not published yet. Publish it or discard it. */
export interface StagedFile {
  /** Its path on this machine. */
  readonly path: string
  readonly bytes: number
  readonly sha256: Buffer
  /** Keeps it under `key`; once. */
  publish(key: string): Promise<void>
  /** Removes it from this machine if it is still there. Always call this at the end, also after `publish`. */
  discard(): Promise<void>
}
