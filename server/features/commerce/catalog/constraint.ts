import { AppError, COMMON_ERRORS, type ErrorDefinition } from '../../../platform/errors/index.ts'

const UNIQUE = '23505'
const FOREIGN_KEY = '23503'

const codeOf = (error: unknown) => (error as { code?: unknown }).code

/**
 * Lets the database decide, and gives its refusal a name. A check beforehand could be overtaken by another transaction. After
 * a refusal the transaction has failed, so this is only for operations whose refusal ends the request.
 */
async function refusedAs<T>(state: string, definition: ErrorDefinition, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    if (codeOf(cause) === state) throw new AppError(definition, { cause })
    throw cause
  }
}

/** Throws `definition` when a unique key is taken. */
export const unlessTaken = <T>(definition: ErrorDefinition, work: Promise<T>): Promise<T> =>
  refusedAs(UNIQUE, definition, work)

/** Throws `definition` when other rows still name the row to be deleted. */
export const unlessUsed = <T>(definition: ErrorDefinition, work: Promise<T>): Promise<T> =>
  refusedAs(FOREIGN_KEY, definition, work)

/** Throws NOT_FOUND when a row that is named does not exist for this tenant. */
export const ifNamedExist = <T>(work: Promise<T>): Promise<T> => refusedAs(FOREIGN_KEY, COMMON_ERRORS.NOT_FOUND, work)
