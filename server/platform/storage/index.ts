import { join } from 'node:path'
import type { Config } from '../config/index.ts'
import { createDiskFiles } from './disk.ts'
import { whenNeeded } from './lazy.ts'
import type { Files } from './port.ts'

export { createDiskFiles } from './disk.ts'
export { STORAGE_ERRORS } from './errors.ts'
export type { Files, Part, StagedFile } from './port.ts'

/** The storage that the settings name: a bucket with S3_BUCKET, else the data directory. */
export function openFiles({ dataDir, s3 }: Pick<Config, 'dataDir' | 's3'>): Files {
  const folder = join(dataDir, 'files')
  if (!s3) return createDiskFiles(folder)
  // The client of S3 is large: it is loaded only when a bucket is used.
  return whenNeeded(async () => (await import('./s3.ts')).createS3Files(s3, join(folder, '.staging')))
}
