export type AlertSeverity = 'warning' | 'critical'

/** One thing that is wrong now. */
export interface Finding {
  /** What of its kind: a table, a provider. One alert for each; '' when there is only one. */
  subject: string
  severity: AlertSeverity
  /** For an operator at night: what is wrong, with its figure. English; no content of messages, no secrets. */
  message: string
  details?: Readonly<Record<string, string | number | boolean | null>>
}

/** What is looked at, and what is wrong about it. */
export interface AlertRule {
  /** Its alerts are of this type: `dead_letters`. */
  type: string
  /** Findings as of now; none: all is well. An error: not known, so open alerts stay. */
  look(): Promise<readonly Finding[]>
}
