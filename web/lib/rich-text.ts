/** A piece of a WhatsApp text: its own marks (`*bold*`, `_italic_`, `~struck~`, ```` ```mono``` ````) and links. */
export type Piece =
  | { kind: 'text' | 'bold' | 'italic' | 'strike' | 'mono'; text: string }
  | { kind: 'link'; text: string; href: string }

const MARKS = { '*': 'bold', _: 'italic', '~': 'strike' } as const
type Mark = keyof typeof MARKS

const WORD = /[\p{L}\p{N}]/u
const SPACE = /\s/
const URL_HERE = /(?:https?:\/\/|www\.)[^\s<>"']+/iuy
const MAIL_NAME = /[\w.+-]+/y
const MAIL_HOST = /@[\w-]+(?:\.[\w-]+)+/y
/** Closing punctuation belongs to the sentence, not to the address. */
const CLOSING = new Set('.,;:!?)]}\'"،؛؟»')

/**
 * Only http, https and mailto become links; everything else stays text. The text comes from strangers and may be long:
 * each character is looked at a fixed number of times, whatever is around it.
 */
export function richText(source: string): Piece[] {
  const pieces: Piece[] = []
  const marks = markEnds(source)
  const mails = mailFinder(source)
  let from = 0
  let at = 0
  while (at < source.length) {
    const found = monoAt(source, at) ?? marks(at) ?? linkAt(source, at) ?? mails(at)
    if (!found) {
      at++
      continue
    }
    if (at > from) pieces.push({ kind: 'text', text: source.slice(from, at) })
    pieces.push(found.piece)
    from = found.end
    at = found.end
  }
  if (from < source.length) pieces.push({ kind: 'text', text: source.slice(from) })
  return pieces
}

interface Found {
  piece: Piece
  /** The position after it. */
  end: number
}

/** There is no backtick between two marks, so no character is looked at twice. */
function monoAt(source: string, at: number): Found | undefined {
  if (source[at] !== '`' || !source.startsWith('```', at)) return undefined
  const close = source.indexOf('`', at + 3)
  if (close <= at + 3 || !source.startsWith('```', close)) return undefined
  return { piece: { kind: 'mono', text: source.slice(at + 3, close) }, end: close + 3 }
}

/**
 * Finds the first matching end of a mark. Where ends are does not depend on the beginning, so they are found once, in
 * one pass.
 */
function markEnds(source: string): (at: number) => Found | undefined {
  const ends: Record<Mark, number[]> = { '*': [], _: [], '~': [] }
  const lineEnds: number[] = []
  for (let at = 0; at < source.length; at++) {
    const sign = source[at]!
    if (sign === '\n') lineEnds.push(at)
    else if (isMark(sign) && !SPACE.test(source[at - 1] ?? ' ') && !wordAt(source, at + 1)) ends[sign].push(at)
  }
  lineEnds.push(source.length)
  const passed: Record<Mark, number> = { '*': 0, _: 0, '~': 0 }
  let line = 0
  return at => {
    const sign = source[at]!
    if (!isMark(sign) || SPACE.test(source[at + 1] ?? ' ') || wordBefore(source, at)) return undefined
    while ((ends[sign][passed[sign]] ?? Number.POSITIVE_INFINITY) < at + 2) passed[sign]++
    while (lineEnds[line]! < at) line++
    const end = ends[sign][passed[sign]]
    if (end === undefined || end > lineEnds[line]!) return undefined
    return { piece: { kind: MARKS[sign], text: source.slice(at + 1, end) }, end: end + 1 }
  }
}

const isMark = (sign: string): sign is Mark => sign in MARKS

const wordAt = (source: string, at: number): boolean =>
  at < source.length && WORD.test(String.fromCodePoint(source.codePointAt(at)!))

function wordBefore(source: string, at: number): boolean {
  if (at === 0) return false
  const low = source.charCodeAt(at - 1)
  return wordAt(source, low >= 0xdc00 && low <= 0xdfff && at > 1 ? at - 2 : at - 1)
}

function linkAt(source: string, at: number): Found | undefined {
  if (!/[hw]/i.test(source[at]!)) return undefined
  URL_HERE.lastIndex = at
  const url = URL_HERE.exec(source)?.[0]
  if (url === undefined) return undefined
  let length = url.length
  while (CLOSING.has(url[length - 1] ?? '')) length--
  const text = url.slice(0, length)
  return { piece: { kind: 'link', text, href: /^www\./i.test(text) ? `https://${text}` : text }, end: at + length }
}

/**
 * All positions in one run of letters, digits, dots and signs lead to the same end: when one fails, the others fail
 * too.
 */
function mailFinder(source: string): (at: number) => Found | undefined {
  let failedUntil = 0
  return at => {
    if (at < failedUntil || !/[\w.+-]/.test(source[at]!) || /[\w.@]/.test(source[at - 1] ?? ' ')) return undefined
    MAIL_NAME.lastIndex = at
    const name = MAIL_NAME.exec(source)![0]
    MAIL_HOST.lastIndex = at + name.length
    const host = MAIL_HOST.exec(source)?.[0]
    if (host === undefined) {
      failedUntil = at + name.length
      return undefined
    }
    const text = name + host
    return { piece: { kind: 'link', text, href: `mailto:${text}` }, end: at + text.length }
  }
}

/** A text without its marks, on one line. */
export const plainText = (source: string): string =>
  richText(source)
    .map(piece => piece.text)
    .join('')

/** A foreign address as a link, only when it leads to the web or to a file of ours; null otherwise. */
export const safeHref = (url: string | undefined): string | null =>
  url && /^(https?:\/\/|\/media\/[\w-]+$)/i.test(url) ? url : null
