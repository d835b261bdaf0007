import { createHash } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { AppError } from '../errors/index.ts'
import { newId } from '../ids/index.ts'
import { STORAGE_ERRORS, storageFailure } from './errors.ts'
import type { StagedFile } from './port.ts'

export interface MeasuredFile {
  path: string
  bytes: number
  sha256: Buffer
}

/**
 * Writes bytes to a file of their own below `folder`, and counts and hashes them on the way. When it returns, they are synced to
 * the disk. When it fails, it leaves nothing behind.
 *
 * @param publish moves the file from `path` to its place in the storage
 * @throws FILE_TOO_LARGE, STORAGE_UNAVAILABLE, or the error of the source
 */
export async function stageIn(
  folder: string,
  content: Readable | Uint8Array,
  maxBytes: number,
  publish: (file: MeasuredFile, key: string) => Promise<void>,
): Promise<StagedFile> {
  const path = join(folder, newId())
  const file = { path, ...(await write(folder, path, content, maxBytes)) }
  return {
    ...file,
    publish: async key => {
      try {
        await publish(file, key)
      } catch (error) {
        throw storageFailure(error)
      }
    },
    discard: () => rm(path, { force: true }),
  }
}

async function write(folder: string, path: string, content: Readable | Uint8Array, maxBytes: number) {
  const source = content instanceof Readable ? content : Readable.from([content])
  // The source may fail while the file is being opened; reading from it in `copy` reports that.
  source.on('error', () => undefined)
  let handle: FileHandle | undefined
  try {
    await mkdir(folder, { recursive: true })
    handle = await open(path, 'wx', 0o600)
    const written = await copy(source, handle, maxBytes)
    await handle.sync()
    return written
  } catch (error) {
    source.destroy()
    if (handle) await rm(path, { force: true })
    throw isFromDisk(error) ? storageFailure(error) : error
  } finally {
    await handle?.close()
  }
}

async function copy(source: Readable, handle: FileHandle, maxBytes: number) {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of source as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > maxBytes) throw new AppError(STORAGE_ERRORS.FILE_TOO_LARGE)
    hash.update(chunk)
    await handle.appendFile(chunk)
  }
  return { bytes, sha256: hash.digest() }
}

/** Errors of the disk (ENOSPC, EACCES …) name the system call that failed; errors of a source do not. */
const isFromDisk = (error: unknown): boolean => {
  const { syscall, code } = error as NodeJS.ErrnoException
  return ['open', 'write', 'fsync', 'mkdir'].includes(syscall ?? '') && code !== undefined
}

/** Removes files that were staged before and not touched since `olderThanMs` ago. */
export async function sweepStage(folder: string, olderThanMs: number): Promise<void> {
  for (const name of (await unlessMissing(readdir(folder))) ?? []) {
    const path = join(folder, name)
    const found = await unlessMissing(stat(path))
    if (found && Date.now() - found.mtimeMs > olderThanMs) await rm(path, { force: true })
  }
}

/** Answers nothing when the file or folder is not there: nothing was staged yet, or another process has just removed it. */
const unlessMissing = <T>(looking: Promise<T>): Promise<T | undefined> =>
  looking.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
