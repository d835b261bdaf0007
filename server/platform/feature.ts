import type { Context, HttpApp } from './context.ts'
import type { Subscriber } from './events/index.ts'
import type { CheckFunction } from './health/index.ts'

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
