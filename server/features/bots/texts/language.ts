import { BOT_LOCALES, type BotLocale } from './texts.ts'
import { localeOfCommand } from './words.ts'

/** Small words that are in almost every French sentence and in no English one. */
const FRENCH =
  /(^|[\s'’])(je|vous|nous|est|une|des|les|pour|avec|s'il|svp|merci|voudrais|veux|bonjour|bonsoir|salut|quel|quelle|combien|commande|livraison|c'est|où)(?=$|[\s,.!?'’])/iu

/** `ar-SA` → `ar`; undefined for a language that bots do not speak. */
export const botLocale = (locale: string | null | undefined): BotLocale | undefined =>
  BOT_LOCALES.find(known => known === locale?.slice(0, 2).toLowerCase())

/** The language of a text: told by its letters, else by its greeting or small words; undefined when it could be several. */
export function languageOf(text: string): BotLocale | undefined {
  const arabic = text.match(/\p{Script=Arabic}/gu)?.length ?? 0
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0
  if (arabic > latin) return 'ar'
  const command = localeOfCommand(text)
  if (command) return command
  return FRENCH.test(text) ? 'fr' : undefined
}

/**
 * Which language to answer in, the first that is known: the contact's; that of a greeting, which is how people switch; the one of
 * the conversation so far; that of the first text; the tenant's.
 */
export function chooseLocale(known: {
  contact: string | null
  session: BotLocale | null
  text: string | null
  tenant: string
}): BotLocale {
  return (
    botLocale(known.contact) ??
    (known.text ? localeOfCommand(known.text) : undefined) ??
    known.session ??
    (known.text ? languageOf(known.text) : undefined) ??
    botLocale(known.tenant) ??
    'en'
  )
}
