import type { ConsentLanguage } from '../../contacts/index.ts'

/** What a customer is told about their opt-out or opt-in. */
export type NoticeKind = 'stopped' | 'noMarketing' | 'resumed'

type Texts = Record<NoticeKind, (business: string) => string>

/** Each text names the word that undoes the change; the words are those of contacts/opt-outs. */
const TEXTS: Record<ConsentLanguage, Texts> = {
  en: {
    stopped: business => `You will get no more messages from ${business}. Send START to get them again.`,
    noMarketing: business => `You will get no more promotions from ${business}. Send START to get them again.`,
    resumed: business => `You get messages from ${business} again. Send STOP to end them.`,
  },
  fr: {
    stopped: business =>
      `Vous ne recevrez plus de messages de ${business}. Envoyez REPRENDRE pour en recevoir à nouveau.`,
    noMarketing: business =>
      `Vous ne recevrez plus de promotions de ${business}. Envoyez REPRENDRE pour en recevoir à nouveau.`,
    resumed: business => `Vous recevez à nouveau les messages de ${business}. Envoyez STOP pour ne plus en recevoir.`,
  },
  ar: {
    stopped: business => `لن تصلك رسائل من ${business} بعد الآن. أرسل «ابدأ» لتصلك من جديد.`,
    noMarketing: business => `لن تصلك عروض من ${business} بعد الآن. أرسل «ابدأ» لتصلك من جديد.`,
    resumed: business => `ستصلك رسائل ${business} من جديد. أرسل «إيقاف» لإيقافها.`,
  },
  es: {
    stopped: business => `Ya no recibirá mensajes de ${business}. Envíe ALTA para volver a recibirlos.`,
    noMarketing: business => `Ya no recibirá promociones de ${business}. Envíe ALTA para volver a recibirlas.`,
    resumed: business => `Vuelve a recibir los mensajes de ${business}. Envíe BAJA para dejar de recibirlos.`,
  },
  pt: {
    stopped: business => `Você não receberá mais mensagens de ${business}. Envie RETOMAR para voltar a receber.`,
    noMarketing: business => `Você não receberá mais promoções de ${business}. Envie RETOMAR para voltar a receber.`,
    resumed: business => `Você voltou a receber mensagens de ${business}. Envie PARAR para não receber mais.`,
  },
}

/** The text in the first of these languages or locales that we have; English when we have none. */
export function noticeText(
  kind: NoticeKind,
  business: string,
  languages: ReadonlyArray<string | null | undefined>,
): string {
  const language = languages
    .map(one => one?.slice(0, 2).toLowerCase())
    .find((one): one is ConsentLanguage => one !== undefined && one in TEXTS)
  return TEXTS[language ?? 'en'][kind](business)
}
