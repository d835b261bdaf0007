import { foldWords, readNumber } from '../../../platform/text/index.ts'
import type { BotLocale } from './texts.ts'

/** What a customer can say in words wherever the conversation stands. */
export type Command =
  | 'greet'
  | 'menu'
  | 'codes'
  | 'newOrder'
  | 'track'
  | 'support'
  | 'help'
  | 'delivery'
  | 'pickup'
  | 'cart'
  | 'checkout'
  | 'add'
  | 'remove'
  | 'cancel'
  | 'confirm'
  | 'cash'
  | 'no'
  | 'more'
  | 'back'
  | 'thanks'

const WORDS: Record<BotLocale, Record<Command, string>> = {
  en: {
    greet:
      'hi, hello, hey, hallo, hola, slm, salam, salam alaikum, salam alikom, salamu alaykum, hi there, hello there, start, begin, good morning, good afternoon, good evening',
    menu: 'menu, the menu, show menu, show the menu, show the list, catalog, list, items, products',
    codes: 'codes, code list, price list, prices, full menu',
    newOrder: 'new order, order, order now, i want to order, i would like to order, place order, place an order',
    track: 'track, track order, track my order, orders, my order, my orders, order status, status, where is my order',
    support:
      'support, talk to support, contact support, contact, agent, human, person, a person, talk to a person, talk to someone, talk to us, call me',
    help: 'help, help me, how, what can you do',
    delivery: 'delivery, deliver, deliver it, home delivery',
    pickup: 'pickup, pick up, pick it up, collection, collect, takeaway, take away, takeout',
    cart: 'cart, my cart, view cart, show cart, basket, my basket',
    checkout: 'checkout, check out, finish, done, pay, that is all, thats all',
    add: 'add, add more, add item, add an item, continue',
    remove: 'remove, remove item, delete, delete item, take out',
    cancel: 'cancel, cancel order, clear, clear cart, start over, reset, stop',
    confirm: 'confirm, yes, y, ok, okay, yes please, correct, go',
    cash: 'cash, pay cash, cash on delivery, pay on delivery, pay at pickup',
    no: 'no, n, no thanks, nope',
    more: 'more, next, next page',
    back: 'back, go back, categories',
    thanks:
      'thanks, thank you, thank you very much, thanks a lot, many thanks, thx, thanx, thnx, tks, thank u, thankyou, ty, tysm, cheers, much appreciated, appreciate it, i appreciate it, great thanks, gracias, danke, tesekkurler',
  },
  fr: {
    greet:
      'bonjour, bonsoir, bjr, bsr, slm, cc, hola, salam, salam alaikum, salam alikom, salamu alaykum, salut, coucou, allo, bonjour monsieur, bonjour madame, commencer, demarrer',
    menu: 'carte, la carte, le menu, voir la carte, voir la liste, liste, produits, articles',
    codes: 'codes, les codes, prix, les prix, tarifs, liste des prix',
    newOrder: 'commander, nouvelle commande, je veux commander, je voudrais commander, passer une commande',
    track: 'suivre, suivi, commandes, ma commande, mes commandes, suivre ma commande, ou est ma commande, statut',
    support:
      'conseiller, un conseiller, parler a un conseiller, assistance, humain, une personne, parler a une personne, service client, contactez moi, appelez moi',
    help: 'aide, aidez moi, aide moi, comment',
    delivery: 'livraison, livrer, a livrer, livrez moi, a domicile, livraison a domicile',
    pickup: 'retrait, a emporter, emporter, sur place, je viens chercher, venir chercher',
    cart: 'panier, mon panier, voir le panier, voir panier',
    checkout: 'valider, terminer, fini, payer, c est tout, passer la commande, passer commande',
    add: 'ajouter, ajouter un article, ajoute, continuer',
    remove: 'retirer, supprimer, enlever, retirer un article',
    cancel: 'annuler, annule, annuler la commande, vider, vider le panier, recommencer, arreter',
    confirm: 'confirmer, je confirme, oui, d accord, ok, c est bon',
    cash: 'especes, en especes, liquide, payer a la livraison, paiement a la livraison',
    no: 'non, non merci',
    more: 'suite, suivant, page suivante, voir plus',
    back: 'retour, categories, les categories',
    thanks:
      'merci, mrc, mci, merci beaucoup, merci bien, grand merci, merci d avance, je vous remercie, je te remercie',
  },
  ar: {
    greet:
      'مرحبا, مرحبا بك, اهلا, اهلا وسهلا, أهلين, هلا, هاي, هلو, سلام, السلام عليكم, السلام عليكم ورحمة الله, السلام عليكم ورحمة الله وبركاته, صباح الخير, صباح النور, مساء الخير, مساء النور, ابدأ, ابدا',
    menu: 'قائمة, القائمة, قائمة الطعام, المنيو, منيو, مينيو, عرض القائمة, عرض قائمة الطعام, الأصناف, المنتجات',
    codes: 'الرموز, رموز, الأكواد, اكواد, الأسعار, اسعار, قائمة الأسعار',
    newOrder: 'طلب جديد, طلب, اطلب, أريد أن أطلب, اريد اطلب, أبغى أطلب, ابي اطلب, بدي اطلب, عايز اطلب',
    track: 'تتبع, تتبع الطلب, تتبع طلبي, طلباتي, طلبي, أين طلبي, وين طلبي, فين طلبي, حالة الطلب, حالة طلبي',
    support:
      'دعم, الدعم, تواصل مع الدعم, تواصل معي, تواصل, موظف, أريد موظف, كلموني, خدمة العملاء, التحدث مع موظف, اتصلوا بي',
    help: 'مساعدة, المساعدة, ساعدني, ساعدوني, كيف',
    delivery: 'توصيل, التوصيل, توصيل للبيت, توصيل للمنزل',
    pickup: 'استلام, الاستلام, استلام من الفرع, سفري, من الفرع',
    cart: 'سلة, السلة, سلتي, عرض السلة',
    checkout: 'إتمام الطلب, اتمام, إكمال الطلب, أكمل الطلب, الدفع, انهاء, إنهاء الطلب, خلاص, هذا كل شيء',
    add: 'إضافة, اضف, أضف صنف, إضافة صنف, المتابعة, متابعة',
    remove: 'حذف, احذف, حذف صنف, إزالة, ازل',
    cancel: 'إلغاء, الغاء, الغ, إلغاء الطلب, ألغي, تفريغ السلة, البدء من جديد, توقف',
    confirm: 'تأكيد, أكد, أؤكد, نعم, موافق, تمام, اوكي, صح, ايوه, أيوا',
    cash: 'نقدي, نقدا, كاش, عند الاستلام, عند التوصيل, الدفع نقدا',
    no: 'لا, لا شكرا',
    more: 'المزيد, مزيد, التالي, الصفحة التالية',
    back: 'رجوع, عودة, الأقسام, اقسام, الفئات',
    thanks:
      'شكرا, شكرا جزيلا, شكرا لك, الف شكر, شكر, متشكر, ممنون, مشكور, مشكورة, مشكورين, تسلم, تسلمي, تسلموا, يسلمو, يسلموا, يعطيك العافية, يعطيكم العافية, الله يعطيك العافية, بارك الله فيك, بارك الله فيكم, جزاك الله خيرا, جزاك الله خير, جزاكم الله خيرا',
  },
}

