import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { Disk } from 'flydrive'
import { S3Driver } from 'flydrive/drivers/s3'
import type { S3Config } from '../config/index.ts'
import { filesIn } from './flydrive.ts'
import type { Files } from './port.ts'

const CONNECT_MS = 5_000
const SILENT_MS = 30_000

/** @param staging a folder of this machine: what is sent to a bucket must have its size known beforehand */
export function createS3Files(options: S3Config, staging: string): Files {
  const { bucket, endpoint, region, credentials, forcePathStyle } = options
  const client = new S3Client({
    region,
    forcePathStyle,
    ...(endpoint && { endpoint }),
    ...(credentials && { credentials }),
    // Not everybody who speaks S3 knows the newer checksums, and ours are compared anyway.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: SILENT_MS },
  })
  const disk = new Disk(new S3Driver({ client, bucket, visibility: 'private', supportsACL: false }))
  return filesIn({
    disk,
    staging,
    openPart: async (Key, { first, last }) => {
      const Range = `bytes=${first}-${last}`
      const { Body, ContentRange } = await client.send(new GetObjectCommand({ Bucket: bucket, Key, Range }))
      const body = Body as Readable
      if (ContentRange?.startsWith(`bytes ${first}-`)) return body
      body.destroy()
      throw new Error('the storage answered another part of a file than it was asked for')
    },
    isMissing: error => statusIn(error) === 404,
    publish: async ({ path, bytes }, key) => {
      if (bytes === 0) await disk.put(key, new Uint8Array())
      else await disk.putStream(key, createReadStream(path), { contentLength: bytes })
    },
    close: async () => client.destroy(),
  })
}

function statusIn(error: unknown): number | undefined {
  const { $metadata, cause } = (error ?? {}) as { $metadata?: { httpStatusCode?: number }; cause?: unknown }
  return $metadata?.httpStatusCode ?? (cause === undefined ? undefined : statusIn(cause))
}
