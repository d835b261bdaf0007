import { Queue as BullQueue, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import { connectRedis, disconnectRedis, pingRedis } from '../redis/index.ts'
import { type BullBackend, STALLED_MS, settingsOf } from './backend.ts'
import { BullMqQueue, type QueueOptions, USUAL_RETRIES } from './bull.ts'
import type { Queue } from './port.ts'
import type { Round, Turn } from './turns.ts'

const PREFIX = 'tawsil'

/** The queue in Redis. While Redis is away, adding a job fails at once, and workers wait. */
export function createRedisQueue(options: QueueOptions): Queue {
  const adding = connectRedis(options.url, 'impatient', options.log, 'tawsil-queue')
  const working = connectRedis(options.url, 'patient', options.log, 'tawsil-worker')
  adding.setMaxListeners(0)
  working.setMaxListeners(0)
  let cleared = false
  const backend: BullBackend = {
    queue: name => new BullQueue(name, { connection: adding, prefix: PREFIX, streams: { events: { maxLen: 100 } } }),
    worker: (name, process, concurrency) =>
      new Worker(name, process, {
        connection: working,
        prefix: PREFIX,
        concurrency,
        drainDelay: 30,
        stalledInterval: STALLED_MS,
        runRetryDelay: 1_000,
        settings: settingsOf(options.retries ?? USUAL_RETRIES),
      }),
    takeTurns: async rounds => {
      const turns = await takeTurns(adding, rounds)
      // Here, because at the start the store may be away.
      if (!cleared) await removeOldSchedules(adding)
      cleared = true
      return turns
    },
    ping: () => pingRedis(adding),
    close: async () => {
      await disconnectRedis(adding)
      await disconnectRedis(working)
    },
  }
  return new BullMqQueue(backend, options)
}

/** Until turns were taken, schedules were jobs of this queue. */
async function removeOldSchedules(connection: Redis): Promise<void> {
  const old = new BullQueue('schedules', { connection, prefix: PREFIX })
  await old.obliterate({ force: true })
  await old.close()
}

/** A key that lives longer than one interval was written with another interval. */
const TAKE_TURNS = `
  local answers = {}
  for no, key in ipairs(KEYS) do
    local every, left = tonumber(ARGV[no]), redis.call('pttl', key)
    local mine = left < 0 or left > every
    if mine then redis.call('set', key, '', 'px', every) end
    answers[no] = { mine and 1 or 0, mine and every or left }
  end
  return answers`

async function takeTurns(redis: Redis, rounds: readonly Round[]): Promise<Turn[]> {
  const keys = rounds.map(({ name }) => `${PREFIX}:{turn}:${name}`)
  const answers = await redis.eval(TAKE_TURNS, keys.length, ...keys, ...rounds.map(({ everyMs }) => everyMs))
  return (answers as Array<[number, number]>).map(([mine, nextMs]) => ({ mine: mine === 1, nextMs }))
}
