import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '../crypto/index.ts'
import { newId } from '../ids/index.ts'
import type { Files } from './port.ts'

export interface Opened {
  files: Files
  /** What is kept, by key, as somebody sees it who looks past the port. */
  kept(): Promise<string[]>
  close(): Promise<void>
}

/** What every storage does. */
export function filesContract(name: string, open: () => Promise<Opened>): void {
  describe(`files: ${name}`, () => {
    let opened: Opened
    let files: Files
    beforeAll(async () => {
      opened = await open()
      files = opened.files
    })
    afterAll(async () => {
      await files.close()
      await opened.close()
    })
    const read = async (key: string) => await buffer(await files.open(key))
    const newKey = () => `${newId()}/media/${newId()}`

    it('gives back what was put, from bytes and from a stream, and knows its size', async () => {
      const bytes = randomBytes(300_000)
      const [one, two] = [newKey(), newKey()]
      expect(await files.put(one, bytes)).toBe(bytes.length)
      expect(await files.put(two, Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]))).toBe(bytes.length)
      for (const key of [one, two]) {
        expect(await files.size(key)).toBe(bytes.length)
        expect((await read(key)).equals(bytes)).toBe(true)
      }
    })

    it('keeps empty files', async () => {
      const key = newKey()
      await files.put(key, new Uint8Array())
      expect([await files.size(key), (await read(key)).length]).toEqual([0, 0])
    })

    it('puts a file in place of the one that was there', async () => {
      const key = newKey()
      await files.put(key, Buffer.from('a long first version'))
      await files.put(key, Buffer.from('second'))
      expect((await read(key)).toString()).toBe('second')
    })

    it('gives parts', async () => {
      const key = newKey()
      const bytes = randomBytes(200_000)
      await files.put(key, bytes)
      for (const [first, last] of [
        [0, 0],
        [5, 99],
        [65_530, 131_080],
        [199_999, 199_999],
      ] as const) {
        const part = await buffer(await files.open(key, { first, last }))
        expect(part.equals(bytes.subarray(first, last + 1))).toBe(true)
      }
    })

    it('says what is missing, and removes what may be', async () => {
      const key = newKey()
      expect(await files.size(key)).toBeUndefined()
      await expect(files.open(key)).rejects.toMatchObject({ code: 'FILE_MISSING' })
      await files.remove(key)
      await files.put(key, Buffer.from('here'))
      await files.remove(key)
      expect(await files.size(key)).toBeUndefined()
    })

    it('keeps nothing of a file whose source breaks off, and what was there stays', async () => {
      const key = newKey()
      await files.put(key, Buffer.from('before'))
      const broken = async function* () {
        yield randomBytes(100_000)
        throw new Error('broken off')
      }
      await expect(files.put(key, Readable.from(broken()))).rejects.toThrow('broken off')
      const fresh = newKey()
      await expect(files.put(fresh, Readable.from(broken()))).rejects.toThrow('broken off')
      expect((await read(key)).toString()).toBe('before')
      expect(await opened.kept()).not.toContain(fresh)
    })

    it('stages a file to be looked at, measured, and keeps it only when told', async () => {
      const bytes = randomBytes(50_000)
      const staged = await files.stage(Readable.from([bytes]))
      expect(staged).toMatchObject({ bytes: 50_000, sha256: sha256(bytes) })
      expect((await stat(staged.path)).size).toBe(50_000)
      const key = newKey()
      expect(await files.size(key)).toBeUndefined()
      await staged.publish(key)
      await staged.discard()
      expect((await read(key)).equals(bytes)).toBe(true)
      const other = await files.stage(bytes)
      await other.discard()
      for (const { path } of [staged, other]) await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' })
    })

    it('stops at the size that is allowed, however much would come', async () => {
      let given = 0
      const endless = async function* () {
        for (;;) {
          given++
          yield Buffer.alloc(1000)
        }
      }
      const staged = files.stage(Readable.from(endless()), { maxBytes: 10_000 })
      await expect(staged).rejects.toMatchObject({ code: 'FILE_TOO_LARGE', status: 413 })
      expect(given).toBeLessThan(100)
    })

    it('forgets what was staged and left, and nothing else', async () => {
      const key = newKey()
      await files.put(key, Buffer.from('kept'))
      const left = await files.stage(Buffer.from('left'))
      await files.sweep(60_000)
      expect((await stat(left.path)).size).toBe(4)
      await files.sweep(-1)
      await expect(stat(left.path)).rejects.toMatchObject({ code: 'ENOENT' })
      expect((await read(key)).toString()).toBe('kept')
    })

    it('takes no key that leads elsewhere', async () => {
      for (const key of ['../outside', 'a/../../b', '/etc/passwd', 'a//b', 'a/.b', 'alone', 'a/b\0', '']) {
        await expect(files.put(key, Buffer.from('x')), key).rejects.toThrow('no key')
        await expect(files.open(key), key).rejects.toThrow('no key')
        await expect(files.remove(key), key).rejects.toThrow('no key')
      }
    })

    it('keeps what many put at once', async () => {
      const keys = Array.from({ length: 20 }, newKey)
      await Promise.all(keys.map(key => files.put(key, Buffer.from(key))))
      for (const key of keys) expect((await read(key)).toString()).toBe(key)
    })
  })
}
