import { AppError, defineErrors } from '../errors/index.ts'

export const STORAGE_ERRORS = defineErrors({
  FILE_MISSING: { status: 404, message: 'This file is not here any more.' },
  FILE_TOO_LARGE: { status: 413, message: 'The file is too large.' },
  STORAGE_UNAVAILABLE: {
    status: 503,
    message: 'Files cannot be stored or read right now. Try again shortly.',
    retryable: true,
  },
})

/** What a disk or a store answered, as ours. What is ours already stays. */
export const storageFailure = (cause: unknown): AppError =>
  cause instanceof AppError ? cause : new AppError(STORAGE_ERRORS.STORAGE_UNAVAILABLE, { cause })
