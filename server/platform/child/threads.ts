import { Worker } from 'node:worker_threads'
import { childEnvironment } from './environment.ts'
import { Turns } from './turns.ts'

/** Threads of their own for work that takes the processor for long: nothing else of the program ever waits behind it. */
export interface Threads<Q, A> {
  /**
   * @param turn whom it is for: they take turns
   * @returns 'full' at once when too much waits, of all or of this one
   */
  ask(turn: string, question: Q): Promise<A | 'full'>
}

export interface ThreadsOptions {
  /** The module that answers, with `answerInThread`. */
  module: string
  threads: number
  /** Questions that wait, of all. */
  mostWaiting: number
  /** Of these, of one turn. */
  mostOfOne: number
}

interface Job<Q, A> {
  question: Q
  done(answer: A): void
  fail(error: Error): void
}

/** Threads that start with the first question and keep nobody from ending. */
export function createThreads<Q, A>({ module, threads, mostWaiting, mostOfOne }: ThreadsOptions): Threads<Q, A> {
  const turns = new Turns<Job<Q, A>>()
  const free: Worker[] = []
  const running = new Map<Worker, Job<Q, A>>()
  let started = 0
  const lose = (worker: Worker, error: Error) => {
    started--
    const at = free.indexOf(worker)
    if (at >= 0) free.splice(at, 1)
    running.get(worker)?.fail(error)
    running.delete(worker)
    pump()
  }
  const start = (): Worker => {
    started++
    const worker = new Worker(module, { env: childEnvironment(), execArgv: [], resourceLimits: LIMITS })
    let lost = false
    const once = (error: Error) => {
      if (!lost) lose(worker, error)
      lost = true
    }
    worker.on('message', (answer: A) => {
      const job = running.get(worker)
      running.delete(worker)
      worker.unref()
      free.push(worker)
      job?.done(answer)
      pump()
    })
    worker.on('error', once).on('exit', () => once(new Error('a thread ended')))
    return worker
  }
  const pump = () => {
    while (turns.size > 0 && (free.length > 0 || started < threads)) {
      const worker = free.pop() ?? start()
      const job = turns.next()!
      running.set(worker, job)
      worker.ref()
      worker.postMessage(job.question)
    }
  }
  return {
    ask: (turn, question) => {
      const idle = free.length > 0 || started < threads
      if (!idle && (turns.size >= mostWaiting || turns.sizeOf(turn) >= mostOfOne)) return Promise.resolve('full')
      const { promise, resolve, reject } = Promise.withResolvers<A>()
      turns.add(turn, { question, done: resolve, fail: reject })
      pump()
      return promise
    },
  }
}

const LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 }
