import { parseArgs } from 'node:util'
import { print, report } from './lib/report.ts'
import { measureIdle } from './reply/idle.ts'
import { measureReply } from './reply/run.ts'
import type { Cleanups } from './reply/side.ts'
import { COUNTED } from './reply/statements.ts'

/**
 * What an answer of the bot costs, from the customer's message to the provider.
 *
 *     npm run bench reply                    every figure, about 20 minutes
 *     npm run bench reply -- --quick         shorter times, nothing is written to results/
 *     … --counts                             counts and CPU times alone, for a machine that others use
 *     … --top                                where the time goes: statements, modules, functions
 *     … --seconds N, --warm ANSWERS        other times: of each measurement, before the first
 *     … --against FOLDER                     beside another checkout that has its node_modules
 *     … --idle [--quiet SECONDS]             what the program uses when nobody writes
 */
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    counts: { type: 'boolean', default: false },
    top: { type: 'boolean', default: false },
    idle: { type: 'boolean', default: false },
    quiet: { type: 'string', default: '300' },
    against: { type: 'string' },
    businesses: { type: 'string', default: '300' },
    outstanding: { type: 'string', default: '100' },
    seconds: { type: 'string' },
    warm: { type: 'string' },
  },
})
const cleanups: Cleanups = []
let closing: Promise<void> | undefined
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void closeAll().then(() => process.exit(130)))
try {
  const { name, figures, notes } = values.idle ? await idle() : await reply()
  if (values.quick || values.counts || values.top) print(name, figures)
  else report(name, figures, notes)
} finally {
  await closeAll()
}

async function idle() {
  const options = {
    against: values.against,
    quietSeconds: Number(values.quiet),
    measuredSeconds: values.quick ? 30 : 60,
  }
  return {
    name: 'reply-idle',
    figures: { ...(await measureIdle(options, cleanups)), quietSeconds: options.quietSeconds },
    notes: [
      'CPU seconds of program and PostgreSQL by the operating system, after the quiet time; With2000: with 2,000 businesses',
    ],
  }
}

async function reply() {
  const { figures, notes } = await measureReply(
    {
      seconds: Number(values.seconds ?? (values.quick ? 8 : 30)),
      rounds: values.quick ? 1 : 3,
      warmUp: Number(values.warm ?? (values.quick ? 400 : 2_000)),
      countsOnly: values.counts || values.top,
      top: values.top,
      against: values.against,
      businesses: Number(values.businesses),
      outstanding: Number(values.outstanding),
    },
    cleanups,
  )
  return { name: 'reply', figures, notes: [...notes, ...COUNTED] }
}

/** A signal ends the processes outside, too, and with them the measurement: both ways wait for the same end. */
function closeAll(): Promise<void> {
  closing ??= (async () => {
    for (let cleanUp = cleanups.pop(); cleanUp; cleanUp = cleanups.pop()) await cleanUp()
  })()
  return closing
}
