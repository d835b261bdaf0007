import { asciiDigits, foldWords, leavesOpen, normalForm, readNumber } from '../../../platform/text/index.ts'
import { commandOf } from '../texts/words.ts'
import { MOST_OF_ONE, QUANTITY } from './cart.ts'
import { shorten } from './wish.ts'

/** An order in codes, as far as it was understood. When any list besides `lines` is filled, nothing is ordered. */
export interface CodeOrder {
  /** `note`: the words that follow the code, as written. */
  lines: Array<{ itemId: string; name: string; quantity: number; note?: string }>
  /** Codes of no item, as written. */
  unknown: string[]
  /** Names of items that cannot be ordered now. */
  unavailable: string[]
  /** Words before the first code that are no greeting. */
  words: string[]
  /** Codes whose quantity is out of bounds. */
  quantities: string[]
}

export interface CodedItem {
  id: string
  code: string
  name: string
  available: boolean
}

/** Words that may stand between codes. */
const FILLERS = new Set(
  'and, et, و, please, plz, pls, s, svp, stp, il, vous, plait, plaît, من, فضلك, لو, سمحت, i, want, je, veux, voudrais, اريد, ابغي, with, avec, مع, thanks, thank, you, thx, merci, شكرا, ok'
    .split(',')
    .map(word => foldWords(word)),
)

interface Code {
  kind: 'code'
  written: string
  item: CodedItem | undefined
  /** Written with #. */
  marked: boolean
  /** Spelt as in the catalogue, zeros included. */
  exact: boolean
  times?: number
  note?: string
}
/** With the signs that stand before it: `nuts, milk & honey` is a wish as it was written. */
interface Word {
  kind: 'word'
  written: string
  gap: string
}
type Token = Code | { kind: 'times'; times: number; before: boolean } | Word

/**
 * Reads `#01 #07 x2`, `01 07`, `#01x2, #07`, `2x #01`: codes with or without #, in any case and any digits, a quantity after the
 * code (or `2x` before it), then words that are a note for it (`#02 x2 no onions`). The same code twice counts twice. Codes
 * without # count only where `bare` allows them and every word is one, because a number can also answer a question.
 *
 * @returns null when the text is not an order in codes
 */
export function readCodes(text: string, items: readonly CodedItem[], bare: boolean): CodeOrder | null {
  const find = finder(items)
  const tokens = split(text).map(({ word, gap }) => tokenOf(word, gap, find))
  const codes = tokens.filter(token => token.kind === 'code')
  if (codes.some(code => code.marked)) return collect(pair(withNotes(tokens)))
  const plain = tokens.filter(token => !isFiller(token))
  return bare && isBareOrder(plain, codes) ? collect(pair(plain)) : null
}

const isFiller = (token: Token) => token.kind === 'word' && FILLERS.has(foldWords(token.written))
/** Fillers that begin a note, instead of joining two codes. */
const BEGINS_WISH = new Set(['with', 'avec', 'مع'])

/** Words after a code with # are its note. Words before the first code are ignored when they are only a greeting. */
function withNotes(tokens: readonly Token[]): Token[] {
  const kept: Token[] = []
  let words: Word[] = []
  const flush = () => {
    const code = kept.findLast(token => token.kind === 'code')
    const wish = trimFillers(words)
    words = []
    if (wish.length === 0) return
    if (code && isWish(wish, code))
      code.note = shorten([code.note, written(wish)].filter(Boolean).join(', '), LONGEST_NOTE)
    else if (code || !commandOf(written(wish))) kept.push(...wish)
  }
  for (const token of tokens.map(token => plainNumberIsWord(token, words.length > 0))) {
    if (token.kind === 'word') words.push(token)
    else {
      if (token.kind === 'code') flush()
      kept.push(token)
    }
  }
  flush()
  return kept
}

const LONGEST_NOTE = 200

/** What could be how many is no wish, as in `#01 2`, `#01 two`, `#01 x2 or 3`; nor is a choice between codes: we do not guess. */
function isWish(words: readonly Word[], { times }: Code): boolean {
  const said = written(words)
  if (!/\p{L}|\p{Extended_Pictographic}/u.test(said) || leavesOpen(said)) return false
  const first = words[0]!.written
  return times !== undefined || !(/^x?\p{N}/iu.test(first) || readNumber(first) || readNumber(said))
}

const written = (words: readonly Word[]): string =>
  words.map(({ gap, written }, at) => (at === 0 ? '' : gap) + written).join('')

/** An empty note when only fillers are left: `#01 and #02 please`. */
function trimFillers(words: readonly Word[]): Word[] {
  const isFilled = (word: Word) => FILLERS.has(foldWords(word.written))
  if (words.every(isFilled)) return []
  const first = words.findIndex(word => !isFilled(word) || BEGINS_WISH.has(foldWords(word.written)))
  const last = words.findLastIndex(word => !isFilled(word))
  return words.slice(first, last + 1)
}

/** A lone number must be spelt as its code; several words must all be codes. */
function isBareOrder(tokens: readonly Token[], codes: readonly Code[]): boolean {
  if (codes.length === 0 || tokens.some(token => token.kind === 'word')) return false
  return tokens.length > 1 || codes[0]!.exact
}

/** Beside codes with #, the 2 of `#01 2` could be a quantity, a code, or a word of a note: we do not guess. */
const plainNumberIsWord = (token: Token, inNote: boolean): Token =>
  token.kind === 'code' && !token.marked && (inNote || !token.exact)
    ? { kind: 'word', written: token.written, gap: ' ' }
    : token

