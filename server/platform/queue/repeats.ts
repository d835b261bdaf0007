import { type Logger, sparing } from '../telemetry/index.ts'

/** After an error. */
const AGAIN_MS = 2_000

export interface Repeats {
  add(name: string, handler: () => Promise<number>, afterWorkMs: number): void
  /** Work of this process has ended: what it left may be due soon. */
  afterWork(): void
  stop(): void
  /** Resolves when nothing runs any more. */
  idle(): Promise<void>
}

interface Repeat {
  afterWork(): void
  stop(): void
  running: Promise<void>
}

/** What one process does again and again, seldom while nothing happens, sooner after work. */
export function createRepeats(log: Logger): Repeats {
  const repeats: Repeat[] = []
  return {
    add: (name, handler, afterWorkMs) => void repeats.push(start(name, handler, afterWorkMs, log)),
    afterWork: () => {
      for (const repeat of repeats) repeat.afterWork()
    },
    stop: () => {
      for (const repeat of repeats) repeat.stop()
    },
    idle: async () => void (await Promise.all(repeats.map(({ running }) => running))),
  }
}

function start(name: string, handler: () => Promise<number>, afterWorkMs: number, log: Logger): Repeat {
  const trouble = sparing(log, `"${name}" failed; it is tried again`)
  let timer: NodeJS.Timeout | undefined
  let nextAt = 0
  let stopped = false

  const set = (ms: number) => {
    clearTimeout(timer)
    if (stopped) return
    nextAt = performance.now() + ms
    timer = setTimeout(go, Math.max(1, ms)).unref()
  }
  const go = () => {
    let pause = AGAIN_MS
    let worked = false
    nextAt = 0
    repeat.afterWork = () => {
      worked = true
    }
    repeat.running = Promise.resolve()
      .then(handler)
      .then(ms => {
        pause = ms
      })
      .catch(trouble)
      .finally(() => {
        repeat.afterWork = afterWork
        set(worked ? Math.min(pause, afterWorkMs) : pause)
      })
  }
  /** It may not be put off by work that never ends, so the moment only comes nearer. */
  const afterWork = () => {
    if (nextAt - performance.now() > afterWorkMs) set(afterWorkMs)
  }
  const repeat: Repeat = {
    afterWork,
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
    running: Promise.resolve(),
  }
  set(0)
  return repeat
}
