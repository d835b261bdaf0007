import { setTimeout as wait } from 'node:timers/promises'
import { cpuMs } from './cpu.ts'
import { settle } from './settle.ts'
import type { Side } from './side.ts'
import { type Counts, countWhile, subtract } from './statements.ts'

/** Before anything is measured: every connection has its plans, every cache is filled, the code is compiled. */
export async function warmUp({ world, owner }: Side, answers: number, outstanding: number): Promise<void> {
  await world.saturate(2, 4)
  for (let done = 0; done < answers; ) done += (await world.saturate(3, outstanding)).answered
  await settle(owner)
}

export type Show = (title: string, replies: number) => Promise<void>

/** What one message costs when five a second arrive, without what the program does in a quiet time of that length. */
export async function measureLone({ owner, world }: Side, seconds: number, show?: Show) {
  const count = seconds * 5
  const onEnd = (title: string) => (show ? { onEnd: () => show(title, count) } : {})
  const quiet = await countWhile(owner, () => wait(seconds * 1000), onEnd('quiet'))
  const busy = await countWhile(
    owner,
    () => world.offer(5, count).then(() => settle(owner)),
    onEnd('lone message, quiet time included'),
  )
  return { ...perReply(subtract(busy, quiet), count), quietStatementsPerSecond: quiet.statements / seconds }
}

/** The same while `outstanding` customers always wait; first with the counting on, then CPU times and speed without. */
export async function measureSaturated(side: Side, seconds: number, outstanding: number) {
  const { owner, world } = side
  let counted = 0
  const counts = await countWhile(owner, async () => {
    counted = (await world.saturate(seconds, outstanding)).answered
    await settle(owner)
  })
  const readCpu = () => [
    cpuMs(side.programPid, 'alone'),
    cpuMs(side.postmasterPid, 'with children'),
    cpuMs(world.pid, 'alone'),
  ]
  const before = readCpu()
  const { answered, seconds: took, sends, refused, unanswered } = await world.saturate(seconds, outstanding)
  await settle(owner)
  const cpu = readCpu().map((after, at) => (after - before[at]!) / answered)
  return {
    counts: perReply(counts, counted),
    perSecond: answered / took,
    programCpuMsPerReply: cpu[0]!,
    postgresCpuMsPerReply: cpu[1]!,
    outsideCpuMsPerReply: cpu[2]!,
    sendsPerReply: sends / answered,
    refused,
    unanswered,
  }
}

function perReply(counts: Counts, replies: number) {
  const per = (of: keyof Counts) => counts[of] / replies
  return {
    statementsPerReply: per('statements'),
    queriesPerReply: per('queries'),
    commitsPerReply: per('commits'),
    transactionsPerReply: per('transactions'),
    walBytesPerReply: per('walBytes'),
    walPageBytesPerReply: per('walPageBytes'),
  }
}
