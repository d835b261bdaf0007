import { foldWords } from '../../../platform/text/index.ts'

/**
 * Words with which customers opt out and opt in. A message counts only when it is nothing but the word: "please stop
 * the order" is ordinary talk, "STOP!" is an opt-out.
 *
 * Chosen so that a word means this and hardly anything else. Left out on purpose, because people answer bots and
 * colleagues with them: `cancel`, `cancelar`, `annuler`, إلغاء (they cancel an order or empty a cart), `end`, `quit`,
 * `exit`, `fin` (they leave a menu), `alto` (also "tall", "loud"), `yes`, `oui`, `sí`, `sim`, نعم (they answer a
 * question: consent must not be guessed). `baja` (Spain, Latin America), `sair` and `parar` (Brazil) stay: messages
 * there ask for these words, and a person who meant something else is told at once how to undo it. Words that opt in
 * count only for a customer who had opted out, so that `start` still opens a bot's menu for everybody else.
 */

export const CONSENT_LANGUAGES = ['en', 'fr', 'ar', 'es', 'pt'] as const
export type ConsentLanguage = (typeof CONSENT_LANGUAGES)[number]

/** What a customer says about the messages that a business starts. */
export interface ConsentWord {
  wants: 'stop' | 'resume'
  scope: 'all' | 'marketing'
  /** The language of the word; null when several share it. */
  language: ConsentLanguage | null
}

type Words = Record<ConsentLanguage, readonly string[]>

const STOP: Words = {
  en: [
    'stop',
    'stop all',
    'stopall',
    'unsubscribe',
    'unsubscribe me',
    'opt out',
    'optout',
    'stop messages',
    'remove me',
  ],
  fr: [
    'stop',
    'arrêt',
    'arrêter',
    'arrêtez',
    'désabonner',
    'désabonnement',
    'me désabonner',
    'se désabonner',
    'désinscrire',
    'désinscription',
    'me désinscrire',
  ],
  ar: [
    'إيقاف',
    'ايقاف الرسائل',
    'أوقف',
    'أوقفوا',
    'أوقف الرسائل',
    'توقف',
    'توقفوا',
    'ستوب',
    'إلغاء الاشتراك',
    'الغ الاشتراك',
    'إلغاء اشتراكي',
  ],
  es: [
    'stop',
    'baja',
    'dar de baja',
    'darme de baja',
    'darse de baja',
    'cancelar suscripción',
    'cancelar la suscripción',
  ],
  pt: ['stop', 'parar', 'sair', 'descadastrar', 'cancelar inscrição', 'cancelar assinatura', 'não quero receber'],
}

const STOP_MARKETING: Words = {
  en: ['stop promotions', 'stop promotion', 'stop promos', 'stop marketing', 'stop ads', 'no promotions'],
  fr: ['stop pub', 'stop promo', 'stop promotions', 'plus de pub', 'plus de promotions'],
  ar: ['إيقاف العروض', 'إيقاف الإعلانات', 'أوقف العروض', 'أوقف الإعلانات'],
  es: ['stop promociones', 'no más promociones', 'sin promociones'],
  pt: ['parar promoções', 'sem promoções', 'chega de promoções'],
}

const RESUME: Words = {
  en: ['start', 'unstop', 'subscribe', 'resubscribe', 'opt in', 'optin'],
  fr: ['start', 'reprendre', 'reprise', "m'abonner", 'réabonner', 'me réabonner', "s'abonner"],
  ar: ['ابدأ', 'ابدأوا', 'ابدأ الرسائل', 'استئناف', 'اشتراك', 'اشترك', 'ستارت'],
  es: ['start', 'alta', 'darme de alta', 'reanudar', 'suscribirme', 'suscribir'],
  pt: ['start', 'retomar', 'inscrever', 'me inscrever', 'quero receber', 'assinar'],
}

/** No word above is longer, with anything that may stand around it. */
const LONGEST = 60

const WISHES = new Map<string, ConsentWord>()
add(STOP, 'stop', 'all')
add(STOP_MARKETING, 'stop', 'marketing')
add(RESUME, 'resume', 'all')

function add(words: Words, wants: ConsentWord['wants'], scope: ConsentWord['scope']): void {
  for (const language of CONSENT_LANGUAGES) {
    for (const word of words[language]) {
      const key = foldWords(word)
      WISHES.set(key, { wants, scope, language: WISHES.has(key) ? null : language })
    }
  }
}

/** What a message asks for, when it is only one of the words; otherwise null. */
export function consentWordOf(text: string): ConsentWord | null {
  if (text.length > LONGEST) return null
  return WISHES.get(foldWords(text)) ?? null
}
