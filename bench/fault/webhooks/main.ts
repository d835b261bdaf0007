import { parseArgs } from 'node:util'
import { report } from '../../lib/report.ts'
import { runWebhookFaults } from './run.ts'

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: 'one' },
    seconds: { type: 'string', default: '60' },
    kills: { type: 'string', default: '8' },
    seed: { type: 'string', default: '7' },
  },
})
const result = await runWebhookFaults({
  size: values.size === 'many' ? 'many' : 'one',
  seconds: Number(values.seconds),
  kills: Number(values.kills),
  seed: Number(values.seed),
  log: line => console.error(line),
})
const figures = Object.fromEntries(
  result.endpoints.flatMap(({ name, ...counts }) =>
    Object.entries(counts).map(([key, value]) => [`${name}: ${key}`, value]),
  ),
)
report(
  'fault-webhooks',
  {
    passed: result.passed,
    kills: Number(values.kills),
    seed: Number(values.seed),
    ...figures,
    callsAfterGone: result.callsAfterGone,
    drainSeconds: result.drainSeconds,
  },
  [
    'what the log holds against what each receiver answered with success, by ids; while processes are killed with SIGKILL',
    'receivers are slow; refuse and reset; hang, redirect, ask to wait, answer without end; are gone (410)',
    'retries that wait are made due by the run, because their pauses are hours',
  ],
)
process.exit(result.passed ? 0 : 1)
