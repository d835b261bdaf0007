import { describe, expect, it } from 'vitest'
import { asciiDigits, foldWords } from '../../../platform/text/index.ts'
import { COMMAND_BUTTONS } from '../ordering/intent.ts'
import type { TextKey } from './catalogue.ts'
import { BOT_LOCALES, speaker } from './texts.ts'
import { allPhrases, commandOf, localeOfCommand } from './words.ts'

describe('what customers write is read without regard to spelling', () => {
  it.each([
    ['إلغاء', 'الغاء'],
    ['أريد', 'اريد'],
    ['آخر', 'اخر'],
    ['قائمة', 'قائمه'],
    ['مستشفى', 'مستشفي'],
    ['مـــرحبا', 'مرحبا'],
    ['مَرْحَبًا', 'مرحبا'],
    ['  Bonjour  !! 👋 ', 'bonjour'],
    ['À EMPORTER', 'a emporter'],
    ['C’est tout', "c'est tout"],
    ['\u200fالسلة\u200e', 'السله'],
    ['١٢ شارع', '12 شارع'],
  ])('“%s” reads like “%s”', (written, plain) => {
    expect(foldWords(written)).toBe(foldWords(plain))
  })

  it('reads digits of other scripts', () => {
    expect(asciiDigits('٠١٢٣٤٥٦٧٨٩ ۰۹ ９ ०९')).toBe('0123456789 09 9 09')
  })
})

describe('words', () => {
  it('have one meaning each, over all languages', () => {
    const meanings = Map.groupBy(allPhrases(), ({ phrase }) => foldWords(phrase))
    const torn = [...meanings].filter(([, uses]) => new Set(uses.map(use => use.command)).size > 1)
    expect(torn.map(([phrase]) => phrase)).toEqual([])
  })

  it.each(BOT_LOCALES)('in %s exist for every command', locale => {
    const commands = new Set(
      allPhrases()
        .filter(phrase => phrase.locale === locale)
        .map(phrase => phrase.command),
    )
    const all = new Set(allPhrases().map(phrase => phrase.command))
    expect(commands).toEqual(all)
  })

  it.each(allPhrases())('$phrase ($locale) is $command, in capitals and with an exclamation mark too', phrase => {
    expect(commandOf(`${phrase.phrase.toUpperCase()}!`)).toBe(phrase.command)
  })

  const titles: Record<string, TextKey[]> = {
    new_order: ['newOrder'],
    track_order: ['trackOrder'],
    contact_support: ['contactSupport'],
    order_delivery: ['delivery'],
    order_pickup: ['pickup'],
    show_menu: ['showMenu', 'showMenu.meal'],
    add_item: ['addItem'],
    view_cart: ['viewCart'],
    remove_item: ['removeItem'],
    checkout: ['checkout'],
    confirm: ['confirm'],
    cancel: ['cancel'],
  }
  const buttons = BOT_LOCALES.flatMap(locale =>
    Object.entries(titles).flatMap(([id, keys]) =>
      keys.map(key => ({ id, title: speaker(locale, 'goods')(key), locale })),
    ),
  )
  it.each(buttons)('typing “$title” does what tapping $id does', ({ id, title }) => {
    expect(commandOf(title)).toBe(COMMAND_BUTTONS[id])
  })

  it('tell the language when they greet in it, not when everybody says them', () => {
    expect(localeOfCommand('Bonjour')).toBe('fr')
    expect(localeOfCommand('hello')).toBe('en')
    expect(localeOfCommand('مرحبا')).toBe('ar')
    expect(localeOfCommand('السلة')).toBe('ar')
    for (const word of ['menu', 'ok', 'cash', 'help', 'merci']) expect(localeOfCommand(word)).toBeUndefined()
  })
})
