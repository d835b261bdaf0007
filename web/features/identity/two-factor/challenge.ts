import { ApiError } from '../../../lib/api/errors.ts'

/** What the server asks for after the right password. */
export interface Challenge {
  challenge: string
  methods: string[]
}

/** The challenge in a refusal; null: it was refused for something else. */
export function challengeOf(error: unknown): Challenge | null {
  if (!(error instanceof ApiError) || error.code !== 'SECOND_FACTOR_REQUIRED') return null
  const { challenge, methods } = (error.details ?? {}) as Partial<Challenge>
  return challenge ? { challenge, methods: methods ?? [] } : null
}
