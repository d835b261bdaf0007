import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Size } from '../stage.ts'
import type { Sabotage } from './faults.ts'
import { proofPage } from './proof.ts'
import { type ReplyFaultReport, runReplyFaults } from './run.ts'

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: 'all' },
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '60' },
    kills: { type: 'string', default: '20' },
    shops: { type: 'string', default: '4' },
    grouping: { type: 'boolean', default: false },
    seed: { type: 'string', default: '7' },
    sabotage: { type: 'string' },
  },
})
const shared = {
  perSecond: Number(values.rate),
  shops: Number(values.shops),
  grouping: values.grouping,
  seed: Number(values.seed),
  log: (line: string) => console.error(line),
}
const reports: Array<ReplyFaultReport & { sabotage?: Sabotage }> = []
const run = async (size: Size, plan: { seconds: number; kills: number; sabotage?: Sabotage }) => {
  const report = await runReplyFaults({ ...shared, ...plan, size, flushes: size === 'many' ? 2 : 0 })
  const { sabotage } = plan
  reports.push({ ...report, ...(sabotage && { sabotage }) })
  console.log(JSON.stringify({ ...report, ...(sabotage && { sabotage }) }))
}
const whole = { seconds: Number(values.seconds), kills: Number(values.kills) }
const broken = { seconds: 20, kills: 2 }
// The judge is tested first: what is broken on purpose must fail.
if (values.sabotage)
  await run(values.size === 'many' ? 'many' : 'one', { ...broken, sabotage: values.sabotage as Sabotage })
else if (values.size === 'all')
  for (const sabotage of ['lose', 'repeat'] as const) await run('one', { ...broken, sabotage })
if (!values.sabotage)
  for (const size of values.size === 'all' ? (['one', 'many'] as const) : [values.size as Size]) await run(size, whole)
if (values.size === 'all' && !values.sabotage) {
  const folder = join(import.meta.dirname, '..', '..', '..', 'docs', 'proof')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'replies.md'), proofPage(reports))
}
process.exit(reports.every(report => report.passed === (report.sabotage === undefined)) ? 0 : 1)
