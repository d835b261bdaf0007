import { fold } from './fold.ts'

/** Numbers as words, in the languages of bots: as `fold` writes them, up to the most that anybody orders of one thing. */
const SPELT = new Map<string, number>()
for (const list of [
  'zero, one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen, twenty',
  'zéro, un, deux, trois, quatre, cinq, six, sept, huit, neuf, dix, onze, douze, treize, quatorze, quinze, seize, dix-sept, dix-huit, dix-neuf, vingt',
  'zero, une, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, dix sept, dix huit, dix neuf',
  'صفر, واحد, اثنين, ثلاثة, أربعة, خمسة, ستة, سبعة, ثمانية, تسعة, عشرة, أحد عشر, اثنا عشر, ثلاثة عشر, أربعة عشر, خمسة عشر, ستة عشر, سبعة عشر, ثمانية عشر, تسعة عشر, عشرين',
  'صفر, واحدة, اثنان, ثلاث, أربع, خمس, ست, سبع, ثماني, تسع, عشر, إحدى عشرة, اثني عشر, ثلاث عشرة, أربع عشرة, خمس عشرة, ست عشرة, سبع عشرة, ثماني عشرة, تسع عشرة, عشرون',
  'صفر, وحدة, ثنين, تلاتة, أربعا, خمسا, ستا, سبعا, ثمان, تسعا, عشرا, حداشر, اتناشر, تلتاشر, أربعتاشر, خمستاشر, ستاشر, سبعتاشر, تمنتاشر, تسعتاشر',
  'صفر, _, اتنين, تلات, _, _, _, _, تمانية, _, _, احدعش, اثناعشر, ثلاثةعشر, أربعةعشر, خمسةعشر',
  'صفر, _, ثنتين, تلت, _, _, _, _, تمنية',
  'صفر, _, جوج',
  'صفر, _, زوج',
  'صفر, حبة, حبتين',
  'صفر, قطعة, قطعتين',
]) {
  for (const [value, word] of list.split(', ').entries()) if (word !== '_') SPELT.set(fold(word), value)
}
/** Two of a thing are one word in Arabic. */
for (const pair of 'حبتان قطعتان طبقين طبقان صحنين صحنان علبتين علبتان كوبين كوبان كأسين كأسان وجبتين وجبتان كيسين كيسان زجاجتين رغيفين نفرين مرتين صندوقين كرتونين باكيتين سندويتشين ساندويتشين بيتزتين'.split(
  ' ',
)) {
  SPELT.set(fold(pair), 2)
}

const MOST_WORDS = 2

/** The number that a folded text begins with in words, the longest reading, and what stands behind it. */
export function readSpelt(said: string): { value: number; rest: string } | undefined {
  const words = /^[\p{L}\p{M}'-]+(?: [\p{L}\p{M}'-]+)?/u.exec(said)?.[0].split(' ') ?? []
  for (let length = Math.min(words.length, MOST_WORDS); length > 0; length--) {
    const phrase = words.slice(0, length).join(' ')
    const value = SPELT.get(phrase)
    if (value !== undefined) return { value, rest: said.slice(phrase.length).replace(/^[\p{P}\s]+/u, '') }
  }
  return undefined
}

const wordsOf = (list: string): ReadonlySet<string> => new Set(fold(list).split(' '))

/** Said with a number and no part of it. */
export const COMPANY = wordsOf(
  `x please plz pls thanks thx pc pcs piece pieces x times of them those these only just portion portions item items plate plates
  cup cups bottle bottles box boxes
  svp stp s'il vous te plait merci pièce pièces fois seulement unité unités assiette assiettes portions
  من فضلك لو سمحت شكرا حبة حبات قطعة قطع مرات فقط بس طبق أطباق صحن صحون علبة علب كوب أكواب وجبة وجبات نفر أنفار منها`,
)

/** Said before the number of things that somebody wants. */
const WANTING = new RegExp(
  `^(?:(?:${[
    "i want|i need|i would like|i'd like|i'll have|i'll take|we want|give me|make it|just|only",
    'je veux|je voudrais|je prends|donnez moi|donnez-moi|donne moi|mettez moi|juste|seulement',
    'اريد|أريد|ابغى|ابغي|ابي|بدي|عايز|عاوز|بغيت|اعطني|عطني|هات|فقط|بس',
  ]
    .map(fold)
    .join('|')}) )+`,
  'u',
)
export const withoutWanting = (said: string): string => said.replace(WANTING, '')

/** Words that make another number of the one before them: `two hundred`, `deux cents`, `2 and a half`, `2 dozen`. */
const MAKES_ANOTHER = new RegExp(
  `^(?:(?:and|et|و) ?)?(?:an? |une? )?(?:${[
    'hundreds?|thousands?|millions?|dozens?|half|halves|quarters?|percent',
    'cents?|mille|douzaines?|demie?s?|quarts?|vingts?|pourcent',
    'مئة|مائة|مية|مئات|ألف|آلاف|ملايين|مليون|دزينة|نصف|نص|ربع|عشرين|عشرون|ثلاثين|أربعين|خمسين',
  ]
    .map(fold)
    .join('|')})(?![\\p{L}\\p{M}])|^%`,
  'u',
)

/** Not so many things, but so much time. */
const TIME = new RegExp(
  `^(?:${[
    'mins?|minutes?|hours?|hrs?|h|days?|weeks?|am|pm|seconds?|secs?',
    'heures?|jours?|semaines?',
    'دقيقة|دقائق|دقايق|ساعة|ساعات|ساعتين|يوم|أيام|أسبوع',
  ]
    .map(fold)
    .join('|')})(?![\\p{L}\\p{M}])`,
  'u',
)

/** One of several numbers, or a part of a larger one. */
const JOINS = /^[\s+&;,/.–-]*(?:(?:and|or|to|et|ou|à|a|او|و|الي|حتي|لـ)\s+)?/u

/** Whether what follows a number makes it doubtful: a range, a choice, a larger number, a time. */
export function isDoubtful(rest: string): boolean {
  if (COMPANY.has(rest.split(' ')[0]!)) return false
  if (MAKES_ANOTHER.test(rest) || TIME.test(rest)) return true
  const joined = rest.replace(JOINS, '')
  const isJoined = joined !== rest
  const number = /^\d+(?:[.,/⁄]\d+)?/u.exec(joined)
  const after = number ? joined.slice(number[0].length) : readSpelt(joined)?.rest
  // `2 - 3 cheeses` is the second line of a list.
  return after !== undefined && (isJoined || !/\p{L}/u.test(after) || number === null)
}
