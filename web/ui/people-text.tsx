import { Fragment } from 'react'
import { cx } from '../lib/cx.ts'
import { type Piece, richText } from '../lib/rich-text.ts'

const STYLE = { text: '', bold: 'font-semibold', italic: 'italic', strike: 'line-through', mono: 'font-mono text-sm' }

function Part({ piece }: { piece: Piece }) {
  if (piece.kind === 'text') return piece.text
  if (piece.kind !== 'link') return <span className={STYLE[piece.kind]}>{piece.text}</span>
  return (
    <a
      href={piece.href}
      target="_blank"
      rel="noreferrer noopener"
      className="break-all text-brand underline underline-offset-2"
    >
      {piece.text}
    </a>
  )
}

/** What a person wrote: its own direction, its line breaks, its marks, its links. */
export function PeopleText({ text, className }: { text: string; className?: string }) {
  return (
    <p className={cx('[unicode-bidi:plaintext] whitespace-pre-wrap [overflow-wrap:anywhere]', className)}>
      {richText(text).map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text never move
        <Fragment key={index}>
          <Part piece={piece} />
        </Fragment>
      ))}
    </p>
  )
}
