import type { Context } from '../context.ts'
import { type AlertRow, claimNotices, delayNotice, deleteNotice, type NoticeRow, selectAlert } from './alert.sql.ts'
import { type AlertSink, SinkError } from './sinks.ts'

const AT_ONCE = 10
/** Longer than the longest try. */
const LEASE_SECONDS = 60
const FIRST_PAUSE_SECONDS = 15
const LONGEST_PAUSE_SECONDS = 3_600
/** About a day. */
const MOST_TRIES = 30

/** Tells operators until nothing is due. */
export async function tellNotices(context: Context, sinks: ReadonlyMap<string, AlertSink>): Promise<void> {
  for (;;) {
    const claimed = await context.db.system('alerts are of the whole installation', tx =>
      tx.rows(claimNotices(AT_ONCE, LEASE_SECONDS)),
    )
    if (claimed.length === 0) return
    await Promise.all(claimed.map(notice => tellOne(context, sinks.get(notice.sink), notice)))
  }
}

async function tellOne(context: Context, sink: AlertSink | undefined, notice: NoticeRow): Promise<void> {
  const alert = await context.db.system('alerts are of the whole installation', tx =>
    tx.maybe(selectAlert(notice.alertId)),
  )
  const again = sink && alert && (await tell(context, sink, alert, notice))
  await context.db.system('alerts are of the whole installation', tx =>
    tx.run(again === undefined ? deleteNotice(notice) : delayNotice(notice, again)),
  )
}

/** One try. @returns seconds until the next; undefined: told, or given up */
async function tell(
  context: Context,
  sink: AlertSink,
  alert: AlertRow,
  notice: NoticeRow,
): Promise<number | undefined> {
  const count = (outcome: string) =>
    context.metrics
      .counter('alert_notices_total', 'Notices of alerts by what became of them', ['sink', 'outcome'])
      .inc({ sink: notice.sink, outcome })
  try {
    await sink.tell(alert, notice.what)
    count('told')
    return undefined
  } catch (err) {
    context.log.warn({ err, sink: notice.sink, alertId: alert.id, tries: notice.attempts }, 'operators were not told')
    if (notice.attempts >= MOST_TRIES || (err instanceof SinkError && !err.retryable)) {
      count('given_up')
      return undefined
    }
    const pause = Math.min(FIRST_PAUSE_SECONDS * 2 ** (notice.attempts - 1), LONGEST_PAUSE_SECONDS)
    return pause * (0.75 + Math.random() / 2)
  }
}
