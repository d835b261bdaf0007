import { LANGUAGES } from '../../tenancy/index.ts'
import type { NoticeReason } from './notice.schema.ts'

interface Texts {
  title: Record<NoticeReason, (customer: string | null) => string>
  /** In mails only. */
  hello(name: string): string
  open: string
  footer: string
}

const en: Texts = {
  title: {
    assigned: customer => (customer ? `${customer}: the conversation is yours now` : 'A conversation is yours now'),
    message: customer => (customer ? `${customer} wrote to you` : 'A customer wrote to you'),
    waiting: customer => (customer ? `${customer} is waiting for an answer` : 'A customer is waiting for an answer'),
  },
  hello: name => `Hello ${name},`,
  open: 'Open the conversation',
  footer: 'You chose to get these mails: account › Notifications.',
}

const fr: Texts = {
  title: {
    assigned: customer =>
      customer ? `${customer} : la conversation est à vous` : 'Une conversation est maintenant à vous',
    message: customer => (customer ? `${customer} vous a écrit` : 'Un client vous a écrit'),
    waiting: customer => (customer ? `${customer} attend une réponse` : 'Un client attend une réponse'),
  },
  hello: name => `Bonjour ${name},`,
  open: 'Ouvrir la conversation',
  footer: 'Vous avez choisi de recevoir ces messages : compte › Notifications.',
}

const ar: Texts = {
  title: {
    assigned: customer => (customer ? `${customer}: أصبحت المحادثة لك` : 'أُسندت إليك محادثة'),
    message: customer => (customer ? `كتب إليك ${customer}` : 'كتب إليك أحد العملاء'),
    waiting: customer => (customer ? `${customer} ينتظر ردًا` : 'أحد العملاء ينتظر ردًا'),
  },
  hello: name => `مرحبًا ${name}،`,
  open: 'فتح المحادثة',
  footer: 'اخترت تلقي هذه الرسائل: الحساب ‹ الإشعارات.',
}

const ALL: Record<string, Texts> = { en, fr, ar }

/** In the person's language, else in that of the business. */
export function noticeTexts(...locales: ReadonlyArray<string | null>): Texts & { lang: string } {
  const wanted = locales.map(locale => locale?.split('-')[0]).find(lang => lang !== undefined && lang in ALL)
  const lang = wanted ?? LANGUAGES[0]!
  return { ...(ALL[lang] ?? en), lang }
}
