import { z } from 'zod'
import { AppError, COMMON_ERRORS } from '../errors/index.ts'
import { type IdKind, readId, showId } from '../ids/index.ts'

/** An id in a path, query or body: shown form in, bare UUID out. A text that is no id answers 404 like an unknown one. */
export const idParam = (kind: IdKind) =>
  z
    .string()
    .max(64)
    .transform(shown => {
      const id = readId(kind, shown)
      if (!id) throw new AppError(COMMON_ERRORS.NOT_FOUND)
      return id
    })

/** An id in an answer: bare UUID in, shown form out, for the mappers. */
export const shown = showId
