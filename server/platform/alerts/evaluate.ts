import type { Context } from '../context.ts'
import type { SystemTx } from '../db/index.ts'
import { newId } from '../ids/index.ts'
import { queueMail } from '../mail/index.ts'
import { type AlertRow, type FoundRow, insertNotices, keepFindings, resolveUnseen } from './alert.sql.ts'
import type { AlertRule } from './rule.ts'
import { lineOf } from './sinks.ts'

/** The queue whose workers tell operators. */
export const NOTICE_QUEUE = 'alert notices'
/** Three looks without it: what flickers is one alert. */
const UNSEEN_SECONDS = 150
const MAIL_USEFUL_SECONDS = 6 * 3600

/** What one process does about alerts. */
export interface Watch {
  rules: readonly AlertRule[]
  /** Names of the sinks that are told. */
  sinks: readonly string[]
  /** Types whose findings come from every process: they end when none of them has found them for a while. */
  fromProcesses?: readonly string[]
}

/** Looks once, opens and ends alerts, and queues what operators are to be told, in one transaction. */
export async function evaluateAlerts(context: Context, { rules, sinks, fromProcesses = [] }: Watch): Promise<void> {
  const looks = await Promise.all(rules.map(rule => lookAt(context, rule)))
  const known = looks.filter(look => look !== undefined)
  const found = known.flatMap(({ found }) => found)
  const ending = [...known.map(({ type }) => type), ...fromProcesses]
  await keep(context, found, ending, sinks)
}

/** Keeps what this process alone can see; whoever evaluates all rules ends it. */
export async function keepOwnFindings(context: Context, { rules, sinks }: Watch): Promise<void> {
  const looks = await Promise.all(rules.map(rule => lookAt(context, rule)))
  const found = looks.flatMap(look => look?.found ?? [])
  if (found.length > 0) await keep(context, found, [], sinks)
}

async function keep(
  context: Context,
  found: readonly FoundRow[],
  ending: readonly string[],
  sinks: readonly string[],
): Promise<void> {
  const { opened, resolved } = await context.db.system('alerts are of the whole installation', async tx => {
    const opened = found.length === 0 ? [] : await tx.rows(keepFindings(found))
    const resolved = ending.length === 0 ? [] : await tx.rows(resolveUnseen(ending, UNSEEN_SECONDS))
    await queueNotices(context, tx, opened, 'opened', sinks)
    await queueNotices(context, tx, resolved, 'resolved', sinks)
    return { opened, resolved }
  })
  for (const { id, type, subject, severity, message } of opened)
    context.log[severity === 'critical' ? 'error' : 'warn']({ alertId: id, alert: type, subject, severity }, message)
  for (const { id, type, subject } of resolved)
    context.log.info({ alertId: id, alert: type, subject }, 'alert resolved')
}

/** What a rule finds; undefined when it cannot tell, which neither opens nor ends an alert. */
async function lookAt(
  { log }: Context,
  { type, look }: AlertRule,
): Promise<{ type: string; found: FoundRow[] } | undefined> {
  try {
    return { type, found: (await look()).map(finding => ({ id: newId(), type, ...finding })) }
  } catch (err) {
    log.warn({ err, alert: type }, 'an alert rule could not look')
    return undefined
  }
}

async function queueNotices(
  { config, secrets }: Context,
  tx: SystemTx,
  alerts: readonly AlertRow[],
  what: 'opened' | 'resolved',
  sinks: readonly string[],
): Promise<void> {
  if (alerts.length === 0) return
  if (sinks.length > 0) {
    await tx.run(
      insertNotices(
        alerts.map(({ id }) => id),
        what,
        sinks,
      ),
    )
    tx.wake(NOTICE_QUEUE)
  }
  const { mailTo } = config.alerts
  if (!mailTo) return
  for (const alert of alerts) {
    await queueMail(secrets, tx, {
      to: mailTo,
      kind: 'alert',
      key: `${alert.id} ${what} ${alert.severity}`,
      tenantId: null,
      usefulSeconds: MAIL_USEFUL_SECONDS,
      locale: 'en',
      subject: lineOf(alert, what),
      paragraphs: [lineOf(alert, what), `${alert.type}${alert.subject && `: ${alert.subject}`}`],
      button: { label: 'Open Tawsil', url: config.publicUrl },
      footer: 'You get this because ALERT_EMAIL of this installation is your address.',
      brand: { name: 'Tawsil', color: null },
    })
  }
}
