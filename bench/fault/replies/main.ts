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
    seed: { type: 'string', default: '7' },
    sabotage: { type: 'string' },
  },
})
const shared = {
  perSecond: Number(values.rate),
  shops: Number(values.shops),
  seed: Number(values.seed),
  log: (line: string) => console.error(line),
}
const isAll = values.size === 'all' && values.sabotage === undefined
const sizes: Size[] = values.size === 'all' ? ['one', 'many'] : [values.size as Size]
const whole = { seconds: Number(values.seconds), kills: Number(values.kills) }
// The judge is tested first: what is broken on purpose must fail.
const sabotages = isAll
  ? (['lose', 'repeat'] as const)
  : [values.sabotage as Sabotage | undefined].flatMap(of => of ?? [])
const plans: Array<typeof whole & { size: Size; sabotage?: Sabotage }> = [
  ...sabotages.map(sabotage => ({ size: sizes[0]!, seconds: 20, kills: 2, sabotage })),
  ...(values.sabotage === undefined ? sizes.map(size => ({ size, ...whole })) : []),
]
const reports: Array<ReplyFaultReport & { sabotage?: Sabotage }> = []
for (const plan of plans) {
  const { sabotage } = plan
  const report = await runReplyFaults({ ...shared, ...plan, flushes: plan.size === 'many' ? 2 : 0 })
  reports.push({ ...report, ...(sabotage && { sabotage }) })
  console.log(JSON.stringify(reports.at(-1)))
}
if (isAll) {
  const folder = join(import.meta.dirname, '..', '..', '..', 'docs', 'proof')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'replies.md'), proofPage(reports))
}
process.exit(reports.every(report => report.passed === (report.sabotage === undefined)) ? 0 : 1)
