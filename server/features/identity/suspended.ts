import { AppError } from '../../platform/errors/index.ts'
import { ERRORS } from './errors.ts'

/** The refusal of a suspended business, with what the operator says to its people. */
export function suspended({ reason, since }: { reason: string | null; since: Date | null }): AppError {
  if (reason === null) return new AppError(ERRORS.TENANT_SUSPENDED)
  const message = `This business is suspended: ${reason} Ask the operator of the platform.`
  return new AppError(ERRORS.TENANT_SUSPENDED, { message, details: { reason, since: since?.toISOString() ?? null } })
}
