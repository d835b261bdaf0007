import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asciiDigits } from './digits.ts'
import { fold, foldWords } from './fold.ts'

describe('one form for all spellings', () => {
  it.each([
    ['accents', 'Zoë', 'zoe'],
    ['what is decomposed', 'José'.normalize('NFD'), 'José'.normalize('NFC')],
    ['hamza on alef', 'أحمد', 'احمد'],
    ['hamza below alef', 'إيمان', 'ايمان'],
    ['alef with madda', 'آمنة', 'امنه'],
    ['alef wasla', 'ٱلله', 'الله'],
    ['hamza on waw', 'مؤمن', 'مومن'],
    ['hamza on yeh', 'عائشة', 'عايشه'],
    ['a hamza that is left out', 'شيماء', 'شيما'],
    ['teh marbuta', 'فاطمة', 'فاطمه'],
    ['alef maqsura', 'مصطفى', 'مصطفي'],
    ['Persian yeh and kaf', 'علی کریم', 'علي كريم'],
    ['vowel signs', 'مُحَمَّد', 'محمد'],
    ['dagger alef', 'رحمٰن', 'رحمن'],
    ['tatweel', 'محـــمد', 'محمد'],
    ['presentation forms', 'ﻣﺤﻤﺪ', 'محمد'],
    ['lam with alef', 'ﻻ ﻷ', 'لا لا'],
    ['sharp s', 'Straße', 'STRASSE'],
    ['capital sharp s', 'STRAẞE', 'strasse'],
    ['the Turkish i with a dot', 'İstanbul', 'istanbul'],
    ['the Turkish i without one', 'Işık', 'isik'],
    ['the final sigma', 'ΓΙΏΡΓΟΣ', 'γιωργος'],
    ['full width', 'Ｚｏｅ', 'zoe'],
    ['ligatures', 'ﬁn', 'fin'],
    ['a stroke through a letter', 'Łukasz Øystein', 'lukasz oystein'],
    ['letters that are two', 'Æsa Þór', 'aesa thor'],
    ['Cyrillic', 'Пётр', 'петр'],
    ['Hebrew points', 'שָׁלוֹם', 'שלום'],
    ['curly apostrophes', 'O’Brien', "O'Brien"],
    ['dashes', 'Jean–Luc ‑ x', 'jean-luc - x'],
    ['marks of direction', '\u202bاحمد\u202c\u200f', 'احمد'],
    ['what joins and does not', 'می\u200cخواهم', 'ميخواهم'],
    ['digits', '٣ ۳ ３ 3', '3 3 3 3'],
    ['forms of kaf, yeh and noon', 'ڪریمے خاں', 'كريمي خان'],
    ['letters that an Arabic keyboard does not have', 'ڤيكتور پيتر چاد گوگل', 'فيكتور بيتر جاد كوكل'],
    ['hooked letters', 'Ɓala Ɗan Ƙarfe Əli Kɔfi', 'bala dan karfe eli kofi'],
    ['the Ukrainian g with an upturn', 'Ґалина', 'Галина'],
    ['Hebrew quotes', 'צ׳רלי תנ״ך', 'צ\'רלי תנ"ך'],
    ['an accent for an apostrophe', 'D´Angelo', "D'Angelo"],
    ['letters raised for apostrophes', 'Oʻzbek Saʿd', "O'zbek Sa'd"],
    ['low and pointed quotes', '«Zoë» „Zoë“', '"zoe" "zoe"'],
    ['a minus for a hyphen', 'Jean−Luc', 'jean-luc'],
    ['space', ' a\u00a0\u2003 b\n', 'a b'],
  ])('knows %s: %s is %s', (_what, one, other) => {
    expect(fold(one)).toBe(fold(other))
  })

  it.each([
    ['another vowel in Hindi', 'की', 'का'],
    ['a voiced kana', 'か', 'が'],
    ['another letter', 'زهراء', 'سهراء'],
    ['punctuation', 'a_b', 'ab'],
    ['jeem and hah', 'جميل', 'حميل'],
  ])('keeps %s apart', (_what, one, other) => {
    expect(fold(one)).not.toBe(fold(other))
  })

  it('without punctuation are words alone', () => {
    expect(foldWords(' #2️⃣ — C’est  PRÊT !!! 👍 ')).toBe('2 c est pret')
    expect(asciiDigits('٠١٢٣ ۴۵۶ ७')).toBe('0123 456 7')
  })
})

/** Letters, marks, digits and signs of many scripts, and whatever else Unicode has. */
const ranges = [
  [0x20, 0x7e],
  [0xa0, 0x24f],
  [0x250, 0x2ff],
  [0x300, 0x36f],
  [0x370, 0x3ff],
  [0x400, 0x52f],
  [0x5b0, 0x5f4],
  [0x600, 0x6ff],
  [0x900, 0x97f],
  [0x1e00, 0x1fff],
  [0x2000, 0x206f],
  [0x3040, 0x30ff],
  [0xac00, 0xad00],
  [0xfb00, 0xfdff],
  [0xfe70, 0xfefe],
  [0xff00, 0xffef],
] as const
const letter = fc.oneof(
  ...ranges.map(([from, to]) => fc.integer({ min: from, max: to })),
  fc.integer({ max: 0x10ffff, min: 0 }),
)
const text = fc
  .array(
    letter.filter(code => code < 0xd800 || code > 0xdfff),
    { maxLength: 12 },
  )
  .map(codes => String.fromCodePoint(...codes))

describe('every text', () => {
  const holds = (is: (text: string) => void) =>
    fc.assert(
      fc.property(text, any => {
        is(any)
      }),
      { numRuns: 3000 },
    )

  it('is folded for good: once is as good as twice', () => holds(any => expect(fold(fold(any))).toBe(fold(any))))

  it.each(['NFC', 'NFD', 'NFKC', 'NFKD'] as const)('is the same in %s', form =>
    holds(any => expect(fold(any.normalize(form))).toBe(fold(any))),
  )

  it('is the same in upper and lower case', () =>
    holds(any => {
      // An iota below a letter is left out like any other mark; only its capital stands beside the letter.
      if (any.normalize('NFD').includes('\u0345')) return
      expect(fold(any.toUpperCase())).toBe(fold(any))
      expect(fold(any.toLowerCase())).toBe(fold(any))
    }))

  it('is the same with Arabic vowel signs, tatweel and marks of direction between its letters', () => {
    const noise = fc.constantFrom('\u064b', '\u0651', '\u0670', '\u0640', '\u200f', '\u202a', '\u2069', '\u0301')
    const noisy = fc.array(fc.tuple(fc.constantFrom(...'محمدفاطةىأإآzoeσς'), fc.array(noise, { maxLength: 3 })))
    fc.assert(
      fc.property(noisy, letters => {
        const clean = letters.map(([one]) => one).join('')
        expect(fold(letters.map(([one, signs]) => one + signs.join('')).join(''))).toBe(fold(clean))
      }),
    )
  })
})
