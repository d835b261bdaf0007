import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { until } from '../../server/test/until.ts'

const ROOT = join(import.meta.dirname, '..', '..')

export interface ProgramOptions {
  name: string
  args: string[]
  env: Record<string, string>
  logFile: string
  /** The program's folder; a different one holds a build that is broken on purpose. */
  root?: string
  /** More options of Node, for a profile. */
  nodeArgs?: string[]
  /** How long it may take until it is ready. */
  readyMs?: number
  /** The port that is asked for readiness; workers have none, and are ready when they say so. */
  port?: number
}

/** The same as in bin/start. */
const V8 = ['--heap-growing-percent=100']

/** A supervisor waits so long before it starts a program again that has ended by itself. */
const AGAIN_MS = 1_000

/** One process of the server as an operator starts it, which can be killed and started again. */
export class Program {
  readonly name: string
  readonly #options: ProgramOptions
  #child: ChildProcess | undefined
  #isWanted = false
  restarts = 0
  /** How often it ended although nobody had ended it, and was started again, as a supervisor does. */
  failures = 0
  #again: NodeJS.Timeout | undefined

  constructor(options: ProgramOptions) {
    this.name = options.name
    this.#options = options
  }

  start(): void {
    this.#isWanted = true
    const { args, env, logFile, root = ROOT, nodeArgs = [] } = this.#options
    const child = spawn(process.execPath, [...V8, ...nodeArgs, 'server/start.ts', ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const log = createWriteStream(logFile, { flags: 'a' })
    child.stdout.pipe(log, { end: false })
    child.stderr.pipe(log, { end: false })
    this.#child = child
    child.once('exit', code => {
      if (!this.#isWanted || code === null || child !== this.#child) return
      this.failures++
      this.#again = setTimeout(() => this.start(), AGAIN_MS)
    })
  }

  /** Of the process that runs now. Throws when none was started. */
  pid(): number {
    const pid = this.#child?.pid
    if (pid === undefined) throw new Error(`${this.name} does not run`)
    return pid
  }

  async ready(): Promise<void> {
    const { port, readyMs = 60_000 } = this.#options
    if (port === undefined) return
    const url = `http://127.0.0.1:${port}/health/ready`
    await until(async () => (await fetch(url)).status === 200, {
      timeout: readyMs,
      what: `${this.name} to be ready (see ${this.#options.logFile})`,
    })
  }

  /** Ends it like a power cut, and starts it again. */
  async killAndRestart(): Promise<void> {
    await this.#end('SIGKILL')
    this.restarts++
    this.start()
  }

  /** Stops it without ending it, as an overloaded host does, and lets it continue. */
  freeze(): void {
    this.#child?.kill('SIGSTOP')
  }
  thaw(): void {
    this.#child?.kill('SIGCONT')
  }

  async stop(): Promise<void> {
    this.thaw()
    await this.#end('SIGTERM')
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    this.#isWanted = false
    clearTimeout(this.#again)
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
}
