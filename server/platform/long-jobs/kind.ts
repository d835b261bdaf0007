import type { z } from 'zod'
import type { Context } from '../context.ts'
import type { Tx } from '../db/index.ts'
import type { Actor } from '../events/index.ts'
import type { Permission } from '../http/index.ts'
import type { Uuid } from '../ids/index.ts'
import { perContext } from '../services.ts'

/** A long job as its kind sees it. */
export interface JobInHand<Input = unknown> {
  id: Uuid
  input: Input
  /** Who started it. */
  actor: Actor
}

/** One thing to do. */
export interface JobRow {
  /** The id of the thing that is changed, as the API shows it. */
  target?: string
  /** Its line in a file. */
  line?: number
  /** What the job's input does not say. */
  input?: unknown
}

/** What became of a row that succeeded. */
export interface RowResult {
  /** The id of what was made, as the API shows it. */
  target?: string
  data?: object
}

/** Rows that were found, and where the search goes on; null: those were all. */
export interface GatheredRows {
  rows: readonly JobRow[]
  place: unknown
}

/** What a feature says of one kind of long jobs. */
interface KindOf<Input> {
  /** `conversations.bulk` */
  name: string
  /** Who may see such jobs and cancel them. */
  access: Permission
  input: z.ZodType<Input>
  /** Rows of one chunk; default 100. A chunk should take about a second. */
  chunk?: number
  /** Finds the job's rows, a few at a time. Left out: they are known when the job is made. */
  gather?(tx: Tx, job: JobInHand<Input>, place: unknown, most: number): Promise<GatheredRows>
  /** Does one row. An AppError makes this row fail and no other. */
  run(tx: Tx, job: JobInHand<Input>, row: JobRow): Promise<RowResult | undefined>
}

export type LongJobKind = KindOf<unknown>

/** Declares a kind of long jobs. The input is read with the schema again whenever a worker takes the job up. */
export const defineLongJob = <Input>(kind: KindOf<Input>): LongJobKind => kind as KindOf<unknown>

/** The kinds that a process knows; the composition root adds those of each feature. */
export const longJobKinds = perContext((_: Context) => new Map<string, LongJobKind>())