/** Between words. A point inside a number is part of it. Each place matches in one way only, so that nothing is tried twice. */
const SIGN_OR_WORD = /([,;،؛+&:()\s]|\.(?!\d)|(?<!\d)\.(?=\d))|((?:[^,;،؛+&.:()\s]|(?<=\d)\.(?=\d))+)/gsu
/** Signs alone, and pictures that say please or thanks. */
const NO_WORD = /^(?:[^\p{L}\p{N}\p{Extended_Pictographic}]|[🙏👍❤😊☺🌹])+$/u

/** `# 01` and `x 2` are one word each; list marks, signs without a word and thanks in pictures are left out. */
const split = (text: string): Array<{ word: string; gap: string }> => {
  const plain = normalForm(asciiDigits(text), 'NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[×✕✖*]/g, 'x')
    .replace(/#[,;،؛+&.:()\s]+/g, '#')
    .replace(/#/g, ' #')
    .replace(/(^|[,;،؛+&.:()\s])x (?=\d)/gi, '$1 x')
  return wordsOf(plain).filter(({ word }) => !NO_WORD.test(word))
}

/** Words, each with what stands between it and the one before. */
function wordsOf(text: string): Array<{ word: string; gap: string }> {
  const words: Array<{ word: string; gap: string }> = []
  let signs = ''
  for (const [, sign, word] of text.matchAll(SIGN_OR_WORD)) {
    if (word === undefined) signs += sign
    else {
      words.push({ word, gap: gapOf(signs) })
      signs = ''
    }
  }
  return words
}

/** Brackets and colons are left out: the words of a note may end before their partner. */
const gapOf = (signs: string): string => {
  const kept = signs.replace(/[:()\s]+/g, '')
  return `${/^[&+]/.test(kept) ? ' ' : ''}${kept} `
}

type Find = (code: string) => { item: CodedItem; exact: boolean } | undefined

function tokenOf(word: string, gap: string, find: Find): Token {
  const marked = word.startsWith('#')
  const code = marked ? word.slice(1) : word
  const found = find(code)
  if (found) return { kind: 'code', written: word, ...found, marked }
  const times = /^(?:x(\d{1,4})|(\d{1,4})x)$/i.exec(word)
  if (times) return { kind: 'times', times: Number(times[1] ?? times[2]), before: times[2] !== undefined }
  const glued = /^(.+?)x(\d{1,4})$/i.exec(code)
  const base = glued ? find(glued[1]!) : undefined
  if (glued && (base || marked)) {
    const written = `${marked ? '#' : ''}${glued[1]}`
    return { kind: 'code', written, item: base?.item, exact: base?.exact ?? false, times: Number(glued[2]), marked }
  }
  if (marked || /^\d{1,4}$/.test(word)) return { kind: 'code', written: word, item: undefined, exact: false, marked }
  return { kind: 'word', written: word, gap }
}

/** Finds an item by its code as spelt, else by its number: #1 finds 01 when no other code has that number. */
function finder(items: readonly CodedItem[]): Find {
  const exact = new Map(items.map(item => [spell(item.code), item]))
  const loose = new Map<string, CodedItem | undefined>()
  for (const item of items) {
    const number = withoutZeros(spell(item.code))
    loose.set(number, loose.has(number) ? undefined : item)
  }
  return code => {
    const item = exact.get(spell(code))
    if (item) return { item, exact: true }
    const near = loose.get(withoutZeros(spell(code)))
    return near && { item: near, exact: false }
  }
}

const spell = (code: string) => normalForm(asciiDigits(code), 'NFKC').toLowerCase()
const withoutZeros = (code: string) => code.replace(/^0+(?=.)/, '')

/** Gives each quantity to a code: `x2` to the code before it, `2x` to the code after it; if there is none, to the other side. */
function pair(tokens: readonly Token[]): Token[] {
  const paired = tokens.map(token => ({ ...token }))
  return paired.flatMap((token, index): Token[] => {
    if (token.kind !== 'times') return [token]
    const [before, after] = [paired[index - 1], paired[index + 1]]
    const owner = (token.before ? [after, before] : [before, after]).find(isWithoutQuantity)
    if (!owner) return [{ kind: 'word', written: `x${token.times}`, gap: ' ' }]
    owner.times = token.times
    return []
  })
}

const isWithoutQuantity = (token: Token | undefined): token is Code =>
  token?.kind === 'code' && token.times === undefined

function collect(tokens: readonly Token[]): CodeOrder {
  const order: CodeOrder = { lines: [], unknown: [], unavailable: [], words: [], quantities: [] }
  for (const token of tokens) {
    if (token.kind === 'word') pushOnce(order.words, token.written)
    if (token.kind === 'code') take(order, token, token.times ?? 1)
  }
  return order
}

/** Adds one code to the order, or to the lists of what is wrong. */
function take(order: CodeOrder, token: Code, quantity: number): void {
  const { item, written } = token
  if (!item) return void pushOnce(order.unknown, written)
  if (!item.available) return void pushOnce(order.unavailable, item.name)
  if (quantity < QUANTITY.min || quantity > QUANTITY.max) return void pushOnce(order.quantities, written)
  const { note } = token
  const line = order.lines.find(other => other.itemId === item.id && other.note === note)
  if (!line) order.lines.push({ itemId: item.id, name: item.name, quantity, ...(note !== undefined && { note }) })
  else if (line.quantity + quantity > MOST_OF_ONE) pushOnce(order.quantities, written)
  else line.quantity += quantity
}

function pushOnce(list: string[], word: string): void {
  if (!list.includes(word)) list.push(word)
}
