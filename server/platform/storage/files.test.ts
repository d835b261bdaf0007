import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../ids/index.ts'
import { filesContract } from './files.contract.ts'
import { createDiskFiles, openFiles } from './index.ts'

const newFolder = () => mkdtemp(join(tmpdir(), 'tawsil-storage-'))
const removeFolder = (folder: string) => rm(folder, { recursive: true, force: true })

const S3 = {
  bucket: 'customers',
  region: 'eu-west-1',
  credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
  forcePathStyle: true,
}

/** As much of S3 as is spoken to it: objects by path, signed requests only. */
async function openBucket() {
  const objects = new Map<string, Buffer>()
  const trouble = { status: 0 }
  const sent = { bytes: 0 }
  const server = createServer((request, response) => void answer(request, response))
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const key = decodeURIComponent(new URL(request.url!, 'http://s3').pathname)
    const body = await buffer(request)
    if (!request.headers.authorization?.includes('Credential=key/')) return response.writeHead(403).end()
    if (trouble.status) return response.writeHead(trouble.status).end()
    if (request.method === 'PUT') {
      if (Number(request.headers['content-length']) !== body.length) return response.writeHead(411).end()
      objects.set(key, body)
      return response.writeHead(200, { etag: '"x"' }).end()
    }
    if (request.method === 'DELETE') {
      objects.delete(key)
      return response.writeHead(204).end()
    }
    const found = objects.get(key)
    if (!found)
      return response.writeHead(404, { 'content-type': 'application/xml' }).end('<Error><Code>NoSuchKey</Code></Error>')
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
    const part = first === undefined ? found : found.subarray(Number(first), Number(last) + 1)
    const range = first !== undefined && { 'content-range': `bytes ${first}-${last}/${found.length}` }
    const about = { 'content-length': part.length, 'last-modified': new Date().toUTCString() }
    response.writeHead(range ? 206 : 200, { ...about, ...range })
    if (request.method === 'HEAD') return response.end()
    sent.bytes += part.length
    return response.end(part)
  }
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = async () => {
    server.closeAllConnections()
    server.close()
  }
  return { objects, trouble, sent, endpoint, close }
}

filesContract('disk', async () => {
  const folder = await newFolder()
  const kept = async () => {
    const entries = await readdir(folder, { recursive: true })
    return entries.filter(entry => !entry.startsWith('.staging'))
  }
  return { files: createDiskFiles(folder), kept, close: () => removeFolder(folder) }
})

filesContract('S3', async () => {
  const bucket = await openBucket()
  const dataDir = await newFolder()
  return {
    files: openFiles({ dataDir, s3: { ...S3, endpoint: bucket.endpoint } }),
    kept: async () => [...bucket.objects.keys()].map(key => key.replace('/customers/', '')),
    close: async () => {
      await bucket.close()
      await removeFolder(dataDir)
    },
  }
})

describe('a storage that cannot', () => {
  let folder: string
  beforeAll(async () => {
    folder = await newFolder()
  })
  afterAll(() => removeFolder(folder))

  it('refuses for the moment instead of losing bytes: the disk', async () => {
    // A file where the folder should be is what even the superuser cannot write into.
    await writeFile(join(folder, 'tenant'), '')
    const files = createDiskFiles(folder)
    const put = files.put(`tenant/${newId()}`, Buffer.from('bytes'))
    await expect(put).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE', status: 503, retryable: true })
    expect(await readdir(join(folder, '.staging'))).toEqual([])
    await rm(join(folder, '.staging'), { recursive: true })
    await writeFile(join(folder, '.staging'), '')
    await expect(files.put(`other/${newId()}`, Buffer.from('bytes'))).rejects.toMatchObject({ status: 503 })
  })

  it('asks S3 for no more of a file than the part that is wanted', async () => {
    const bucket = await openBucket()
    const dataDir = join(folder, 'parts')
    await mkdir(dataDir)
    const files = openFiles({ dataDir, s3: { ...S3, endpoint: bucket.endpoint } })
    const key = `tenant/${newId()}`
    await files.put(key, Buffer.alloc(1_000_000, 7))
    expect(await buffer(await files.open(key, { first: 999_999, last: 999_999 }))).toHaveLength(1)
    expect(bucket.sent.bytes).toBe(1)
    await files.close()
    await bucket.close()
  })

  it('refuses for the moment instead of losing bytes: S3', async () => {
    const bucket = await openBucket()
    const dataDir = join(folder, 's3')
    await mkdir(dataDir)
    const files = openFiles({ dataDir, s3: { ...S3, endpoint: bucket.endpoint } })
    const key = `tenant/${newId()}`
    await files.put(key, Buffer.from('bytes'))
    bucket.trouble.status = 403
    const calls = [
      () => files.put(key, Buffer.from('other')),
      () => files.open(key),
      () => files.size(key),
      () => files.remove(key),
    ]
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' })
    bucket.trouble.status = 0
    expect((await buffer(await files.open(key))).toString()).toBe('bytes')
    expect(await readdir(join(dataDir, 'files', '.staging'))).toEqual([])
    await files.close()
    await bucket.close()
  })

  it('keeps files from other people of the machine', async () => {
    const place = join(folder, 'private')
    const staged = await createDiskFiles(place).stage(Buffer.from('bytes'))
    expect((await stat(staged.path)).mode & 0o077).toBe(0)
    await staged.discard()
  })
})
