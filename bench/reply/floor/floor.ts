import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { cpuMs } from '../cpu.ts'
import { settle } from '../settle.ts'
import type { Side } from '../side.ts'
import { batchFor } from './commits.ts'
import { readTemplate } from './template.ts'
import type { FloorOrder } from './writer.ts'

/** As many as the program's pool. */
const CONNECTIONS = 20

export interface FloorRun {
  perSecond: number
  programCpuMsPerReply: number
  postgresCpuMsPerReply: number
}

export const FLOOR_NOTE =
  'floor: a script that writes the same final rows of each answer as the owner of the tables, by multi-row inserts in as many commits as we need, and calls the twin with undici; no webhook, no pending rows, no counters; both as fast as the machine lets them'

/** Writes the rows of answered messages in the side's database for some seconds, while the program is frozen. */
export async function runFloor(side: Side, seconds: number, commitsPerReply: number): Promise<FloorRun> {
  await settle(side.owner)
  const template = await readTemplate(side.owner)
  const child = fork(join(import.meta.dirname, 'writer.ts'))
  side.freeze()
  try {
    await once(child, 'message')
    const before = { postgres: cpuMs(side.postmasterPid, 'with children'), own: cpuMs(child.pid!, 'alone') }
    const order: FloorOrder = {
      database: side.database,
      twinUrl: side.world.twinUrl,
      template,
      batch: batchFor(commitsPerReply),
      seconds,
      connections: CONNECTIONS,
    }
    child.send(order)
    const ended = once(child, 'exit').then(() => Promise.reject(new Error('the floor ended early')))
    const [result] = (await Promise.race([once(child, 'message'), ended])) as [{ replies: number; seconds: number }]
    const used = {
      postgres: cpuMs(side.postmasterPid, 'with children') - before.postgres,
      own: cpuMs(child.pid!, 'alone') - before.own,
    }
    // It ends when it is let go; that is no fault any more.
    ended.catch(() => undefined)
    return {
      perSecond: result.replies / result.seconds,
      programCpuMsPerReply: used.own / result.replies,
      postgresCpuMsPerReply: used.postgres / result.replies,
    }
  } finally {
    side.thaw()
    if (child.connected) child.disconnect()
  }
}
