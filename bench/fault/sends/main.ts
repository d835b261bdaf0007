import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { proofPage } from './proof.ts'
import type { Provider } from './providers.ts'
import { runSendFaults, type SendFaultReport } from './run.ts'

const { values } = parseArgs({
  options: {
    provider: { type: 'string', default: 'all' },
    messages: { type: 'string', default: '1500' },
    customers: { type: 'string', default: '60' },
    kills: { type: 'string', default: '9' },
    outages: { type: 'string', default: '2' },
    seed: { type: 'string', default: '7' },
    broken: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
  },
})
const providers: Provider[] =
  values.provider === 'all' ? ['cloud_api', 'twilio', 'waha'] : [values.provider as Provider]
const reports: Array<SendFaultReport & { broken: boolean }> = []
const options = {
  messages: Number(values.messages),
  customers: Number(values.customers),
  kills: Number(values.kills),
  outages: Number(values.outages),
  seed: Number(values.seed),
  freeze: !values.quick,
  log: (line: string) => console.error(line),
}
// The judge is tested first: a build that repeats what it must not repeat must fail.
if (values.broken || values.provider === 'all') {
  const provider = providers[0]!
  const report = await runSendFaults({
    ...options,
    messages: 400,
    kills: 2,
    outages: 0,
    freeze: false,
    provider,
    broken: true,
  })
  reports.push({ ...report, broken: true })
  console.log(JSON.stringify({ ...report, broken: true }))
}
for (const provider of values.broken ? [] : providers) {
  const report = await runSendFaults({ ...options, provider })
  reports.push({ ...report, broken: false })
  console.log(JSON.stringify(report))
}
if (values.provider === 'all') {
  const folder = join(import.meta.dirname, '..', '..', '..', 'docs', 'proof')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'sends.md'), proofPage(reports))
}
process.exit(reports.every(report => report.passed !== report.broken) ? 0 : 1)
