import type { Readable } from 'node:stream'
import type { Disk } from 'flydrive'
import { AppError } from '../errors/index.ts'
import { STORAGE_ERRORS, storageFailure } from './errors.ts'
import type { Files, Part } from './port.ts'
import { type MeasuredFile, stageIn, sweepStage } from './stage.ts'

export interface StorageBackend {
  /** Where files are kept. */
  disk: Disk
  /** A folder of this machine for files that are not published yet. */
  staging: string
  /** Opens a part of a file. Nothing else of it is read. */
  openPart(key: string, part: Part): Promise<Readable>
  /** Whether an error, or one of its causes, says that there is no such file. */
  isMissing(error: unknown): boolean
  /** Puts a staged file in the place of `key`, in one step. */
  publish(file: MeasuredFile, key: string): Promise<void>
  close(): Promise<void>
}

/** What both kinds of storage share. They differ only in how a file gets to its place. */
export function filesIn(place: StorageBackend): Files {
  const { disk, staging } = place
  const stage: Files['stage'] = (content, { maxBytes = Number.POSITIVE_INFINITY } = {}) =>
    stageIn(staging, content, maxBytes, place.publish)
  const measure = async (key: string): Promise<number | undefined> => {
    mustBeKey(key)
    try {
      return (await disk.getMetaData(key)).contentLength
    } catch (error) {
      if (place.isMissing(error)) return undefined
      throw storageFailure(error)
    }
  }
  return {
    stage,
    put: async (key, content) => {
      mustBeKey(key)
      const staged = await stage(content)
      try {
        await staged.publish(key)
        return staged.bytes
      } finally {
        await staged.discard()
      }
    },
    // Streams of files that are missing fail only when they are read.
    open: async (key, part) => {
      if ((await measure(key)) === undefined) throw new AppError(STORAGE_ERRORS.FILE_MISSING)
      const opened = part ? place.openPart(key, part) : disk.getStream(key)
      return await opened.catch(cause => Promise.reject(storageFailure(cause)))
    },
    size: measure,
    remove: async key => {
      await disk.delete(mustBeKey(key)).catch(cause => Promise.reject(storageFailure(cause)))
    },
    sweep: olderThanMs => sweepStage(staging, olderThanMs),
    close: () => place.close(),
  }
}

const KEY = /^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*)+$/

/** Throws on a malformed key. Keys are made by the program, so that is a bug and no input of anybody. */
function mustBeKey(key: string): string {
  if (!KEY.test(key)) throw new Error('this is no key of a file')
  return key
}
