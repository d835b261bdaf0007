import { ApiError } from './errors.ts'

/** Which fields of a form were refused, by name; empty when the refusal was about something else. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError) || !Array.isArray(error.details)) return {}
  const named: Record<string, string> = {}
  for (const detail of error.details as Array<{ path?: unknown; message?: unknown }>) {
    if (typeof detail.path !== 'string' || typeof detail.message !== 'string') continue
    named[detail.path.slice(detail.path.lastIndexOf('.') + 1)] = detail.message
  }
  return named
}
