/** How one thing that the program needs is doing; further facts stand beside `status`. */
export interface Check {
  status: 'ok' | 'degraded' | 'down'
  [fact: string]: unknown
}

/** Checks one thing. An error means "down". */
export type CheckFunction = () => Promise<Check>

export interface HealthReport {
  status: 'ok' | 'degraded'
  checks: Record<string, Check>
}

const LOOK_WITHIN_MS = 2_000
const KEPT_MS = 1_000

/** Runs all checks together, each for two seconds at most, and at most once a second however often it is asked. */
export function createReporter(checks: Record<string, CheckFunction>): () => Promise<HealthReport> {
  let kept: { at: number; report: Promise<HealthReport> } | undefined
  return () => {
    const now = performance.now()
    if (!kept || now - kept.at > KEPT_MS) kept = { at: now, report: lookAtAll(checks) }
    return kept.report
  }
}

async function lookAtAll(checks: Record<string, CheckFunction>): Promise<HealthReport> {
  const found = await Promise.all(
    Object.entries(checks).map(async ([name, look]) => [name, await lookAt(look)] as const),
  )
  const well = found.every(([, check]) => check.status === 'ok')
  return { status: well ? 'ok' : 'degraded', checks: Object.fromEntries(found) }
}

/** No reason is given: it may quote addresses and secrets. The log has it. */
async function lookAt(look: CheckFunction): Promise<Check> {
  const began = performance.now()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Check>(resolve => {
    timer = setTimeout(() => resolve({ status: 'down' }), LOOK_WITHIN_MS)
  })
  const looked = look().catch((): Check => ({ status: 'down' }))
  const check = await Promise.race([looked, late]).finally(() => clearTimeout(timer))
  return { ...check, latencyMs: Math.round((performance.now() - began) * 10) / 10 }
}
