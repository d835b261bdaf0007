import { startTwin } from '../../simulator/twin.ts'

/**
 * The provider of a measurement, in a process of its own: it accepts every send after `argv[2]` milliseconds, reports
 * no statuses, and tells the parent on request how many sends it accepted.
 */
const twin = await startTwin({
  port: 0,
  webhookUrl: 'http://127.0.0.1:9/',
  statuses: { sentMs: null, deliveredMs: null, readMs: null },
  retryDelaysMs: [],
  journalMax: 1_000,
})
twin.configure({ rules: [{ match: { op: 'send' }, fault: 'latency', ms: Number(process.argv[2]), accepted: true }] })
process.on('message', () => process.send!({ accepted: accepted() }))
process.on('disconnect', () => void twin.close())
process.send!({ url: twin.url })

function accepted(): number {
  const { sends } = twin.summary()
  return sends.accepted
}
