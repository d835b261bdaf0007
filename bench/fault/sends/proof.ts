import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import type { SendFaultReport } from './run.ts'

const ROWS: Array<[key: keyof SendFaultReport, says: string]> = [
  ['intended', 'messages that the API took'],
  ['acceptedByProvider', 'of those, accepted by the provider at least once'],
  ['confirmed', 'sent, delivered or read in the end'],
  ['failed', 'refused for good by the provider'],
  ['ambiguousInjected', 'answers that were lost on purpose, or by a killed process'],
  ['settledEarly', 'of those, accepted by the provider, whose report came before the loss was recorded'],
  ['unnoticed', 'of those, neither unknown nor settled by such a report: must be 0'],
  ['everUnknown', 'messages that were of unknown outcome at some time'],
  ['unknownNow', 'still unknown'],
  ['listedForPeople', 'of those, on the list for people'],
  ['duplicated', 'accepted more than once: must be 0'],
  ['lost', 'recorded with a wrong outcome: must be 0'],
  ['neverAttempted', 'never sent: must be 0'],
  ['retriedForGood', 'refused for good and tried again: must be 0'],
  ['inboundAcknowledged', 'messages of customers that were acknowledged meanwhile'],
  ['inboundLost', 'of those, not in a conversation: must be 0'],
  ['inboundDuplicated', 'of those, there twice: must be 0'],
  ['pending', 'work left over: must be 0'],
  ['kills', 'SIGKILLs, in turn over API and both workers'],
  ['outages', 'times the provider was unreachable for five seconds'],
  ['drainSeconds', 'seconds from the last message queued until nothing was left to do'],
  ['seed', 'seed of the faults'],
]

const NAMES = { cloud_api: 'Cloud API', twilio: 'Twilio', waha: 'WAHA' } as const

/** The report as a page: the result of each run, and that the judge notices a broken build. */
export function proofPage(reports: ReadonlyArray<SendFaultReport & { broken: boolean }>): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const titles = reports.map(one => (one.broken ? `${NAMES[one.provider]}, broken on purpose` : NAMES[one.provider]))
  const table = [
    `| | ${titles.join(' | ')} |`,
    `|---|${titles.map(() => '---:').join('|')}|`,
    ...ROWS.map(([key, says]) => `| ${says} | ${reports.map(one => shown(one[key])).join(' | ')} |`),
    `| **passed** | ${reports.map(one => (one.passed ? 'yes' : 'no')).join(' | ')} |`,
  ]
  return [
    '# Sends that never repeat',
    '',
    `Written by \`npm run fault -- sends\` on ${new Date().toISOString().slice(0, 10)} at ${commit}, on ${availableParallelism()} cores: one API process, two workers, PostgreSQL, Redis, and the twin as provider.`,
    '',
    'While messages are queued through the API, the provider accepts and then resets the connection, waits beyond the time-out,',
    'answers 500, a success without an id or half an answer; resets before accepting; throttles; refuses for good; and is',
    'made unreachable. Statuses come twice, late and in the wrong order. Processes are killed, Redis is emptied, and a worker is',
    'stopped beyond its lease. Then the sets of ids are compared: what the API took, what the provider accepted by its own journal,',
    'and what the database says. The first column is a build that tries lost answers again, as many programs do: the judge must',
    'refuse it.',
    '',
    ...table,
    '',
  ].join('\n')
}

const shown = (value: unknown): string =>
  typeof value === 'number' ? String(Math.round(value * 10) / 10) : String(value)
