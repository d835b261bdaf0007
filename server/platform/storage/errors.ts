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

/** Turns an error of a disk or a store into one of ours. An error that is ours already stays as it is. */
export const storageFailure = (cause: unknown): AppError =>
  cause instanceof AppError ? cause : new AppError(STORAGE_ERRORS.STORAGE_UNAVAILABLE, { cause })
