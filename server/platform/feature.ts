import type { AlertRule } from './alerts/index.ts'
import type { Context, HttpApp } from './context.ts'
import type { Subscriber } from './events/index.ts'
import type { CheckFunction } from './health/index.ts'
import type { LongJobKind } from './long-jobs/index.ts'
import type { SealedColumn } from './secrets/index.ts'

/** A bounded context as the composition root sees it, over the ports of one process. */
export interface Feature {
  readonly name: string
  /** Registers routes; called in processes with role api or all. */
  routes?(app: HttpApp): void | Promise<void>
  /** Registers job handlers and schedules; called in processes with role worker or all. */
  jobs?(): void | Promise<void>
  /** Durable subscribers of the event log; known in every process, because events are written everywhere. */
  readonly subscribers?: readonly Subscriber[]
  /** Kinds of long jobs that a request may start. */
  readonly longJobs?: readonly LongJobKind[]
  /** Where it stores sealed values for long. */
  readonly sealed?: readonly SealedColumn[]
  /** What operators are told of. */
  readonly alerts?: readonly AlertRule[]
  /** What `/health` shows of it, by name, to operators. */
  readonly checks?: Readonly<Record<string, CheckFunction>>
}

/** What the `feature.ts` of each folder exports. What a process has one of is declared with `perContext`, which also ends it. */
export type FeatureFactory = (context: Context) => Feature
