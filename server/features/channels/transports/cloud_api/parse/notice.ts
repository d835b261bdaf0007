import type { ChannelNotice } from '../../../contract/message.ts'
import { type NoticeKind, type NoticeReading, readsAsOther } from '../../../contract/notice.ts'
import { objectOf, present, textOf } from '../../../reading/json.ts'
import { readErrors } from './provider-error.ts'

type Json = Record<string, unknown>
type Reader = (value: Json) => Omit<NoticeReading, 'kind'> & { kind?: NoticeKind }

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value)

/** What Meta tells besides messages, by field. */
const READERS: Record<string, [kind: NoticeKind, read: Reader]> = {
  account_update: ['account', readAccount],
  account_offboarded: ['account', () => ({ word: 'ACCOUNT_OFFBOARDED' })],
  account_reconnected: ['account', () => ({ word: 'ACCOUNT_RECONNECTED' })],
  account_review_update: ['review', value => words({ word: value.decision })],
  account_alerts: ['alert', readAlert],
  phone_number_quality_update: [
    'quality',
    value =>
      words({
        word: value.event,
        subject: value.display_phone_number,
        details: value.max_daily_conversations_per_business ?? value.current_limit,
      }),
  ],
  business_capability_update: [
    'limit',
    value =>
      words({
        word:
          value.max_daily_conversations_per_business ??
          value.max_daily_conversation_per_phone ??
          value.max_phone_numbers_per_business,
      }),
  ],
  phone_number_name_update: [
    'name',
    value => words({ word: value.decision, subject: value.requested_verified_name, details: value.rejection_reason }),
  ],
  security: ['security', value => words({ word: value.event, subject: value.display_phone_number })],
  message_template_status_update: [
    'template_status',
    value => words({ word: value.event, subject: value.message_template_name, details: reasonOf(value) }),
  ],
  message_template_quality_update: [
    'template_quality',
    value => words({ word: value.new_quality_score, subject: value.message_template_name }),
  ],
  template_category_update: [
    'template_category',
    value => words({ word: value.new_category ?? value.correct_category, subject: value.message_template_name }),
  ],
}

/** Reads a notice for people; a field that we do not know gives `other`. */
export function readNotice(notice: ChannelNotice): NoticeReading {
  const value = objectOf(notice.value)
  const entry = Object.hasOwn(READERS, notice.field) ? READERS[notice.field] : undefined
  if (!entry || !value) return readProblem(value?.errors) ?? readsAsOther(notice)
  const [kind, read] = entry
  return { kind, ...read(value) }
}

/** What went wrong that concerns no single message: the first error stands for all. */
function readProblem(errors: unknown): NoticeReading | undefined {
  const [error] = readErrors(errors)
  if (!error) return undefined
  const { code, title, message, details } = error
  return present({ kind: 'alert' as const, subject: String(code), word: title ?? message, details: details ?? message })
}

const words = (given: { [K in 'subject' | 'word' | 'details']?: unknown }): Omit<NoticeReading, 'kind'> =>
  present({ subject: textOf(given.subject), word: textOf(given.word), details: textOf(given.details) })

function readAccount(value: Json): ReturnType<Reader> {
  const types = [value.restriction_info].flat().flatMap(item => textOf(objectOf(item)?.restriction_type) ?? [])
  if (types.length > 0) return { kind: 'restriction', word: types.join(', ') }
  const ban = textOf(first(objectOf(value.ban_info)?.waba_ban_state))
  const details =
    textOf(objectOf(value.violation_info)?.violation_type) ?? textOf(objectOf(value.disconnection_info)?.reason)
  return words({ word: ban ?? value.event, details })
}

function readAlert(value: Json): ReturnType<Reader> {
  const info = objectOf(value.alert_info) ?? value
  return words({ word: info.alert_type, subject: info.alert_severity, details: info.alert_description })
}

/** Meta writes NONE where there is no reason. */
const reasonOf = ({ reason }: Json): unknown => (reason === 'NONE' ? undefined : reason)
