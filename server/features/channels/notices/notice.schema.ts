import { z } from 'zod'
import { NOTICE_KINDS } from '../contract/notice.ts'

export const noticeAnswer = z.object({
  id: z.string(),
  at: z.string(),
  kind: z.enum(NOTICE_KINDS),
  subject: z.string().nullable().describe('What it is about by name: a template, a number.'),
  word: z.string().nullable().describe('What happened, in the provider’s word, like REJECTED.'),
  details: z.string().nullable().describe('The provider’s own sentence or reason.'),
  field: z.string().describe('Where the provider told it.'),
  problem: z.string().nullable().describe('Why something that should be a message or a status is here.'),
  value: z.unknown().describe('As it was received.'),
})
export type NoticeAnswer = z.infer<typeof noticeAnswer>
