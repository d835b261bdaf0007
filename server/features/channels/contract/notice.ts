import type { ChannelNotice } from './message.ts'

/** The subjects of notices, so that screens can name them in each language. */
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

/** A notice, read for people. */
export interface NoticeReading {
  kind: NoticeKind
  /** The name of its subject: a template, a number. */
  subject?: string
  /** What happened to it, in the provider's word: REJECTED, FLAGGED, … */
  word?: string
  /** In the provider's own sentence, when there is one. */
  details?: string
}

/** For notices that we cannot read. */
export const readsAsOther = (_notice: ChannelNotice): NoticeReading => ({ kind: 'other' })
