import { text as readText } from 'node:stream/consumers'
import type { Config } from '../config/index.ts'
import { fetchOutside } from '../outbound/index.ts'
import type { AlertRow } from './alert.sql.ts'

/** Where operators are told. `tell` throws when it was not taken. */
export interface AlertSink {
  tell(alert: AlertRow, what: 'opened' | 'resolved'): Promise<void>
}

const ANSWER_WITHIN_MS = 10_000
const LONGEST_ANSWER = 16_384

/** Was not taken. The status says whether a repetition may be. */
export class SinkError extends Error {
  readonly retryable: boolean
  constructor(status: number) {
    super(`answered ${status}`)
    this.retryable = status >= 500 || status === 429 || status === 408
  }
}

/** The sinks that the settings name, by name. Mail has a queue of its own. */
export function openSinks({ alerts, publicUrl }: Pick<Config, 'alerts' | 'publicUrl'>): ReadonlyMap<string, AlertSink> {
  const sinks = new Map<string, AlertSink>()
  const { slackUrl, pagerDuty } = alerts
  if (slackUrl) sinks.set('slack', { tell: (alert, what) => post(slackUrl, slackBody(alert, what, publicUrl)) })
  if (pagerDuty) {
    const { url, routingKey } = pagerDuty
    sinks.set('pagerduty', { tell: (alert, what) => post(url, pagerDutyBody(alert, what, routingKey, publicUrl)) })
  }
  return sinks
}

/** The operator named the address, so it may be inside; it is no secret of ours to a stranger. */
async function post(url: string, body: object): Promise<void> {
  const answer = await fetchOutside(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    trustedOrigins: [new URL(url).origin],
    maxBytes: LONGEST_ANSWER,
    timeoutMs: ANSWER_WITHIN_MS,
    maxRedirects: 0,
  })
  await readText(answer.body)
  if (answer.status < 200 || answer.status > 299) throw new SinkError(answer.status)
}

/** One line for people: what began or ended. */
export const lineOf = ({ severity, message }: AlertRow, what: 'opened' | 'resolved'): string =>
  what === 'opened' ? `${severity.toUpperCase()}: ${message}` : `Resolved: ${message}`

/** An incoming webhook as Slack, Mattermost and Rocket.Chat take it. */
const slackBody = (alert: AlertRow, what: 'opened' | 'resolved', publicUrl: string) => ({
  text: `${lineOf(alert, what)}\n${alert.type}${alert.subject && ` · ${alert.subject}`} · ${publicUrl}`,
})

/** PagerDuty's Events API v2 (developer.pagerduty.com/docs/events-api-v2/trigger-events). One incident for each alert. */
const pagerDutyBody = (alert: AlertRow, what: 'opened' | 'resolved', routingKey: string, publicUrl: string) => ({
  routing_key: routingKey,
  event_action: what === 'opened' ? 'trigger' : 'resolve',
  dedup_key: alert.id,
  client: 'Tawsil',
  client_url: publicUrl,
  payload: {
    summary: alert.message,
    source: new URL(publicUrl).host,
    severity: alert.severity,
    timestamp: alert.openedAt.toISOString(),
    component: alert.subject || alert.type,
    class: alert.type,
    custom_details: alert.details,
  },
})
