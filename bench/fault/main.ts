import { parseArgs } from 'node:util'
import { report } from '../lib/report.ts'
import { runFaults } from './run.ts'
import type { Size } from './stage.ts'

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: 'both' },
    rate: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '30' },
    kills: { type: 'string', default: '20' },
    sabotage: { type: 'string', default: '0' },
  },
})
const sizes: Size[] = values.size === 'both' ? ['one', 'many'] : [values.size as Size]
let failed = false
for (const size of sizes) {
  const result = await runFaults({
    size,
    perSecond: Number(values.rate),
    seconds: Number(values.seconds),
    kills: Number(values.kills),
    flushes: size === 'many' ? 2 : 0,
    sabotage: Number(values.sabotage),
    log: line => console.error(line),
  })
  report(`fault-${size}`, { ...result }, [
    size === 'one'
      ? 'one process, embedded PostgreSQL, no Redis'
      : 'two API processes, two workers, one PostgreSQL, one Redis',
    'every 20th event is sent twice at the same time; what is not answered with 200 is sent again, as a provider does',
  ])
  failed ||= !result.passed
}
process.exit(failed ? 1 : 0)
