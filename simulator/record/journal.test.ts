import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Entry, openJournal } from './journal.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twin-journal-'))
})
afterEach(() => rm(folder, { recursive: true }))

const lines = async (file: string) =>
  (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Entry)

test('the file holds every entry, also those the memory let go and those before a reset', async () => {
  const file = join(folder, 'deep', 'journal.ndjson')
  const journal = await openJournal({ file, max: 10 })
  for (let index = 0; index < 100; index++) journal.append({ kind: 'send', attemptId: `a${index}` })
  journal.forget()
  journal.append({ kind: 'reset' })
  expect(journal.read().map(entry => entry.seq)).toEqual([101])
  await journal.close()
  const written = await lines(file)
  expect(written.map(entry => entry.seq)).toEqual(Array.from({ length: 101 }, (_, index) => index + 1))
})

test('a second run adds to the file and does not shorten it', async () => {
  const file = join(folder, 'journal.ndjson')
  for (const kind of ['start', 'reset'] as const) {
    const journal = await openJournal({ file, max: 0 })
    journal.append({ kind })
    await journal.close()
  }
  expect((await lines(file)).map(entry => entry.kind)).toEqual(['start', 'reset'])
})

test('memory is bounded and says where it begins', async () => {
  const journal = await openJournal({ max: 10 })
  for (let index = 0; index < 100; index++) journal.append({ kind: 'send' })
  const { first, last } = journal.extent()
  expect(last).toBe(100)
  expect(first).toBeGreaterThan(85)
  expect(journal.read({ after: 0 })[0]!.seq).toBe(first)
})

test('readers resume after a sequence number, by kind, without gaps', async () => {
  const journal = await openJournal({ max: 0 })
  for (let index = 0; index < 6; index++) journal.append({ kind: index % 2 ? 'read' : 'send' })
  expect(journal.read({ after: 2, limit: 2 }).map(entry => entry.seq)).toEqual([3, 4])
  expect(journal.read({ after: 2, kind: 'read' }).map(entry => entry.seq)).toEqual([4, 6])
  expect(journal.read({ after: 6 })).toEqual([])
})

test('a file that cannot be written is an error at the start', async () => {
  await expect(
    openJournal({ file: join(folder, 'a'), max: 0 }).then(journal => journal.close()),
  ).resolves.toBeUndefined()
  await expect(openJournal({ file: join(folder, 'a', 'b'), max: 0 })).rejects.toThrow()
})
