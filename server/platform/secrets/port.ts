import type { Uuid } from '../ids/index.ts'

/** Whose secret it is: a business, or null for the installation itself. */
export type SecretOwner = Uuid | null

/**
 * Seals secrets with the owner's own data key. `place` (tenant and row) is authenticated: what is moved to another owner or
 * another row does not open.
 *
 * All throw SECRETS_UNAVAILABLE while the key is not in memory and whoever keeps the master key does not answer.
 */
export interface SecretBox {
  seal(owner: SecretOwner, plain: string, place: string): Promise<Buffer>
  /** Throws as well when the value was changed or moved, or its key is gone. */
  open(owner: SecretOwner, sealed: Buffer, place: string): Promise<string>
  /** Resolves when `seal` will work: for whoever must know before they do what cannot be undone. */
  ready(owner: SecretOwner): Promise<void>
}

/** Which data key is wrapped: authenticated with it, so that wrapped bytes that were swapped between rows do not open. */
export interface KeyPlace {
  id: Uuid
  owner: SecretOwner
}

/** Where the master key is. It never leaves there; data keys are wrapped with it. */
export interface MasterKey {
  /** Stands beside each key that it wraps. Another key, another id. */
  readonly id: string
  wrap(key: Buffer, place: KeyPlace): Promise<Buffer>
  unwrap(wrapped: Buffer, place: KeyPlace): Promise<Buffer>
  /** A new data key, when the keeper makes better ones than we do. */
  make?(place: KeyPlace): Promise<{ key: Buffer; wrapped: Buffer }>
}

/** `away`: no answer, or one that may be another later. `refused`: rights or settings. `wrong`: these bytes do not open. */
export type KeyProblem = 'away' | 'refused' | 'wrong'

/** Why a master key did not do what it was asked for. Quotes no key and no answer. */
export class KeyServiceError extends Error {
  override readonly name = 'KeyServiceError'
  readonly problem: KeyProblem

  constructor(problem: KeyProblem, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.problem = problem
  }
}
