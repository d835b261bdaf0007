import { fold } from './fold.ts'

/** A number as a person writes it, and what stands behind it. */
export interface WrittenNumber {
  value: number
  /** Lower case, single spaces; '' when the number stands alone. Politeness and "pieces" are left out. */
  rest: string
}

const SPELT: Record<string, number> = {}
for (const words of [
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty',
  'zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt',
  'zero une',
  'صفر واحد اثنين ثلاثه اربعه خمسه سته سبعه ثمانيه تسعه عشره',
  'صفر واحده اثنان ثلاث اربع خمس ست سبع ثماني تسع عشر',
  'صفر وحده ثنين تلاته اربعا خمسا ستا سبعا ثمان تسعا عشرا',
  'صفر حبه حبتين',
  'صفر قطعه قطعتين',
  'صفر _ اتنين تلات _ _ _ _ تمانيه',
  'صفر _ ثنتين _ _ _ _ _ تمنيه',
]) {
  for (const [value, word] of words.split(' ').entries()) if (word !== '_') SPELT[word] = value
}

/** Said with a number and no part of it, in the languages of bots. */
const COMPANY = new Set(
  `x please plz pls thanks thx pc pcs piece pieces x times of them only just portion portions item items
  svp stp s'il vous te plait merci piece pieces fois seulement unite unites
  من فضلك لو سمحت شكرا حبه حبات حبة قطعه قطع قطعة مرات فقط بس`
    .split(/\s+/)
    .filter(Boolean),
)
/** Said before a number that names a line. */
const PREFIX = /^(?:#|n°|nº|no\.?|nr\.?|number|num|numero|option|choice|choix|رقم|الرقم|x)\s*(?=\p{L}|\d)/u

/**
 * Reads an answer that is a number: `2`, `٢`, `2️⃣`, `②`, `2.`, `(2)`, `no. 2`, `x2`, `2x`, `two`, `deux`, `اثنين`, `3 please`,
 * `3 pcs`. Signs that only steer the direction of text do not count. Undefined when the text does not begin with a number.
 */
export function readNumber(text: string): WrittenNumber | undefined {
  const said = plain(text)
  const bare = said.replace(PREFIX, '')
  return readDigits(bare) ?? readSpelt(bare)
}

const plain = (text: string): string => fold(text.replaceAll('🔟', '10')).replace(/[×✕✖]/g, 'x')

function readDigits(said: string): WrittenNumber | undefined {
  const match =
    /^[([{]?\s*(\d{1,6})\s*[)\]}.:،,!]*(?:\s?x(?=$|[\s\p{P}]))?(?:\s*[-–—]\s*|\s+|(?=[^\d\s.,:/-])|$)(.*)$/u.exec(said)
  if (!match) return undefined
  return { value: Number(match[1]), rest: withoutCompany(match[2] ?? '') }
}

function readSpelt(said: string): WrittenNumber | undefined {
  const match = /^([\p{L}'-]+)[\p{P}\s]*(.*)$/u.exec(said)
  const value = match && Object.hasOwn(SPELT, match[1]!) ? SPELT[match[1]!] : undefined
  return value === undefined ? undefined : { value, rest: withoutCompany(match?.[2] ?? '') }
}

/** What `rest` would be of these words: to compare the two. */
export const restWords = (text: string): string => withoutCompany(plain(text))

/** Drops polite words, units, emoji and punctuation around what is left. */
function withoutCompany(rest: string): string {
  const words = rest.split(' ').filter(word => {
    const bare = word.replace(/[^\p{L}\p{N}']/gu, '')
    return bare !== '' && !COMPANY.has(bare)
  })
  return words.join(' ')
}
