import { setTimeout as wait } from 'node:timers/promises'
import { until } from '../../../server/test/until.ts'
import type { FaultConfig, Twin } from '../../../simulator/twin.ts'
import { asOwner } from '../sends/drain.ts'
import type { Stage } from '../stage.ts'

/** What a sabotage does behind the program's back: takes work away, or lets messages be filed once more. */
export type Sabotage = 'lose' | 'repeat'

export interface FaultPlan {
  /** SIGKILLs, in turn over all processes. */
  kills: number
  /** Times that Redis is emptied. */
  flushes: number
  /** Over how many seconds the faults are spread. */
  seconds: number
  sabotage?: Sabotage
}

const match = { op: 'send' as const, provider: 'meta' as const }

/** Some deliveries come twice, answers get lost in every way, and statuses come twice, late and in the wrong order. */
export const MISBEHAVIOUR: FaultConfig = {
  rules: [
    { match, fault: 'reset_after', probability: 0.01 },
    { match, fault: 'timeout_after', probability: 0.002, ms: 20_000 },
    { match, fault: 'error', status: 500, accepted: true, probability: 0.01 },
    { match, fault: 'error', status: 200, malformed: 'no_id', probability: 0.005 },
    { match, fault: 'reset_before', probability: 0.01 },
    { match, fault: 'error', status: 400, code: 130429, probability: 0.01 },
  ],
  statuses: { duplicate: 0.1, reorder: 0.2, delayMs: [0, 300] },
  webhooks: { duplicate: 0.05 },
}

const OUTAGE_MS = 5_000

/** Kills processes one after the other; in between Redis is emptied, and the provider is unplugged once. */
export async function injectFaults(stage: Stage, twin: Twin, plan: FaultPlan, log: (line: string) => void) {
  const { kills, flushes, seconds, sabotage } = plan
  const pauseMs = (seconds * 1000 - OUTAGE_MS) / (kills + 1)
  const flushAt = new Set(Array.from({ length: flushes }, (_, no) => Math.floor(((no + 1) * kills) / (flushes + 1))))
  const halfway = Math.floor(kills / 2)
  for (let no = 0; no < kills; no++) {
    await wait(pauseMs)
    const program = stage.programs[no % stage.programs.length]!
    // A death during the start proves less than one during the work.
    await program.ready()
    log(`kill -9 ${program.name}`)
    await program.killAndRestart()
    if (flushAt.has(no)) {
      log('FLUSHALL')
      await stage.flush()
    }
    if (no !== halfway) continue
    if (sabotage) {
      // Only a program that runs makes work that can be taken away.
      await program.ready()
      log(`${sabotage}: ${await commit(await stage.ownerUrl(), sabotage)}`)
    }
    log('the provider is unplugged')
    await twin.leave()
    await wait(OUTAGE_MS)
    await twin.comeBack()
  }
  await Promise.all(stage.programs.map(program => program.ready()))
}

const ROWS = 3

/** @returns how many rows were touched */
async function commit(ownerUrl: string, sabotage: Sabotage): Promise<number> {
  let touched = 0
  await asOwner(ownerUrl, client =>
    until(
      async () => {
        const sql = sabotage === 'lose' ? LOSE : REPEAT
        touched += (await client.query(sql, [ROWS - touched])).rowCount ?? 0
        return touched >= ROWS
      },
      { timeout: 180_000, interval: 1, what: 'work to sabotage' },
    ),
  )
  return touched
}

const LOSE = `delete from event_pending where (tenant_id, id) in (
  select tenant_id, id from event_pending where ref like 'bots:%' order by id desc limit $1 for update skip locked)`

/** Forgets that messages were filed, and has their deliveries processed again. */
const REPEAT = `with victim as (
    select r.tenant_id, r.id, r.channel_id, k.provider_message_id
    from raw_event r
    join message_key k on k.tenant_id = r.tenant_id and k.channel_id = r.channel_id
      and k.provider_message_id = convert_from(r.body, 'utf8')::jsonb #>> '{entry,0,changes,0,value,messages,0,id}'
    where convert_from(r.body, 'utf8')::jsonb #>> '{entry,0,changes,0,value,messages,0,type}' = 'text'
    order by r.id desc limit $1
  ), forgotten as (
    delete from message_key k using victim v
    where k.tenant_id = v.tenant_id and k.channel_id = v.channel_id and k.provider_message_id = v.provider_message_id
  )
  insert into raw_event_pending (tenant_id, id, lane) select tenant_id, id, channel_id from victim on conflict do nothing`
