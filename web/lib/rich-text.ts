/** A piece of a WhatsApp text: its own marks (`*bold*`, `_italic_`, `~struck~`, ```` ```mono``` ````) and links. */
export type Piece =
  | { kind: 'text' | 'bold' | 'italic' | 'strike' | 'mono'; text: string }
  | { kind: 'link'; text: string; href: string }

const TOKEN =
  /```([^`]+?)```|(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]+?)(?<=\S)\2(?![\p{L}\p{N}])|((?:https?:\/\/|www\.)[^\s<>"']+)|(?<![\w.@])([\w.+-]+@[\w-]+(?:\.[\w-]+)+)/giu

const MARKS = { '*': 'bold', _: 'italic', '~': 'strike' } as const

/** Only http, https and mailto ever become links; anything else stays text. */
export function richText(source: string): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const found of source.matchAll(TOKEN)) {
    if (found.index > from) pieces.push({ kind: 'text', text: source.slice(from, found.index) })
    from = found.index + found[0].length
    const [, mono, mark, marked, url, mail] = found
    if (mono) pieces.push({ kind: 'mono', text: mono })
    else if (mark && marked) pieces.push({ kind: MARKS[mark as keyof typeof MARKS], text: marked })
    else if (url) from -= pushLink(pieces, url)
    else if (mail) pieces.push({ kind: 'link', text: mail, href: `mailto:${mail}` })
  }
  if (from < source.length) pieces.push({ kind: 'text', text: source.slice(from) })
  return pieces
}

/** A text without its marks, for one line of it. */
export const plainText = (source: string): string =>
  richText(source)
    .map(piece => piece.text)
    .join('')

/** Closing punctuation belongs to the sentence, not to the address; returns how many characters were given back. */
function pushLink(pieces: Piece[], url: string): number {
  const text = url.replace(/[.,;:!?)\]}'"،؛؟»]+$/u, '')
  pieces.push({ kind: 'link', text, href: text.startsWith('www.') ? `https://${text}` : text })
  return url.length - text.length
}

/** An address from elsewhere as a link, only when it leads to the web or to a file of ours; null otherwise. */
export const safeHref = (url: string | undefined): string | null =>
  url && /^(https?:\/\/|\/media\/[\w-]+$)/i.test(url) ? url : null
