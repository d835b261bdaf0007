import type { ChannelNotice } from './message.ts'

/** What a notice is about, so that screens have words for it in each language. */
export const NOTICE_KINDS = [
  'account',
  'restriction',
  'review',
  'alert',
  'quality',
  'limit',
  'name',
  'security',
  'template_status',
  'template_quality',
  'template_category',
  'other',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** A notice as people may read it. */
export interface NoticeReading {
  kind: NoticeKind
  /** What it is about by name: a template, a number. */
  subject?: string
  /** What happened to it, in the provider's word: REJECTED, FLAGGED, … */
  word?: string
  /** In the provider's own sentence, when there is one. */
  details?: string
}

/** For notices that nobody knows how to read. */
export const readsAsOther = (_notice: ChannelNotice): NoticeReading => ({ kind: 'other' })
