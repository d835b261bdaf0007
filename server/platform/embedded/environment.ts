import { childEnvironment } from '../child/index.ts'

/** The environment of PostgreSQL's programs: no secret of ours, and no language of the machine, which its arguments say. */
export function postgresEnvironment(): Record<string, string> {
  const { PATH = '/usr/bin:/bin', TMPDIR, TZ } = childEnvironment()
  return { PATH, ...(TMPDIR !== undefined && { TMPDIR }), ...(TZ !== undefined && { TZ }) }
}
