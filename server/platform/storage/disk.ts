import { createReadStream } from 'node:fs'
import { mkdir, open, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import { filesIn } from './flydrive.ts'
import type { Files } from './port.ts'

/** Files in a folder of this machine, or of a volume that all processes share. */
export function createDiskFiles(folder: string): Files {
  return filesIn({
    disk: new Disk(new FSDriver({ location: folder, visibility: 'private' })),
    // On the same volume, so that moving a file is one step.
    staging: join(folder, '.staging'),
    openPart: async (key, { first, last }) => createReadStream(join(folder, key), { start: first, end: last }),
    isMissing: error => codeIn(error) === 'ENOENT',
    publish: async ({ path }, key) => {
      const target = join(folder, key)
      await mkdir(dirname(target), { recursive: true })
      await rename(path, target)
      await syncFolder(dirname(target))
    },
    close: async () => undefined,
  })
}

/** Syncs the folder. Without it, after a crash of the machine, a file's bytes could be there and its name could be lost. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function codeIn(error: unknown): string | undefined {
  const { code, cause } = (error ?? {}) as { code?: string; cause?: unknown }
  return cause === undefined ? code : codeIn(cause)
}
