import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Cache } from './cache/index.ts'
import type { Clock } from './clock/index.ts'
import type { Config } from './config/index.ts'
import type { Db } from './db/index.ts'
import type { Subscribers } from './events/subscribers.ts'
import type { Buckets, Limits } from './limits/index.ts'
import type { MailTransport } from './mail/port.ts'
import type { PresenceStore } from './presence/index.ts'
import type { Processes } from './processes/index.ts'
import type { PubSub } from './pubsub/index.ts'
import type { Queue } from './queue/index.ts'
import type { SecretBox } from './secrets/port.ts'
import type { Services } from './services.ts'
import type { Files } from './storage/index.ts'
import type { Logger, Metrics, Tracing } from './telemetry/index.ts'

/** What every feature is given: the ports, and nothing of another feature. */
export interface Context {
  config: Config
  db: Db
  queue: Queue
  cache: Cache
  pubsub: PubSub
  /** Who is connected now. */
  presence: PresenceStore
  limits: Limits
  buckets: Buckets
  /** Customers' files; keys carry the tenant. */
  files: Files
  secrets: SecretBox
  /** One try to send; `queueMail` is what features call. */
  mail: MailTransport
  clock: Clock
  log: Logger
  metrics: Metrics
  /** Undefined where no traces are collected. */
  tracing: Tracing | undefined
  /** Who must handle which events; the composition root adds them. */
  subscribers: Subscribers
  /** Who else runs on the database. */
  processes: Processes
  /** What this process has one of; see `perContext`. */
  services: Services
}

/** The HTTP application with Zod as its type provider: schemas of a route are its types. */
export type HttpApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>
