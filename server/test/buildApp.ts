import { createProgram } from '../app.ts'
import type { Context, HttpApp } from '../platform/context.ts'
import { EVENT_QUEUE } from '../platform/events/index.ts'
import { closeContext, type TestContext, testContext } from './context.ts'
import { type TestDb, withDb } from './withDb.ts'

export interface TestApp {
  app: HttpApp
  context: TestContext
  database: TestDb
  /** Requests as `caller`; JSON in and out. `T` is the shape of `data`, when a test needs more than to compare it. */
  call<T = Loose>(
    caller: Caller | null,
    method: Method,
    url: string,
    body?: unknown,
    headers?: object,
  ): Promise<Answer<T>>
  close(): Promise<void>
}

export interface Caller {
  token: string
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** JSON of a shape that the test compares instead of declaring. */
export interface Loose {
  readonly [key: string]: Loose
}

export interface Answer<T = Loose> {
  status: number
  headers: Record<string, string | string[] | number | undefined>
  /** The whole envelope; an empty object when the answer was no JSON. */
  body: Loose
  /** `body.data` */
  data: T
  text: string
}

export interface TestAppOptions {
  parts?: Parameters<typeof testContext>[1]
  /** Registers every feature's job handlers, so that `queue.wake` drains in this process. Default false. */
  jobs?: boolean
}

/** The whole program on a database of its own, in this process, without a socket. `close` in `afterAll`. */
export async function buildApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = await withDb()
  const context = testContext(database, options.parts)
  const program = createProgram(context)
  const app = await program.buildApp()
  if (options.jobs) await program.registerJobs()
  // A test that wants events handed on says when, with `drainEvents`.
  context.queue.handle(EVENT_QUEUE, async () => undefined)
  await app.ready()
  return {
    app,
    context,
    database,
    call: (caller, method, url, body, headers) => call(app, caller, method, url, body, headers),
    close: () => close(app, context, database),
  }
}

async function call<T>(
  app: HttpApp,
  caller: Caller | null,
  method: Method,
  url: string,
  body?: unknown,
  headers: object = {},
): Promise<Answer<T>> {
  const answer = await app.inject({
    method,
    url,
    headers: { ...(caller ? { authorization: `Bearer ${caller.token}` } : {}), ...headers },
    ...(body === undefined ? {} : { payload: body as object }),
  })
  const json = `${answer.headers['content-type']}`.includes('json') ? answer.json() : {}
  return { status: answer.statusCode, headers: answer.headers, body: json, data: json.data, text: answer.body }
}

async function close(app: HttpApp, context: Context, database: TestDb): Promise<void> {
  await app.close()
  await closeContext(context)
  await database.close()
}