interface Meaning {
  command: Command
  /** The language that has this phrase; null when several have it. */
  locale: BotLocale | null
}

/** Every phrase of every language, however the customer spells it. */
const MEANINGS = new Map<string, Meaning>()
for (const [locale, words] of Object.entries(WORDS) as Array<[BotLocale, Record<Command, string>]>) {
  for (const [command, phrases] of Object.entries(words) as Array<[Command, string]>) {
    for (const phrase of phrases.split(',').map(foldWords)) {
      const other = MEANINGS.get(phrase)
      MEANINGS.set(phrase, {
        command: other?.command ?? command,
        locale: other && other.locale !== locale ? null : locale,
      })
    }
  }
}

/** Words that people put around small talk without a meaning of their own. */
const COMPANY =
  phraseSet(`very, so, much, you, guys, sir, madam, bro, brother, sister, dear, my friend, friend, all, again, there, well, then, a lot,
  a lot for that, for that, for everything, for your help, for the help, for helping, for your time, for your service, for the food, for the order, and, it s, its, is, that s, thats, all good, no problem, take care, have a nice day, a,
  bien, tres, beaucoup, bcp, infiniment, a vous, a toi, vous, monsieur, madame, mon ami, mille fois, c est, et, pour tout, pour votre aide, pour ton aide, pour l aide, pour votre service, a tous, bonne journee, bonne soiree, a bientot,
  جدا, كثير, كثيرا, جزيلا, لك, لكم, يا, اخي, اختي, حبيبي, حبيبتي, غالي, الغالي, والله, و, على كل شيء, على المساعدة, على مساعدتك, للمساعدة, الله يعافيك, يومك سعيد`)
/** Praise alone is thanks, and so is a farewell. */
const PRAISE =
  phraseSet(`great, perfect, super, nice, cool, awesome, excellent, wonderful, lovely, very good, good, fine, alright, all right, got it, noted, bye, bye bye, goodbye, good night, see you,
  parfait, genial, excellent, top, tres bien, nickel, bien recu, note, ça marche, ca marche, au revoir, bonne nuit,
  ممتاز, رائع, حلو, جميل, طيب, حسنا, زين, وصلت, مع السلامة, تصبح على خير, الى اللقاء`)
