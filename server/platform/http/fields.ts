import { z } from 'zod'
import { AppError, COMMON_ERRORS } from '../errors/index.ts'
import { type IdKind, readId, showId, type Uuid } from '../ids/index.ts'

/** An id in a path, query or body: shown form in, bare UUID out. A text that is no id answers 404 like an unknown one. */
export const idParam = (kind: IdKind) => {
  const schema = z
    .string()
    .max(64)
    .transform(shown => readOrMiss(kind, shown))
  kinds.set(schema, kind)
  return schema
}

/** An id, or one of some words. Not a union: of that the API document would show the words alone. */
export const idOr = <Word extends string>(kind: IdKind, words: readonly Word[]) =>
  z
    .string()
    .max(64)
    .transform((given): Uuid | Word => words.find(word => word === given) ?? readOrMiss(kind, given))

function readOrMiss(kind: IdKind, shown: string): Uuid {
  const id = readId(kind, shown)
  if (!id) throw new AppError(COMMON_ERRORS.NOT_FOUND)
  return id
}

const kinds = new WeakMap<object, IdKind>()

/** What the ids of a schema are that `idParam` made; undefined for any other schema. */
export const kindOfId = (schema: object): IdKind | undefined => kinds.get(schema)

/** An id in an answer: bare UUID in, shown form out, for the mappers. */
export const shown = showId
