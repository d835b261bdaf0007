import { AsyncLocalStorage } from 'node:async_hooks'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { createThreads } from '../../../platform/child/index.ts'
import { AppError } from '../../../platform/errors/index.ts'
import { ERRORS } from '../errors.ts'
import type { WeakBecause } from './guess.ts'
import type { Verified } from './hash.ts'

export type PasswordQuestion =
  | { do: 'hash'; password: string; own?: readonly string[] }
  | { do: 'verify'; password: string; hash: string }

export interface PasswordAnswer {
  hash?: string
  verified?: Verified
  weak?: WeakBecause
}

/**
 * Passwords are hashed on threads of their own, never on those of Node's pool, where tokens are verified, names looked
 * up and files read for everybody. A hash takes 20 to 50 ms, so this many waiting ones take about a second.
 */
const threads = createThreads<PasswordQuestion, PasswordAnswer>({
  module: fileURLToPath(new URL('./password-thread.ts', import.meta.url)),
  threads: Math.max(1, Math.min(4, availableParallelism() - 1)),
  mostWaiting: 32,
  mostOfOne: 8,
})

/** For whom the identity library is working, and what it found out about their hash. */
interface Asker {
  turn: string
  outdated?: boolean
}
const askers = new AsyncLocalStorage<Asker>()

/** Work that belongs to no caller: demo data, the administrator of the settings. It is done one after the other. */
const OWN_WORK = 'the program itself'

/**
 * @param own the person's words, when it is a new password, which must not be made of them
 * @throws BUSY, PASSWORD_COMMON, PASSWORD_OWN_WORDS
 */
export async function hashPassword(password: string, own?: readonly string[]): Promise<string> {
  const { hash, weak } = await ask({ do: 'hash', password, ...(own && { own }) })
  if (weak) throw new AppError(weak === 'common' ? ERRORS.PASSWORD_COMMON : ERRORS.PASSWORD_OWN_WORDS)
  return hash!
}

/** Throws BUSY. */
export async function verifyPassword({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  const { verified } = await ask({ do: 'verify', hash, password })
  const asker = askers.getStore()
  if (asker && verified?.right) asker.outdated = verified.outdated
  return verified?.right ?? false
}

/** Does work that needs hashes for one caller: an address that asks for many waits, and others get their turn. */
export async function hashingFor<T>(turn: string, work: () => Promise<T>): Promise<{ done: T; outdated: boolean }> {
  const asker: Asker = { turn }
  const done = await askers.run(asker, work)
  return { done, outdated: asker.outdated ?? false }
}

async function ask(question: PasswordQuestion): Promise<PasswordAnswer> {
  const answer = await threads.ask(askers.getStore()?.turn ?? OWN_WORK, question)
  if (answer === 'full') throw new AppError(ERRORS.BUSY)
  return answer
}
