import { hasExited, type Postmaster } from './postmaster.ts'
import { isAlive } from './process.ts'

export interface SuperviseOptions {
  current: () => Postmaster
  restart: () => Promise<void>
  log: (line: string) => void
  onLost: (reason: string) => void
}

export interface Supervision {
  /** Stops watching; resolves when a restart under way has finished. */
  end(): Promise<void>
}

const LOOK_EVERY_MS = 500
const MAX_RESTARTS = 5
const WITHIN_MS = 60_000

/**
 * Watches the server and starts it again when it died. After more than five deaths in a minute it gives up and calls `onLost`:
 * then something kills the server for a reason that a restart does not mend.
 */
export function superviseServer(options: SuperviseOptions): Supervision {
  const deaths: number[] = []
  let ended = false
  let work: Promise<void> = Promise.resolve()
  let busy = false

  const look = async (): Promise<void> => {
    const server = options.current()
    const dead = server.child ? hasExited(server.child) : !(await isAlive(server.pid))
    if (!dead || ended) return
    const now = Date.now()
    deaths.push(now)
    while (deaths[0]! < now - WITHIN_MS) deaths.shift()
    if (deaths.length > MAX_RESTARTS) throw new Error(`it died ${deaths.length} times within a minute`)
    options.log('PostgreSQL ended unexpectedly: starting it again…')
    await options.restart()
    options.log('PostgreSQL runs again.')
  }

  const timer = setInterval(() => {
    if (busy || ended) return
    busy = true
    work = look()
      .catch((error: Error) => {
        ended = true
        options.onLost(`PostgreSQL is lost: ${error.message}`)
      })
      .finally(() => {
        busy = false
      })
  }, LOOK_EVERY_MS)
  timer.unref()

  return {
    end: async () => {
      ended = true
      clearInterval(timer)
      await work
    },
  }
}
