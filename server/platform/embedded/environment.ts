import { childEnvironment } from '../child/index.ts'

/** The environment of PostgreSQL's programs: without our secrets, and without the machine's language; arguments set that. */
export function postgresEnvironment(): Record<string, string> {
  const { PATH = '/usr/bin:/bin', TMPDIR, TZ } = childEnvironment()
  return { PATH, ...(TMPDIR !== undefined && { TMPDIR }), ...(TZ !== undefined && { TZ }) }
}
