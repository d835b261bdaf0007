import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import type { Sabotage } from './faults.ts'
import type { FAILURES } from './ledger.ts'
import type { ReplyFaultReport } from './run.ts'

const FIGURES: Array<[key: keyof ReplyFaultReport, says: string]> = [
  ['written', 'messages that customers wrote'],
  ['acknowledged', 'of those, acknowledged'],
  ['answered', 'answered by exactly one turn of the bot, every part of it at the provider'],
  ['answeredUnknown', 'answered by exactly one turn, a part of it marked `unknown`'],
  ['leftToPeople', 'left to people, who see them'],
  ['answeredTogether', 'in turns that answer several messages'],
  ['said', 'messages that the bots said'],
  ['ambiguousInjected', 'of those, whose answer from the provider got lost'],
  ['unknownNow', 'of those, still unknown, on the list for people'],
  ['replaced', 'others, whose place a newer answer took before they had left'],
  ['ordersConfirmed', 'orders that customers confirmed'],
  ['ordersPlaced', 'orders that were placed'],
]

const MUST_BE_NONE: Record<(typeof FAILURES)[number], string> = {
  inboundLost: 'acknowledged and not in a conversation',
  inboundDuplicated: 'in a conversation twice',
  inboundUnexpected: 'in a conversation and written by nobody',
  unanswered: 'neither answered nor left to people',
  answeredTwice: 'answered by two turns',
  unasked: 'turns that answer nothing',
  acceptedTwice: 'accepted twice by the provider',
  replacedYetSent: 'replaced by a newer answer, and accepted by the provider all the same',
  wrongOutcome: 'recorded with a wrong outcome',
  unnoticed: 'answers that got lost unnoticed',
  neverSent: 'never sent',
  unknownToUs: 'known to the provider and not to the database',
  ordersMissing: 'orders confirmed and not placed',
  ordersTwice: 'orders placed twice',
  ordersWrong: 'orders of something else, or told not exactly once',
  statusesBehind: 'statuses that the provider reported and the database does not have',
  deadLetters: 'dead letters',
  pending: 'work left over',
  brokenSequences: 'gaps in the numbers of messages or orders',
  brokenEvents: 'events missing or written twice',
}

const RUN: Array<[key: keyof ReplyFaultReport, says: string]> = [
  ['perSecond', 'messages offered each second'],
  ['shops', 'businesses'],
  ['kills', 'SIGKILLs, in turn over all processes'],
  ['flushes', 'times that Redis was emptied'],
  ['failedStarts', 'times that a process gave up its start and was started again'],
  ['answerP50Ms', 'milliseconds from words to the first answer, median'],
  ['answerP95Ms', 'the same, 95th percentile'],
  ['drainSeconds', 'seconds from the last message until nothing was left to do'],
  ['seed', 'seed of the faults'],
]

type Report = ReplyFaultReport & { sabotage?: Sabotage }
const SABOTAGED: Record<Sabotage, string> = { lose: 'work taken away', repeat: 'messages filed again' }

/** The report as a page: the result of each run, and that the judge notices what is broken on purpose. */
export function proofPage(reports: readonly Report[]): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const titles = reports.map(({ size, sabotage }) => (sabotage ? SABOTAGED[sabotage] : `size ${size}`))
  const line = (says: string, read: (report: Report) => unknown) =>
    `| ${says} | ${reports.map(report => shown(read(report))).join(' | ')} |`
  return [
    '# Every message answered once',
    '',
    `Written by \`npm run fault -- replies\` on ${new Date().toISOString().slice(0, 10)} at ${commit}, on ${availableParallelism()} cores. Size one: one process with its own PostgreSQL. Size many: two API processes, two workers, PostgreSQL, Redis. The twin is the provider.`,
    '',
    'Customers of several restaurants greet, ask, order from the menu to the confirmation, write several messages at once, and ask',
    'for a person. Some deliveries come twice at the same time, some again seconds later. Meanwhile processes are killed, Redis',
    'is emptied, the provider is unplugged for five seconds, some of its answers get lost, and its statuses come twice, late and',
    'in the wrong order. Then the sets of ids are compared: what customers wrote, what the bots said to which message, what the',
    'provider accepted by its own journal, what customers confirmed and what was ordered. In the first columns somebody takes',
    'work out of the database, or has messages filed again: the judge must refuse both.',
    '',
    `| | ${titles.join(' | ')} |`,
    `|---|${titles.map(() => '---:').join('|')}|`,
    ...FIGURES.map(([key, says]) => line(says, report => report[key])),
    ...Object.entries(MUST_BE_NONE).map(([key, says]) =>
      line(`${says}: must be 0`, report => report.mustBeNone[key as keyof typeof MUST_BE_NONE]),
    ),
    ...RUN.map(([key, says]) => line(says, report => report[key])),
    line('**passed**', report => (report.passed ? 'yes' : 'no')),
    '',
  ].join('\n')
}

const shown = (value: unknown): string =>
  typeof value === 'number' ? String(Math.round(value * 10) / 10) : String(value)
