import { type ChildProcess, spawn } from 'node:child_process'
import { childEnvironment } from './environment.ts'
import { Turns } from './turns.ts'

/**
 * A child process for work whose cost a stranger decides. It does one piece at a time, has a memory limit that the system
 * enforces, and is killed when it takes too long; then the next piece gets a new process. If it breaks, nothing else does.
 */
export interface Sandbox<Q, A> {
  /**
   * Undefined when there is no answer: the work took too long, wanted too much memory or broke the process, or its turn did not
   * come in time.
   *
   * @param turn whom the work is for; those who wait take turns
   */
  ask(turn: string, question: Q): Promise<A | undefined>
  /** The process that runs now, for tests and figures. */
  readonly pid: number | undefined
  close(): void
}

export interface SandboxOptions {
  /** The module that answers, with `answerQuestions`. */
  module: string
  /** For one answer. */
  withinMs: number
  /** Waiting for a turn. */
  waitMs: number
  /** Default 30 s: a process without work is ended. */
  idleMs?: number
}

/**
 * Private memory of the process. Node itself reserves 620 MB of this without using it (code range and stacks), so about 400 MB
 * are left to work with. It is the shell's `ulimit -d`, which Linux counts for what is allocated and not for what is mapped.
 */
const MEMORY_KB = 1_048_576
const IDLE_MS = 30_000

interface Job<Q, A> {
  question: Q
  done(answer: A | undefined): void
}

/** A sandbox; its process starts with the first question. */
export function createSandbox<Q extends object, A>(options: SandboxOptions): Sandbox<Q, A> {
  const turns = new Turns<Job<Q, A>>()
  let child: ChildProcess | undefined
  let busy = false
  let idle: NodeJS.Timeout | undefined
  const end = (one: ChildProcess | undefined) => {
    if (child === one) child = undefined
    one?.kill('SIGKILL')
  }
  const pump = () => {
    if (busy) return
    const job = turns.next()
    clearTimeout(idle)
    if (!job) {
      idle = setTimeout(() => end(child), options.idleMs ?? IDLE_MS)
      idle.unref()
      return
    }
    busy = true
    child ??= startChild(options.module)
    void askChild<Q, A>(child, job.question, options.withinMs).then(answer => {
      // The state of a process that gave no answer is unknown.
      if (!answer) end(child)
      busy = false
      job.done(answer?.answer)
      pump()
    })
  }
  return {
    ask: (turn, question) =>
      new Promise(resolve => {
        const job: Job<Q, A> = { question, done: resolve }
        const late = setTimeout(() => turns.remove(turn, job) && resolve(undefined), options.waitMs)
        job.done = answer => {
          clearTimeout(late)
          resolve(answer)
        }
        turns.add(turn, job)
        pump()
      }),
    get pid() {
      return child?.pid
    },
    close: () => end(child),
  }
}

function startChild(module: string): ChildProcess {
  const node = [process.execPath, '--max-old-space-size=128', '--disable-warning=ExperimentalWarning', module]
  const limited = ['/bin/sh', '-c', `ulimit -d ${MEMORY_KB}; exec "$0" "$@"`, ...node]
  const [command, ...args] = process.platform === 'win32' ? node : limited
  const child = spawn(command!, args, {
    env: childEnvironment({ UV_THREADPOOL_SIZE: '2' }),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
    // Ctrl-C goes to the whole process group of the terminal. Detached, the child ends when its pipe to us closes.
    detached: true,
  })
  // Without this listener a program that cannot be started would end ours; `askChild` has its own.
  child.on('error', () => undefined)
  keepAlive(child, false)
  return child
}

/** Undefined: the process ended, or did not answer in time. */
async function askChild<Q extends object, A>(
  child: ChildProcess,
  question: Q,
  withinMs: number,
): Promise<{ answer: A } | undefined> {
  const { promise, resolve } = Promise.withResolvers<{ answer: A } | undefined>()
  const onMessage = (answer: unknown) => resolve({ answer: answer as A })
  const onEnd = () => resolve(undefined)
  const late = setTimeout(onEnd, withinMs)
  keepAlive(child, true)
  child.once('message', onMessage).once('exit', onEnd).once('error', onEnd)
  if (child.exitCode !== null || child.signalCode !== null) onEnd()
  else child.send(question, error => error && onEnd())
  try {
    return await promise
  } finally {
    clearTimeout(late)
    child.off('message', onMessage).off('exit', onEnd).off('error', onEnd)
    keepAlive(child, false)
  }
}

/** A child without a question does not keep this process alive. */
function keepAlive(child: ChildProcess, alive: boolean): void {
  const how = alive ? 'ref' : 'unref'
  child[how]()
  child.channel?.[how]()
}
