import type { Interactive, MessageContent, ReplyButton } from '../channels/index.ts'

/** One message that a bot says. */
export interface Reply {
  type: 'text' | 'interactive'
  content: MessageContent
}

export interface Row {
  id: string
  title: string
  description?: string
}

/** What WhatsApp takes at most, in UTF-16 units (Cloud API reference, "interactive object" and "text object"). */
export const LIMITS = {
  text: 4096,
  body: 1024,
  footer: 60,
  buttons: 3,
  buttonTitle: 20,
  rows: 10,
  rowTitle: 24,
  rowDescription: 72,
  listButton: 20,
} as const

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** The beginning of a text, as much as fits, with an ellipsis when it was cut. Never cuts inside a letter or an emoji. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text
  return `${start(text, most - 1).trimEnd()}…`
}

/** As many whole letters as fit. */
function start(text: string, most: number): string {
  let kept = ''
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length > most) break
    kept += segment
  }
  return kept
}

/** One text, or several when it is longer than a message may be. */
export const text = (body: string): Reply[] => parts(body, LIMITS.text).map(asText)

/** Text with up to three buttons under it. Text that is too long for that goes before, as a message of its own. */
export function buttons(body: string, choices: readonly ReplyButton[]): Reply[] {
  const fitting = choices
    .slice(0, LIMITS.buttons)
    .map(({ id, title }) => ({ id, title: clip(title, LIMITS.buttonTitle) }))
  const [last, ...before] = parts(body, LIMITS.body).reverse()
  return [...before.reverse().map(asText), asInteractive({ kind: 'buttons', body: last!, buttons: fitting })]
}

/** A list that opens with a button; it may have ten rows at most. */
export function list(body: string, button: string, rows: readonly Row[], footer?: string): Reply[] {
  const fitting = rows.slice(0, LIMITS.rows).map(({ id, title, description }) => ({
    id,
    title: clip(title, LIMITS.rowTitle),
    ...(description && { description: clip(description, LIMITS.rowDescription) }),
  }))
  const shown = {
    kind: 'list' as const,
    body: clip(body, LIMITS.body),
    button: clip(button, LIMITS.listButton),
    sections: [{ rows: fitting }],
    ...(footer && { footer: clip(footer, LIMITS.footer) }),
  }
  return [asInteractive(shown)]
}

/** Asks for a location with WhatsApp's own button. */
export const askLocation = (body: string): Reply[] => [
  asInteractive({ kind: 'location_request', body: clip(body, LIMITS.body) }),
]

const asText = (body: string): Reply => ({ type: 'text', content: { text: { body } } })

const asInteractive = (interactive: Interactive): Reply => ({ type: 'interactive', content: { interactive } })

/** The same replies, with texts that are too long for the channel split into several messages. */
export const fitting = (replies: readonly Reply[], textLength: number): Reply[] =>
  replies.flatMap(reply => {
    const body = reply.content.text?.body ?? ''
    return body.length > textLength ? parts(body, textLength).map(asText) : [reply]
  })

/** Cuts between lines. A line that is too long by itself is cut between words. */
function parts(body: string, most: number): string[] {
  const found: string[] = []
  let current = ''
  for (const line of body.split('\n').flatMap(line => pieces(line, most))) {
    const joined = current ? `${current}\n${line}` : line
    if (joined.length <= most) current = joined
    else {
      found.push(current)
      current = line
    }
  }
  return [...found, current].filter(part => part.trim() !== '')
}

function pieces(line: string, most: number): string[] {
  const found: string[] = []
  let rest = line
  while (rest.length > most) {
    const space = rest.lastIndexOf(' ', most)
    const piece = space > 0 ? rest.slice(0, space) : start(rest, most) || rest.slice(0, most)
    found.push(piece)
    rest = rest.slice(piece.length).trimStart()
  }
  return [...found, rest]
}