const SMALL_TALK: ReadonlySet<Command> = new Set(['greet', 'thanks', 'confirm', 'no'])
const THANKFUL =
  /^[\s\p{M}\p{Cf}\p{Emoji_Component}]*(?:[🙏❤👍👌🌹😊😍🥰💐🤝🫶🙌👏💯✅😘🤗☺🧡💛💚💙💜🤍][\s\p{M}\p{Cf}\p{Emoji_Component}]*)+$/u
const LONGEST_PHRASE = 6

function phraseSet(phrases: string): ReadonlySet<string> {
  return new Set(phrases.split(',').map(foldWords))
}

/**
 * The command that a text is, in any language; undefined for all other texts. Small talk is understood in any company:
 * “ok thanks 👍”, “merci beaucoup !”, “hello good morning”.
 *
 * @param atSummary a yes beside other small talk is meant as a yes: the customer was asked whether everything is right
 */
export function commandOf(text: string, atSummary = false): Command | undefined {
  const words = foldWords(text)
  const exact = MEANINGS.get(words)?.command
  if (exact) return exact
  if (words === '') return !atSummary && THANKFUL.test(text) ? 'thanks' : undefined
  return smallTalkOf(words.split(' '), atSummary)
}

/**
 * Cuts a text into known phrases, the longest first. A text with any other word in it is no small talk; only with thanks one more
 * may stand, the name of who is thanked.
 */
function smallTalkOf(words: readonly string[], atSummary: boolean): Command | undefined {
  const said = new Set<Command>()
  let names = 0
  for (let at = 0; at < words.length; ) {
    const length = phraseLength(words, at, said)
    if (length === 0 && !(said.has('thanks') && isName(words[at]!) && ++names === 1)) return undefined
    at += length || 1
  }
  if (said.has('no')) return said.has('confirm') ? undefined : 'no'
  if (said.has('confirm') && (atSummary || said.size === 1)) return 'confirm'
  if (said.has('thanks')) return 'thanks'
  return said.has('greet') ? 'greet' : undefined
}

/** A word that is neither a command nor a number, nor leads on to something else. */
const isName = (word: string): boolean =>
  /^[\p{L}\p{M}]{2,}$/u.test(word) && !MEANINGS.has(word) && !LEADS_ON.has(word) && readNumber(word) === undefined
const LEADS_ON = phraseSet(
  'but, not, can, could, where, when, how, what, which, why, who, please, with, without, or, if, mais, pas, sans, avec, ou, ' +
    'quand, quoi, si, لكن, بس, بدون, مع, متى, وين, اين, ليش, ما, هل, او, لو',
)

/** Letters that people draw out: `thaaanks`, `شكراااا`. */
const short = (phrase: string): string => phrase.replace(/(\p{L})\1+/gu, '$1')
const DRAWN_OUT = new Map(
  [...MEANINGS]
    .filter(([, { command }]) => command === 'greet' || command === 'thanks')
    .map(([phrase, { command }]) => [short(phrase), command]),
)

function phraseLength(words: readonly string[], at: number, said: Set<Command>): number {
  for (let length = Math.min(LONGEST_PHRASE, words.length - at); length > 0; length--) {
    const phrase = words.slice(at, at + length).join(' ')
    const command = MEANINGS.get(phrase)?.command ?? DRAWN_OUT.get(short(phrase))
    if (command && SMALL_TALK.has(command)) said.add(command)
    else if (PRAISE.has(phrase)) said.add('thanks')
    else if (!COMPANY.has(phrase)) continue
    return length
  }
  return 0
}

/** Commands whose words tell a language. Others do not: “menu”, “ok” and “cash” are said in all languages. */
const TELLING: ReadonlySet<Command> = new Set(['greet', 'newOrder'])

/** The language of a text that is a greeting in one language only, or has Arabic letters. */
export function localeOfCommand(text: string): BotLocale | undefined {
  const meaning = MEANINGS.get(foldWords(text))
  if (!meaning?.locale) return undefined
  return meaning.locale === 'ar' || TELLING.has(meaning.command) ? meaning.locale : undefined
}

/** For tests: each phrase with its language and meaning, as written. */
export const allPhrases = (): Array<{ locale: BotLocale; command: Command; phrase: string }> =>
  (Object.entries(WORDS) as Array<[BotLocale, Record<Command, string>]>).flatMap(([locale, words]) =>
    (Object.entries(words) as Array<[Command, string]>).flatMap(([command, phrases]) =>
      phrases.split(',').map(phrase => ({ locale, command, phrase: phrase.trim() })),
    ),
  )
