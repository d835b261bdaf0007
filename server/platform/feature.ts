import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Cache } from './cache/index.ts'
import type { Clock } from './clock/index.ts'
import type { Config } from './config/index.ts'
import type { SecretBox } from './crypto/index.ts'
import type { Db } from './db/index.ts'
import type { Subscriber } from './events/index.ts'
import type { CheckFunction } from './health/index.ts'
import type { Buckets, Limits } from './limits/index.ts'
import type { PubSub } from './pubsub/index.ts'
import type { Queue } from './queue/index.ts'
import type { Files } from './storage/index.ts'
import type { Logger, Metrics } from './telemetry/index.ts'

/** What every feature is given: the ports, and nothing of another feature. */
export interface Context {
  config: Config
  db: Db
  queue: Queue
  cache: Cache
  pubsub: PubSub
  limits: Limits
  buckets: Buckets
  /** Customers' files; keys carry the tenant. */
  files: Files
  secrets: SecretBox
  clock: Clock
  log: Logger
  metrics: Metrics
}

/** The HTTP application with Zod as its type provider: schemas of a route are its types. */
export type HttpApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** A bounded context as the composition root sees it: `feature.ts` of each folder exports one. */
export interface Feature {
  readonly name: string
  /** Registers routes; called in processes with role api or all. */
  routes?(app: HttpApp, context: Context): void | Promise<void>
  /** Registers job handlers and schedules; called in processes with role worker or all. */
  jobs?(context: Context): void | Promise<void>
  /** Durable subscribers of the event log; registered in every process, because events are written everywhere. */
  subscribers?(context: Context): readonly Subscriber[]
  /** What `/health` shows of it, by name; read without a login. */
  checks?(context: Context): Readonly<Record<string, CheckFunction>>
  /** Ends what `routes` or `jobs` opened, before the ports close. */
  close?(): Promise<void>
}
