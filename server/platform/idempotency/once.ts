import { setTimeout as wait } from 'node:timers/promises'
import type { Db } from '../db/index.ts'
import { AppError, COMMON_ERRORS } from '../errors/index.ts'
import { deleteKey, fillKey, insertKey, type KeyOwner, type KeyRow, selectKey, takeOverKey } from './key.sql.ts'

/** An answer as it was sent. */
export interface KeptAnswer {
  status: number
  body: string
}

/** What the first request with a key has to do at its end; exactly one of the two. */
export interface FirstRequest {
  /** Keeps the answer for repetitions of the request. */
  keep(answer: KeptAnswer): Promise<void>
  /** Gives the key back: the request had no effect and may be repeated. */
  release(): Promise<void>
}

export interface Idempotency {
  /**
   * Begins a request that must have its effect once.
   *
   * @returns `first` for the one request that does the work, `answer` for those that repeat it: they wait for the first.
   * @throws IDEMPOTENCY_MISMATCH when the key was used with another request, IDEMPOTENCY_IN_PROGRESS when the first takes
   * longer than ten seconds
   */
  begin(owner: KeyOwner, requestHash: Buffer): Promise<{ first: FirstRequest } | { answer: KeptAnswer }>
}

const WAIT_MS = 10_000
const FIRST_LOOK_MS = 25
const SLOWEST_LOOK_MS = 400

/** Keys are rows of PostgreSQL: the unique row decides which request is first, in whatever processes they arrive. */
export function createIdempotency(db: Db): Idempotency {
  /** Requests that run in this process now, so that repetitions that wait here need not ask the database. */
  const running = new Map<string, Promise<void>>()

  const first = (owner: KeyOwner): FirstRequest => {
    const name = nameOf(owner)
    const { promise, resolve } = Promise.withResolvers<void>()
    running.set(name, promise)
    const end = async (write: () => Promise<number>) => {
      try {
        await write()
      } finally {
        if (running.get(name) === promise) running.delete(name)
        resolve()
      }
    }
    return {
      keep: ({ status, body }) => end(() => db.tenant(owner.tenantId, tx => tx.run(fillKey(owner, status, body)))),
      release: () => end(() => db.tenant(owner.tenantId, tx => tx.run(deleteKey(owner)))),
    }
  }
  const look = (owner: KeyOwner, requestHash: Buffer): Promise<Looked> =>
    db.tenant(owner.tenantId, async tx => {
      if ((await tx.run(insertKey(owner, requestHash))) === 1) return 'mine'
      const row = await tx.maybe(selectKey(owner))
      // The key was given back between the two statements: the next try gets it.
      if (!row) return 'running'
      if (row.abandoned && sameRequest(row, requestHash))
        return (await tx.run(takeOverKey(owner))) === 1 ? 'mine' : 'running'
      return row
    })
  return {
    begin: async (owner, requestHash) => {
      const deadline = performance.now() + WAIT_MS
      for (let pause = FIRST_LOOK_MS; ; pause = Math.min(pause * 2, SLOWEST_LOOK_MS)) {
        const found = await look(owner, requestHash)
        if (found === 'mine') return { first: first(owner) }
        const answer = found === 'running' ? undefined : answerOf(found, requestHash)
        if (answer) return { answer }
        if (performance.now() > deadline) throw new AppError(COMMON_ERRORS.IDEMPOTENCY_IN_PROGRESS)
        const here = running.get(nameOf(owner))
        await (here ? Promise.race([here, pauseFor(WAIT_MS)]) : pauseFor(pause))
      }
    },
  }
}

const nameOf = ({ tenantId, credential, key }: KeyOwner) => `${tenantId} ${credential} ${key}`

const pauseFor = (ms: number) => wait(ms, undefined, { ref: false })

type Looked = 'mine' | 'running' | KeyRow

const sameRequest = (row: KeyRow, requestHash: Buffer) => row.requestHash.equals(requestHash)

/** The kept answer, or undefined while the first request runs. Throws IDEMPOTENCY_MISMATCH. */
function answerOf(row: KeyRow, requestHash: Buffer): KeptAnswer | undefined {
  if (!sameRequest(row, requestHash)) throw new AppError(COMMON_ERRORS.IDEMPOTENCY_MISMATCH)
  return row.status !== null && row.answer ? { status: row.status, body: row.answer.body } : undefined
}
